// The facts that reports read: flat rows that a projector fills from the streams, rebuildable from them at any time. Aggregation is
// done by sync/service/reports over these rows, so every backend counts alike.
#pragma once

#include "shared/base/calendar.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

struct SessionFact {
    std::string id, venue, activity, date, status;  ///< date as YYYY-MM-DD
    std::string start, end;                         ///< actual if known, else planned; "HH:MM" or empty
    bool deleted = false;
};

struct MarkFact {
    std::string id, venue, session, person, status;  ///< status of `presence`; ids without the type
    int lateMinutes = 0;
    bool leftEarly = false;
};

struct PersonFact {
    std::string id, venue, kind, born, mergedInto, postcode;
    bool deleted = false;
};

struct HeadCountFact {
    std::string id, venue, session, kind;
    std::map<std::string, std::int64_t> bands;
};

struct FeedbackFact {
    std::string id, venue, session, instrument, answersJson;
};

struct ResponseFact {
    std::string id, venue, person, instrument, family, version, point, respondent, help, session, day, answersJson;
    std::string corrects;  ///< id of the response it replaces, or empty
    bool partial = false;
    bool deleted = false;
};

/// What erased people left at a session, so that its total stays true.
struct ResidueFact {
    std::string id, venue, session, band;
    std::int64_t marks = 0;  ///< attendances
};

/// Rows of one venue (empty: all) whose session's date, or whose own day, lies in [from, to]; absent bounds are open.
struct FactFilter {
    std::string venue;
    std::optional<std::string> from, to;
};

/// Venue → person → date.
using FirstAttendances = std::map<std::string, std::map<std::string, std::string>>;

class Facts {
public:
    virtual ~Facts() = default;

    virtual std::vector<SessionFact> sessions(const FactFilter& filter) = 0;
    virtual std::vector<MarkFact> marks(const FactFilter& filter) = 0;
    virtual std::vector<PersonFact> people(const std::string& venue) = 0;
    virtual std::vector<HeadCountFact> headCounts(const FactFilter& filter) = 0;
    virtual std::vector<FeedbackFact> feedback(const FactFilter& filter) = 0;
    virtual std::vector<ResidueFact> residues(const FactFilter& filter) = 0;
    virtual std::vector<ResponseFact> responses(const FactFilter& filter) = 0;
    /// Venue → person (ids as recorded, before merges) → the date of their first attendance ever there. Of `venue`, or if that is empty of all,
    /// which costs as much as one: each call looks at all marks.
    virtual FirstAttendances firstAttendances(const std::string& venue) = 0;

    virtual void put(const SessionFact& fact) = 0;
    virtual void put(const MarkFact& fact) = 0;
    virtual void put(const PersonFact& fact) = 0;
    virtual void put(const HeadCountFact& fact) = 0;
    virtual void put(const FeedbackFact& fact) = 0;
    virtual void put(const ResponseFact& fact) = 0;
    virtual void put(const ResidueFact& fact) = 0;
    virtual void remove(const std::string& type, const std::string& id) = 0;
    virtual void clear() = 0;  ///< everything, cursors too: the next projection rebuilds it

    /// Up to which place of a stream the facts are true.
    virtual std::int64_t projectedTo(const std::string& stream) = 0;
    virtual void setProjectedTo(const std::string& stream, std::int64_t seq, base::Millis asOf) = 0;
    virtual std::optional<base::Millis> asOf() = 0;  ///< when the facts were last brought up to date
};

} // namespace waymark::service
