// Wilcoxon's signed ranks: how far people moved, in ranks.
#pragma once

#include <optional>
#include <span>

namespace waymark::statistics {

struct SignedRanks {
    double plus = 0.0;   ///< W+: sum of the ranks of those who went up
    double minus = 0.0;  ///< W-: sum of the ranks of those who went down
};

/// Differences of 0 are left out, the others are ranked by size, and ties share the mean of their ranks.
/// W+ + W- = m(m + 1)/2 for m differences other than 0. Absent if there are none or one is not finite.
/// Source: Wilcoxon 1945, Biometrics Bulletin 1, 80-83.
std::optional<SignedRanks> signedRanks(std::span<const double> differences);

}  // namespace waymark::statistics
