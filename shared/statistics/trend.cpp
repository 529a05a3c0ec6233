#include "shared/statistics/trend.h"

#include "shared/statistics/descriptive.h"
#include "shared/statistics/distributions.h"

namespace waymark::statistics {

std::optional<double> trendSlope(std::span<const double> values) {
    const auto mean = summarise(values).mean;
    if (!mean || values.size() < 2) return std::nullopt;
    const double middle = static_cast<double>(values.size() - 1) / 2.0;
    double products = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double step = static_cast<double>(i) - middle;
        products += step * (values[i] - *mean);
        squares += step * step;
    }
    return finite(products / squares);
}

}  // namespace waymark::statistics
