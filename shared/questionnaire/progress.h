// How far somebody is through a questionnaire, and what a finished one holds.
#pragma once

#include "shared/questionnaire/answers.h"
#include "shared/questionnaire/flow.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace waymark::questionnaire {

struct Progress {
    std::size_t steps = 0;                 ///< asked in this context
    std::size_t answered = 0;              ///< with a value
    std::size_t missing = 0;               ///< refused, not applicable, skipped or not asked
    std::optional<std::size_t> firstOpen;  ///< place among stepsFor() of the first step without any entry: where to go on
    std::vector<std::string> toReview;     ///< keys without an entry, and skipped ones, in order: "jump to what is missing"

    bool isComplete() const { return !firstOpen; }  ///< every step has an entry
};

Progress progressOf(const Instrument& instrument, const Answers& answers, const Context& context);

struct Finished {
    Answers answers;
    bool partial = false;  ///< the person stopped before the end
};

/// What is kept when the person is done: a step without an entry becomes `Skipped` if a later one was reached, else `NotAsked`.
/// Answers to items that are not asked in this context are left out; none of the others is changed.
Finished finished(const Instrument& instrument, const Answers& answers, const Context& context);

}  // namespace waymark::questionnaire
