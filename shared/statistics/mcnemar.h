// The same people's yes or no at two points: did more turn one way than the other?
#pragma once

#include <cstddef>
#include <optional>

namespace waymark::statistics {

struct McNemar {
    double exactP = 1.0;      ///< two-sided, binomial
    double chiSquared = 0.0;  ///< with continuity correction, one degree of freedom
};

/// Of those who changed their answer: no to yes, and yes to no. Absent if nobody did.
/// Source: McNemar 1947, Psychometrika 12, 153-157; correction by Edwards 1948, Psychometrika 13, 185-187.
std::optional<McNemar> mcNemar(std::size_t noToYes, std::size_t yesToNo);

}  // namespace waymark::statistics
