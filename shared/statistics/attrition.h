// What the people who did not come back may do to the figures of those who did.
#pragma once

#include "shared/statistics/descriptive.h"
#include "shared/statistics/proportion.h"

#include <cstddef>
#include <optional>

namespace waymark::statistics {

/// Above this, in standard deviations, the lost started differently from those who stayed (our own rule).
inline constexpr double kDiffersFrom = 0.25;

struct Attrition {
    std::optional<Interval> followUp;   ///< Wilson's 95 % interval of the follow-up rate
    std::optional<double> startsApart;  ///< baselines of those who stayed minus those of the lost, in pooled standard deviations
    bool differs = false;               ///< |startsApart| > kDiffersFrom

    std::optional<double> improved;       ///< share of those who stayed
    std::optional<double> improvedWorst;  ///< share of all due if none of the lost improved
    std::optional<double> improvedBest;   ///< share of all due if each of the lost did
};

/// `improved` of the stayed.n who stayed; the lost are due and in no pair. Worst and best case: the bounds of Manski 1990, American
/// Economic Review 80, 319-323.
Attrition attrition(std::size_t improved, const Summary& stayed, const Summary& lost);

}  // namespace waymark::statistics
