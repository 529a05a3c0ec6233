#include "shared/statistics/proportion.h"

#include "shared/statistics/distributions.h"

#include <cmath>

namespace waymark::statistics {

std::optional<Interval> wilsonInterval(std::size_t successes, std::size_t n) {
    if (n == 0 || successes > n) return std::nullopt;
    const double z = *normalQuantile(0.975);
    const auto count = static_cast<double>(n), hits = static_cast<double>(successes);
    const double centre = 2.0 * hits + z * z;
    const double reach = z * std::sqrt(z * z + 4.0 * hits * (1.0 - hits / count));
    const double width = 2.0 * (count + z * z);
    // At the edges the formula gives 0 and 1 exactly, but its floating-point value does not.
    return Interval{successes == 0 ? 0.0 : (centre - reach) / width, successes == n ? 1.0 : (centre + reach) / width};
}

}  // namespace waymark::statistics
