// The smallest change that means something to the people themselves.
#pragma once

#include <optional>
#include <span>

namespace waymark::statistics {

/// By their own words at the end (the anchor): the mean change of those who say "a little better" minus the mean change of those who
/// say "about the same". Absent if one of the two is empty. Source: de Vet et al. 2006, Health and Quality of Life Outcomes 4:54.
std::optional<double> importantChange(std::span<const double> aLittleBetter, std::span<const double> aboutTheSame);

/// Half a standard deviation of the baselines: a rule of thumb, always labelled so, where there is no anchor.
/// Source: Norman, Sloan and Wyrwich 2003, Medical Care 41, 582-592.
std::optional<double> importantChangeByThumb(std::optional<double> sdBaseline);

}  // namespace waymark::statistics
