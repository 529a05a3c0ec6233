// The answers that distance travelled is worked out from: scored, with who gave them and where, sorted by questionnaire and score.
#pragma once

#include "shared/statistics/pairing.h"
#include "sync/service/reports/instrument_book.h"
#include "sync/service/reports/scope.h"
#include "sync/service/store/facts.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace waymark::service {

struct DistanceRows {
    std::vector<ResponseFact> responses;  ///< of all times: the scope's dates choose people by the day of their start
    std::vector<PersonFact> people;
    std::map<std::string, std::string> firstAttendances;  ///< person as recorded → date
    std::unordered_set<std::string> saidNo;               ///< people as recorded who do not take part: none of their answers counts
};

/// Where an answer comes from, for groups and anchors.
struct RowSource {
    std::string venue;
    std::optional<int> age;  ///< in whole years on the day of the answer
    std::string anchor;      ///< how things are compared with the start, in the instrument's own values; empty if not asked or answered
};

/// All items of one person's first baseline, after reversing.
struct ItemRow {
    std::int64_t day = 0;
    std::vector<double> items;
};

struct ScoreRows {
    std::string label;
    std::size_t place = 0;  ///< in the instrument's own order
    std::vector<statistics::ScoredAnswer> answers;
    std::vector<RowSource> sources;  ///< of the answers, one for each
    /// Instrument → person → what its reliability is worked out from; people who left an item open are not in it.
    std::map<std::string, std::map<std::string, ItemRow>> itemRows;
};

/// The answers to one item, and what people said later of where they had been with it.
struct LookingBackRows {
    std::string label;  ///< the item's words
    std::vector<statistics::ScoredAnswer> answers;
};

struct FamilyRows {
    const questionnaire::Instrument* newest = nullptr;
    std::unordered_set<std::string> people;
    std::map<std::string, ScoreRows> scores;
    std::map<std::string, LookingBackRows> lookingBack;  ///< by the key of the then-test's item
};

struct CollectedRows {
    std::map<std::string, FamilyRows> families;
    std::int64_t unreadable = 0;        ///< answers to questionnaires that the service does not have, or of no known point or day
    std::int64_t answeredForChild = 0;  ///< left out: somebody else answered in a child's place
    std::unordered_set<std::string> saidNo;  ///< left out with all their answers: people who do not take part
};

/// A baseline is late if it was given more than questionnaire::kBaselineWithinDays after the first attendance. The instruments must outlive
/// the rows.
CollectedRows collectRows(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope);

/// Days since 1970-01-01, or nothing if it is no date.
std::optional<std::int64_t> dayNumberOf(const std::string& date);

}  // namespace waymark::service
