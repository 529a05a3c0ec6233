// Is a gap between a group and everybody closing? Always over the same people at both points.
#pragma once

#include "shared/domain/measuring.h"
#include "shared/statistics/paired_change.h"
#include "shared/statistics/two_groups.h"

#include <map>
#include <optional>
#include <span>
#include <string>

namespace waymark::statistics {

struct GroupedPair {
    std::string group;  ///< empty: of no group, counted in the average and in every rest
    Pair pair;                    ///< with up as better
    std::optional<Pair> asGiven = {};  ///< where lower is better: the scores as they are told
};

/// One gap at both points: a group's mean minus the average of all, or minus the mean of the rest.
struct Gap {
    double baseline = 0.0, later = 0.0;

    double closedBy() const;  ///< |baseline| - |later|: positive if it narrowed
    /// As a share of the gap at the start; 1 is closed. Absent if there was none.
    std::optional<double> closedShare() const;
};

struct GroupGap {
    std::size_t n = 0;   ///< pairs of the group
    double share = 0.0;  ///< of all pairs, within (0, 1]
    double meanBaseline = 0.0, meanLater = 0.0;  ///< as given
    Gap toAverage;
    std::optional<Gap> toRest;             ///< absent if the group is everybody
    std::optional<MeanDifference> change;  ///< the group's mean change minus the rest's; absent if the group is everybody
    /// The share of the group that improved minus the share of the rest; absent if the group is everybody.
    std::optional<ProportionDifference> improved;
};

/// The gap to the rest, out of the gap to the average of all: gap / (1 - share). Absent unless 0 <= share < 1.
std::optional<double> gapToRest(double gapToAverage, double share);

/// For each group, sorted by name. Pairs with a score that is not finite are left out.
/// Change of a gap: Welch's interval on the changes, the group against the rest.
std::map<std::string, GroupGap> groupGaps(std::span<const GroupedPair> pairs);

/// How far the lowest fifth is behind, in percent of the mean: 100 (mean - mean of the lowest fifth) / mean. Where lower is better, the
/// highest fifth is the one behind: 100 (its mean - mean) / mean. The fifth is rounded to whole people, at least one. Absent with fewer than five scores, scores that are not finite or a mean that is not positive.
/// After the gap measure of the Early Years Foundation Stage Profile (Department for Education), which uses the median for the middle.
std::optional<double> lowestFifthGap(std::span<const double> scores, domain::Better better = domain::Better::Higher);

}  // namespace waymark::statistics
