// How far the same people moved between two points. Scores come oriented so that up is better.
#pragma once

#include "shared/statistics/descriptive.h"
#include "shared/statistics/proportion.h"
#include "shared/statistics/signed_ranks.h"

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

struct Pair {
    double before = 0.0, after = 0.0;
};

/// Everything that is said of pairs. What is undefined is absent: with no pairs all is; with one pair all spreads are;
/// when all differences are equal, t, p and d_z are, and the interval is that one point.
struct PairedChange {
    std::size_t n = 0;         ///< pairs with two finite scores
    std::size_t unusable = 0;  ///< pairs left out because a score was not finite

    Summary before, after;
    std::optional<double> r;  ///< Pearson's correlation of before and after

    std::optional<double> meanChange;     ///< mean of d = after - before
    std::optional<double> sdChange;       ///< s_d, with n - 1
    std::optional<double> standardError;  ///< SE = s_d / sqrt(n)
    std::optional<double> t;              ///< mean change / SE
    std::optional<double> df;             ///< n - 1
    std::optional<double> p;              ///< two-sided, Student's t
    std::optional<double> tCritical;      ///< t(.975, n - 1)
    std::optional<Interval> ci95;         ///< mean change -+ tCritical SE

    std::optional<double> dZ;       ///< mean change / s_d: the standardised response mean, always labelled as such
    std::optional<double> dAv;      ///< mean change / ((s1 + s2) / 2): the headline
    std::optional<double> dPre;     ///< mean change / s1
    std::optional<double> hedgesJ;  ///< small-sample correction 1 - 3 / (4(n - 1) - 1)
    std::optional<double> gAv;      ///< J d_av

    std::size_t improved = 0, same = 0, declined = 0;
    std::optional<Interval> improvedShare;  ///< Wilson's 95 % interval of improved / n
    std::optional<double> signTestP;        ///< exact, two-sided
    std::optional<SignedRanks> ranks;
};

/// Sources: paired t test and interval, Student 1908; effect sizes and Hedges's J, Lakens 2013, Frontiers in Psychology 4:863,
/// equations 4, 7, 10; the others at their own functions.
PairedChange pairedChange(std::span<const Pair> pairs);

}  // namespace waymark::statistics
