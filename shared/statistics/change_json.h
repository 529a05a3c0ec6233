// Every quantity of change by its name, for the command line and for tests of both ends. What is undefined is null, never NaN. Nothing is
// hidden here: this is for whoever holds the scores anyway; what others may see is decided where reports are made.
#pragma once

#include "shared/base/json.h"
#include "shared/statistics/change_list.h"
#include "shared/statistics/change_report.h"
#include "shared/statistics/group_gap.h"

#include <map>
#include <string>

namespace waymark::statistics {

base::Json toJson(const Interval& interval);               ///< [low, high]
base::Json toJson(const std::optional<double>& quantity);  ///< number or null
base::Json toJson(const ReliableCounts& counts);
base::Json toJson(const ChangeReport& report);
base::Json toJson(const std::map<std::string, GroupGap>& gaps);
base::Json toJson(const ListProblem& problem);

/// All that is said of a list: the report's quantities, the gaps of its groups (null without a column of groups), and its problems.
base::Json changeDocument(const ChangeList& list, const ChangeReport& report, std::optional<double> alpha);

}  // namespace waymark::statistics
