#include "shared/statistics/sign_test.h"

#include "shared/statistics/distributions.h"

#include <algorithm>

namespace waymark::statistics {

std::optional<double> signTest(std::size_t up, std::size_t down) {
    if (up + down == 0) return std::nullopt;
    const auto tail = fairBinomialAtMost(std::min(up, down), up + down);
    if (!tail) return std::nullopt;
    return std::min(1.0, 2.0 * *tail);
}

}  // namespace waymark::statistics
