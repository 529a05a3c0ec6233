// Is a figure rising from one period to the next?
#pragma once

#include <optional>
#include <span>

namespace waymark::statistics {

/// Slope of the least-squares line through equally spaced values, for one step. Absent with fewer than two values or one that is not
/// finite. Source: Legendre 1805; any textbook.
std::optional<double> trendSlope(std::span<const double> values);

}  // namespace waymark::statistics
