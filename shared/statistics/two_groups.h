// Two groups of different people beside each other.
#pragma once

#include "shared/statistics/descriptive.h"
#include "shared/statistics/proportion.h"

#include <cstddef>
#include <optional>

namespace waymark::statistics {

/// `successes` of `n`.
struct Share {
    std::size_t successes = 0, n = 0;
};

struct ProportionDifference {
    double difference = 0.0;  ///< p1 - p2, within [-1, 1]
    Interval ci95;
};

/// Difference of two shares with an interval of 95 % out of Wilson's two; not symmetric. Absent if an n is 0 or successes > n.
/// Source: Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.
std::optional<ProportionDifference> proportionDifference(const Share& first, const Share& second);

struct MeanDifference {
    double difference = 0.0;  ///< mean1 - mean2
    std::optional<double> standardError;
    std::optional<double> df;    ///< after Satterthwaite; no whole number
    std::optional<double> t, p;  ///< two-sided
    std::optional<Interval> ci95;
};

/// Welch's test for means with unequal spreads. Absent without both means; without both spreads, or if neither group varies, only the
/// difference is there. Source: Welch 1947, Biometrika 34, 28-35; Satterthwaite 1946, Biometrics Bulletin 2, 110-114.
std::optional<MeanDifference> welchDifference(const Summary& first, const Summary& second);

/// Standardised mean difference (mean1 - mean2) / s, with s pooled over both groups by their degrees of freedom. Absent without both
/// spreads, or if nothing varies. Source: Cohen 1988, Statistical Power Analysis, section 2.5.
std::optional<double> standardisedDifference(const Summary& first, const Summary& second);

}  // namespace waymark::statistics
