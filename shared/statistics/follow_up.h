// How many of those who started were asked again: the honesty behind every average of change.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace waymark::statistics {

/// Pairs as a share of the baselines whose follow-up is due, within [0, 1]. Absent if none is due or pairs > due.
std::optional<double> followUpRate(std::size_t pairs, std::size_t due);

/// The banner over a report (our own rule).
enum class FollowUpBanner {
    None,   ///< 60 % or more, or nothing due yet
    Amber,  ///< below 60 %
    Red,    ///< below 40 %
};

FollowUpBanner followUpBanner(std::optional<double> rate);

std::string_view name(FollowUpBanner banner);  ///< "none", "amber", "red"

}  // namespace waymark::statistics
