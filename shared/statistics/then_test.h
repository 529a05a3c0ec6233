// Looking back: the start as people see it at the end. Reported beside the change, never mixed with it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

struct LookingBack {
    double before = 0.0;  ///< as given at the start
    double then = 0.0;    ///< the start, as seen at the end
    double after = 0.0;   ///< as given at the end
};

/// Over the people with all three.
struct ThenTest {
    std::size_t n = 0;
    double conventional = 0.0;  ///< mean of after - before
    double thenBased = 0.0;     ///< mean of after - then
    double shift = 0.0;         ///< mean of then - before: how the start looks in hindsight
};

/// Absent without anybody. Rows with a number that is not finite are left out. Source: Howard et al. 1979, Applied Psychological Measurement
/// 3, 1-23; it may mend an over-rated start (Pratt, McGuigan and Katzev 2000) and may add a bias of its own (Hill and Betz 2005).
std::optional<ThenTest> thenTest(std::span<const LookingBack> people);

}  // namespace waymark::statistics
