#include "shared/statistics/descriptive.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/tolerance.h"

#include <algorithm>
#include <cmath>

namespace waymark::statistics {

Summary summarise(std::span<const double> values) {
    Summary summary{values.size(), std::nullopt, std::nullopt};
    if (values.empty()) return summary;
    const auto n = static_cast<double>(values.size());
    double sum = 0.0, largest = 0.0;
    for (const double value : values) {
        sum += value;
        largest = std::max(largest, std::fabs(value));
    }
    summary.mean = finite(sum / n);
    if (!summary.mean || values.size() < 2) return summary;
    double squares = 0.0;
    for (const double value : values)
        squares += (value - *summary.mean) * (value - *summary.mean);
    summary.sd = finite(std::sqrt(squares / (n - 1.0)));
    // Equal differences may differ in their last bits, and a spread of 1e-16 would give an enormous t.
    if (summary.sd && *summary.sd <= kSameWithin * largest) summary.sd = 0.0;
    return summary;
}

std::optional<double> correlation(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size()) return std::nullopt;
    const Summary sx = summarise(x), sy = summarise(y);
    if (sx.sd.value_or(0.0) <= 0.0 || sy.sd.value_or(0.0) <= 0.0) return std::nullopt;
    double products = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i)
        products += ((x[i] - *sx.mean) / *sx.sd) * ((y[i] - *sy.mean) / *sy.sd);
    const auto r = finite(products / static_cast<double>(x.size() - 1));
    if (!r) return std::nullopt;
    return std::clamp(*r, -1.0, 1.0);
}

}  // namespace waymark::statistics
