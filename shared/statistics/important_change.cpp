#include "shared/statistics/important_change.h"

#include "shared/statistics/descriptive.h"
#include "shared/statistics/distributions.h"

namespace waymark::statistics {

std::optional<double> importantChange(std::span<const double> aLittleBetter, std::span<const double> aboutTheSame) {
    const auto better = summarise(aLittleBetter).mean, same = summarise(aboutTheSame).mean;
    if (!better || !same) return std::nullopt;
    return finite(*better - *same);
}

std::optional<double> importantChangeByThumb(std::optional<double> sdBaseline) {
    if (!sdBaseline) return std::nullopt;
    return finite(*sdBaseline / 2.0);
}

}  // namespace waymark::statistics
