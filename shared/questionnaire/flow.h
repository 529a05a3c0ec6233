// Which questions are asked of whom, in which order.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <optional>
#include <vector>

namespace waymark::questionnaire {

/// Who answers, and when. `age` in whole years on the day; absent if unknown.
struct Context {
    domain::Point point = domain::Point::Baseline;
    domain::Respondent respondent = domain::Respondent::Self;
    std::optional<int> age;
};

enum class Section { Practice, Questions, Closing };

struct Step {
    Section section = Section::Questions;
    const Item* item = nullptr;  ///< lives as long as the instrument is unchanged; never null
};

/// Whether the instrument is meant for somebody of that age; nobody of unknown age is turned away.
bool isMeantFor(const Instrument& instrument, std::optional<int> age);

/// Whether the item is asked: its points, respondents and ages all hold.
bool isAsked(const Item& item, const Context& context);

/// Practice, then the questions, then the closing question: the way through, one item at a time.
std::vector<Step> stepsFor(const Instrument& instrument, const Context& context);

}  // namespace waymark::questionnaire
