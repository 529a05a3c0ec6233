// Distance travelled: how far people moved between a start and a later answer, and how many of them could be asked again. A pure function
// over facts; the statistics are shared/statistics, the scores shared/questionnaire. What is too small to be told is absent here, so
// no page can show it.
#pragma once

#include "shared/statistics/change_report.h"
#include "sync/service/reports/disclosure.h"
#include "sync/service/reports/instrument_book.h"
#include "sync/service/reports/scope.h"
#include "sync/service/store/facts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

struct DistanceRows {
    std::vector<ResponseFact> responses;  ///< of all times: the scope's dates choose people by the day of their start
    std::vector<PersonFact> people;
    std::map<std::string, std::string> firstAttendances;  ///< person as recorded → date
};

/// Mean change with its 95 % interval, on the score's own scale; only from 10 pairs on.
struct MeanChange {
    double before = 0, after = 0, change = 0, low = 0, high = 0;
    std::optional<double> effect;      ///< d_av
    std::optional<double> lostBefore;  ///< mean start of those who were lost, from 5 of them on
};

/// How many of a questionnaire's people moved; only from 5 pairs on, and from 10 outside the team.
struct ChangeCounts {
    Count due, pairs, lost;
    std::optional<double> followUpRate;
    statistics::FollowUpBanner banner = statistics::FollowUpBanner::None;
    Count improved, same, declined;
    std::map<std::string, Count> excluded;  ///< people in no pair, by reason ("too_soon")
    Count lateStarts;                       ///< in pairs whose start came later than 28 days after the first attendance
};

struct ScoreDistance {
    std::string key, label;
    double lowest = 0, highest = 0;
    bool percentOfRange = false;  ///< versions with different scales came together: 0 to 100
    statistics::SizeClass size = statistics::SizeClass::TooFew;
    std::optional<ChangeCounts> counts;
    std::optional<MeanChange> mean;
    bool ceiling = false, floor = false;  ///< more than 15 % started at the very top or bottom
};

struct InstrumentDistance {
    std::string family, title, note;
    Count people;                       ///< who answered at any point
    std::vector<ScoreDistance> scores;  ///< the total first
};

struct DistanceReport {
    std::vector<InstrumentDistance> instruments;
    std::int64_t unreadable = 0;        ///< answers to questionnaires that the service does not have
    std::int64_t answeredForChild = 0;  ///< left out: somebody else answered in a child's place
    std::vector<std::string> counting;
    std::string audience;
    std::int64_t fewestShown = 1;
};

/// `today` as "2026-05-13": whose time to be asked again has come.
DistanceReport distanceReport(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope, const Disclosure& disclosure,
                              const std::string& today);

}  // namespace waymark::service
