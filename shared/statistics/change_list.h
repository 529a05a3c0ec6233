// Scores as an analyst keeps them in a spreadsheet: a list of people, points and scores, one row each, saved as CSV.
#pragma once

#include "shared/base/result.h"
#include "shared/statistics/change_report.h"
#include "shared/statistics/group_gap.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waymark::statistics {

struct ListProblem {
    bool isError = true;  ///< else a warning: the row counts as it stands, and somebody should look at it
    std::size_t row = 0;  ///< line of the file, counted from 1 with the header
    std::string column;   ///< "score"; empty: the whole row
    std::string message;  ///< what is odd
    std::string instead;  ///< what happens instead
};

/// The list's rows in its own order. A list has no dates, so the order of its rows stands for time: the first baseline and the last later
/// score count. Scores are of one questionnaire, answered by the people themselves.
struct ChangeList {
    std::vector<ScoredAnswer> answers;                    ///< of one version family; the ranges of the rows are not set
    bool hasGroups = false;                               ///< there is a column of groups
    std::unordered_map<std::string, std::string> groups;  ///< person → group; that of the baseline's row, else of the first row that names one
    std::vector<ListProblem> problems;                    ///< in the order of the rows
};

/// Columns, in any order and whatever their case: person, point (baseline, later, or then for a then-test), score, and group if there are
/// groups; others are passed over. An empty score is a missing one. A score that is no number or outside `range` counts as
/// missing and is a problem; a row without a person or with another point is left out and is a problem.
/// Errors: Malformed, in words: not CSV in UTF-8, or one of the three columns is not there.
base::Result<ChangeList> readChangeList(std::string_view csv, const ScoreRange& range);

/// The pairs of a report over the list, with their groups.
std::vector<GroupedPair> groupedPairs(const ChangeReport& report, const ChangeList& list);

}  // namespace waymark::statistics
