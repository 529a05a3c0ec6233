#include "shared/statistics/then_test.h"

#include <cmath>

namespace waymark::statistics {

std::optional<ThenTest> thenTest(std::span<const LookingBack> people) {
    ThenTest result;
    double before = 0.0, then = 0.0, after = 0.0;
    for (const LookingBack& person : people) {
        if (!std::isfinite(person.before) || !std::isfinite(person.then) || !std::isfinite(person.after)) continue;
        ++result.n;
        before += person.before;
        then += person.then;
        after += person.after;
    }
    if (result.n == 0) return std::nullopt;
    const auto n = static_cast<double>(result.n);
    result.conventional = (after - before) / n;
    result.thenBased = (after - then) / n;
    result.shift = (then - before) / n;
    return result;
}

}  // namespace waymark::statistics
