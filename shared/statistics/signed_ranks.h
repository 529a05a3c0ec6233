// Wilcoxon's signed ranks: how far people moved, in ranks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

struct SignedRanks {
    double plus = 0.0;   ///< W+: sum of the ranks of those who went up
    double minus = 0.0;  ///< W-: sum of the ranks of those who went down
    double p = 1.0;      ///< two-sided
};

/// Up to this many differences other than 0, p is exact: the share of all ways to put signs to these ranks (ties included) that lead as
/// far from the middle. Beyond, it is by the normal approximation with the corrections for ties and continuity.
inline constexpr std::size_t kExactRanks = 50;

/// Differences of 0 are left out, the others are ranked by size, and ties share the mean of their ranks.
/// W+ + W- = m(m + 1)/2 for m differences other than 0. Absent if there are none or one is not finite.
/// Source: Wilcoxon 1945, Biometrics Bulletin 1, 80-83; p after Hollander, Wolfe and Chicken 2014, section 3.1.
std::optional<SignedRanks> signedRanks(std::span<const double> differences);

}  // namespace waymark::statistics
