#include "shared/statistics/follow_up.h"

namespace waymark::statistics {

std::optional<double> followUpRate(std::size_t pairs, std::size_t due) {
    if (due == 0 || pairs > due) return std::nullopt;
    return static_cast<double>(pairs) / static_cast<double>(due);
}

FollowUpBanner followUpBanner(std::optional<double> rate) {
    if (!rate || *rate >= 0.60) return FollowUpBanner::None;
    return *rate < 0.40 ? FollowUpBanner::Red : FollowUpBanner::Amber;
}

std::string_view name(FollowUpBanner banner) {
    switch (banner) {
    case FollowUpBanner::None: return "none";
    case FollowUpBanner::Amber: return "amber";
    case FollowUpBanner::Red: return "red";
    }
    return {};
}

}  // namespace waymark::statistics
