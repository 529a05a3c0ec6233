// Scores, the same on device and service.
#pragma once

#include "shared/questionnaire/answers.h"
#include "shared/questionnaire/flow.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::questionnaire {

/// Why there is no score.
enum class NoScore {
    NothingAsked,  ///< none of its items is asked in this context
    TooFewAnswered,
};
std::string_view name(NoScore reason);  ///< "too_few_answered"

struct Score {
    std::string key;
    std::optional<double> mean;          ///< of the answered items after reversing, lowest to highest
    std::optional<double> pomp;          ///< 100 (mean - lowest) / (highest - lowest), 0 to 100
    std::optional<double> value;         ///< the score: the mean, or the sum after pro-rating, rounding and the table
    std::string band;                    ///< key of the band it falls into; empty if there is none
    std::optional<NoScore> reason;       ///< present exactly if `mean` is not
    double sum = 0.0;                    ///< of the answered items after reversing
    int answered = 0;                    ///< of the items asked
    int of = 0;                          ///< items asked in this context
    int least = 0;                       ///< answers needed
    double lowest = 0.0, highest = 0.0;  ///< of a single item, and so of the mean
    double valueLowest = 0.0, valueHighest = 0.0;  ///< what `value` can be
    domain::Better better = domain::Better::Higher;
};

struct Scores {
    std::optional<Score> total;  ///< absent if the instrument has none
    std::vector<Score> domains, alone;

    /// All answered items of the total (at least three, and enough for a score) have the same answer before reversing: read with care.
    bool straightLined = false;
    /// All of them have the best possible answer after reversing, as the total's rule takes best: a ceiling, usual with young children.
    bool allHighest = false;
    /// Items whose low answer asks the worker, quietly, to talk with the person. Never an alarm on the screen.
    std::vector<std::string> prompts;
    /// Items whose answer does not fit them; they count as not answered.
    std::vector<std::string> invalid;
};

/// Scores by the instrument's rules. Practice and closing questions and items that are not asked in this context
/// are never scored; the order of answering does not matter.
Scores score(const Instrument& instrument, const Answers& answers, const Context& context);

}  // namespace waymark::questionnaire
