#include "shared/questionnaire/flow.h"

#include <algorithm>

namespace waymark::questionnaire {

namespace {

template <class Word> bool allows(const std::vector<Word>& words, Word word) {
    return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool isMeantFor(const Instrument& instrument, std::optional<int> age) { return !instrument.ages || !age || instrument.ages->holds(*age); }

bool isAsked(const Item& item, const Context& context) {
    if (item.ages && (!context.age || !item.ages->holds(*context.age))) return false;
    return allows(item.points, context.point) && allows(item.respondents, context.respondent);
}

std::vector<Step> stepsFor(const Instrument& instrument, const Context& context) {
    std::vector<Step> steps;
    const auto add = [&](Section section, const Item& item) {
        if (isAsked(item, context)) steps.push_back({section, &item});
    };
    for (const Item& item : instrument.practice)
        add(Section::Practice, item);
    for (const Item& item : instrument.items)
        add(Section::Questions, item);
    if (instrument.closing) add(Section::Closing, *instrument.closing);
    return steps;
}

}  // namespace waymark::questionnaire
