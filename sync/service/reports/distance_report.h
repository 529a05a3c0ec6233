// Distance travelled: how far people moved between a start and a later answer, how many of them could be asked again, and what speaks
// against the figure. A pure function over facts; the statistics are shared/statistics, the scores shared/questionnaire. What is too small
// to be told is absent here, so no page can show it.
#pragma once

#include "shared/statistics/change_report.h"
#include "shared/statistics/group_gap.h"
#include "sync/service/reports/disclosure.h"
#include "sync/service/reports/distance_rows.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// The smallest change that means something to people.
struct ImportantChange {
    double change = 0;
    bool byAnchor = false;  ///< from their own words at the end; else half a standard deviation, a rule of thumb
};

/// Mean change with its 95 % interval, in the score's own unit; only from 10 pairs on. Before and after are as given, and the change has up
/// as better, whichever way the scores run.
struct MeanChange {
    double before = 0, after = 0, change = 0, low = 0, high = 0;
    std::optional<double> effect;  ///< d_av
    std::optional<ImportantChange> important;
};

/// What the lost may do to the figures; only where as many were lost as may be told.
struct LostFigures {
    double before = 0;                  ///< their mean start
    std::optional<double> startsApart;  ///< the pairs' starts minus theirs, in standard deviations
    bool differs = false;               ///< apart by more than statistics::kDiffersFrom
    std::optional<double> worst, best;  ///< share of all due who improved, if none or each of the lost did
};

/// How many of a questionnaire's people moved; only from 5 pairs on, and from 10 outside the team.
struct ChangeCounts {
    Count due, pairs, lost;
    std::optional<double> followUpRate;
    statistics::FollowUpBanner banner = statistics::FollowUpBanner::None;
    Count improved, same, declined;
    std::map<std::string, Count> excluded;  ///< people in no pair, by reason ("too_soon")
};

/// Change held against the questionnaire's own noise; only from 10 pairs and statistics::kFewestForReliability whole starts on.
struct ReliableFigures {
    double alpha = 0;
    double sem = 0, sDiff = 0, threshold = 0;
    Count reliablyImproved, improved, same, declined, reliablyDeclined;
};

/// One group of at least 10 pairs beside everybody; smaller ones are put together.
struct GroupRow {
    std::string label;
    Count pairs;
    statistics::GroupGap gap;
};
struct GroupTable {
    std::string by;  ///< "venue", "age"
    std::vector<GroupRow> rows;
};

/// Of a questionnaire whose answers are faces: many children choose the highest face throughout, so that means say little and the test asks only
/// who went up and who went down. Only from 10 pairs on.
struct FacesFigures {
    std::optional<double> signP;                   ///< exact sign test, two-sided; absent if nobody moved, or a number behind it is hidden
    std::optional<double> highestBefore, highestAfter;  ///< share of the pairs who chose the highest face for every question they answered
};

struct ScoreDistance {
    std::string key, label;
    double lowest = 0, highest = 0;
    domain::Better better = domain::Better::Higher;
    bool percentOfRange = false;  ///< versions with different scales came together: 0 to 100
    statistics::SizeClass size = statistics::SizeClass::TooFew;
    std::optional<ChangeCounts> counts;
    std::optional<MeanChange> mean;
    std::optional<LostFigures> lost;
    std::optional<FacesFigures> faces;               ///< of questionnaires with faces alone
    std::optional<ReliableFigures> reliable;
    Count wholeStarts;                               ///< starts without an open item, from which the noise is worked out
    bool ceiling = false, floor = false;             ///< more than 15 % started at the best or the worst possible score
    std::optional<double> ceilingShare, floorShare;  ///< absent where the number of people behind it is too small to be told
    std::vector<GroupTable> groups;                  ///< of the first score only
};

/// The start as people see it at the end, beside the change; only from 10 pairs on. Up is better, as in MeanChange.
struct LookingBackFigures {
    std::string label;
    domain::Better better = domain::Better::Higher;
    Count people;
    double conventional = 0, thenBased = 0, shift = 0;  ///< means of later - start, later - start in hindsight, hindsight - start
};

struct InstrumentDistance {
    std::string family, title, note;
    Count people;                       ///< who answered at any point
    std::vector<ScoreDistance> scores;  ///< the total first
    std::vector<LookingBackFigures> lookingBack;
};

struct DistanceReport {
    std::vector<InstrumentDistance> instruments;
    std::int64_t unreadable = 0;        ///< left out: answers to questionnaires that the service does not have, or of no known point or day
    std::int64_t answeredForChild = 0;  ///< left out: somebody else answered in a child's place
    Count saidNo;                       ///< people left out because they do not take part
    std::vector<std::string> counting;
    std::string audience;
    std::int64_t fewestShown = 1;
};

/// `today` as "2026-05-13": whose time to be asked again has come.
DistanceReport distanceReport(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope, const Names& names,
                              const Disclosure& disclosure, const std::string& today);

}  // namespace waymark::service
