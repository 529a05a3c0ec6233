// When two scores are the same.
#pragma once

namespace waymark::statistics {

/// Two scores this close are the same: scores are means of small whole numbers, and a mean may differ in its last bits.
inline constexpr double kSameWithin = 1e-9;

}  // namespace waymark::statistics
