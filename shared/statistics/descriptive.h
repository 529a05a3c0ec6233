// Of one list of numbers, how many, how large on average and how spread; of two lists, how they go together.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

struct Summary {
    std::size_t n = 0;
    std::optional<double> mean;  ///< absent if n is 0 or a value is not finite
    std::optional<double> sd;    ///< sample standard deviation (n - 1); absent if n < 2 or a value is not finite
};

/// n, arithmetic mean, and s = sqrt(sum((x - mean)^2) / (n - 1)), computed in two passes. A spread that is only rounding
/// noise (below 1e-9 of the largest value) is 0.
Summary summarise(std::span<const double> values);

/// Pearson's product-moment correlation of two lists of one length: within [-1, 1]. Absent if the lengths differ, n < 2, or either
/// list does not vary.
std::optional<double> correlation(std::span<const double> x, std::span<const double> y);

}  // namespace waymark::statistics
