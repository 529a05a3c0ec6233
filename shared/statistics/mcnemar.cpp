#include "shared/statistics/mcnemar.h"

#include "shared/statistics/sign_test.h"

#include <algorithm>
#include <cmath>

namespace waymark::statistics {

std::optional<McNemar> mcNemar(std::size_t noToYes, std::size_t yesToNo) {
    const auto exact = signTest(noToYes, yesToNo);
    if (!exact) return std::nullopt;
    const auto up = static_cast<double>(noToYes), down = static_cast<double>(yesToNo);
    const double apart = std::max(0.0, std::fabs(up - down) - 1.0);
    return McNemar{*exact, apart * apart / (up + down)};
}

}  // namespace waymark::statistics
