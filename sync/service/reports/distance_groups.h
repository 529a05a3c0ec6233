// Whether gaps between groups close, told only of groups that are large enough.
#pragma once

#include "sync/service/reports/distance_report.h"

namespace waymark::service {

/// By venue and by age at the start, each only if at least two groups can be told. Groups of fewer than 10 pairs are put together as
/// "all others"; if those are still too few, the smallest other group joins them, so that no difference of the rows tells a small one.
std::vector<GroupTable> groupTables(const statistics::ChangeReport& change, const ScoreRows& rows, const Names& names);

}  // namespace waymark::service
