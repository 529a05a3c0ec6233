#include "sync/service/reports/report_reader.h"

#include "shared/base/calendar.h"
#include "sync/service/facts/projector.h"
#include "sync/service/reports/consents.h"
#include "sync/service/reports/people.h"
#include "sync/service/store/facts.h"
#include "sync/service/store/store.h"

#include <functional>
#include <set>

namespace waymark::service {

namespace {

/// The rows of each venue of the scope, one after the other; of all at once where the scope is everything.
template <class Row> std::vector<Row> rowsIn(const Scope& scope, const std::function<std::vector<Row>(const FactFilter&)>& rowsOf) {
    FactFilter filter{{}, scope.from, scope.to};
    if (scope.everyVenue) return rowsOf(filter);
    std::vector<Row> rows;
    for (const auto& venue : scope.venues) {
        filter.venue = venue;
        for (auto& row : rowsOf(filter))
            rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PersonFact> peopleIn(const Scope& scope, Facts& facts) {
    return rowsIn<PersonFact>(scope, [&facts](const FactFilter& filter) { return facts.people(filter.venue); });
}

FirstAttendances firstAttendancesIn(const Scope& scope, Facts& facts) {
    if (scope.venues.size() == 1) return facts.firstAttendances(*scope.venues.begin());
    auto first = facts.firstAttendances({});
    const std::set<std::string> within(scope.venues.begin(), scope.venues.end());
    std::erase_if(first, [&within](const auto& venue) { return within.count(venue.first) == 0; });
    return first;
}

/// Brings the facts up to date, makes the report in one reading transaction, and says as of when it is true.
template <class Report> base::Result<Made<Report>> made(Store& store, const base::Clock& clock, const std::function<Report(ReadTransaction&)>& make) {
    const auto asOf = Projector(store, clock).bringUpToDate();
    if (!asOf) return asOf.error();
    Made<Report> result{{}, *asOf};
    auto read = store.read([&](ReadTransaction& transaction) { result.report = make(transaction); });
    if (!read) return read.error();
    return result;
}

}  // namespace

base::Result<Made<AttendanceReport>> ReportReader::attendance(const Directory& directory, const Scope& scope,
                                                              const Disclosure& disclosure) {
    return made<AttendanceReport>(m_store, m_clock, [&](ReadTransaction& transaction) {
        Facts& facts = transaction.facts();
        AttendanceRows rows;
        rows.sessions = rowsIn<SessionFact>(scope, [&](const FactFilter& filter) { return facts.sessions(filter); });
        rows.marks = rowsIn<MarkFact>(scope, [&](const FactFilter& filter) { return facts.marks(filter); });
        rows.headCounts = rowsIn<HeadCountFact>(scope, [&](const FactFilter& filter) { return facts.headCounts(filter); });
        rows.residues = rowsIn<ResidueFact>(scope, [&](const FactFilter& filter) { return facts.residues(filter); });
        rows.people = peopleIn(scope, facts);
        rows.firstAttendances = firstAttendancesIn(scope, facts);
        return attendanceReport(rows, scope, directory.names, disclosure);
    });
}

base::Result<Made<FeedbackReport>> ReportReader::feedback(const Directory& directory, const Scope& scope, const Disclosure& disclosure) {
    return made<FeedbackReport>(m_store, m_clock, [&](ReadTransaction& transaction) {
        Facts& facts = transaction.facts();
        FeedbackRows rows;
        rows.sessions = rowsIn<SessionFact>(scope, [&](const FactFilter& filter) { return facts.sessions(filter); });
        rows.feedback = rowsIn<FeedbackFact>(scope, [&](const FactFilter& filter) { return facts.feedback(filter); });
        rows.marks = rowsIn<MarkFact>(scope, [&](const FactFilter& filter) { return facts.marks(filter); });
        return feedbackReport(rows, directory.instruments, scope, directory.names, disclosure);
    });
}

base::Result<Made<DistanceReport>> ReportReader::distance(const Directory& directory, const Scope& scope, const Disclosure& disclosure) {
    const auto today = base::localDate(m_clock.wallMs(), directory.organisation.timezone);
    Scope always = scope;
    always.from.reset();
    always.to.reset();
    return made<DistanceReport>(m_store, m_clock, [&](ReadTransaction& transaction) {
        Facts& facts = transaction.facts();
        DistanceRows rows;
        rows.responses = rowsIn<ResponseFact>(always, [&](const FactFilter& filter) { return facts.responses(filter); });
        rows.people = peopleIn(scope, facts);
        // Who was merged at another venue is one person here too.
        const People everybody(facts.people({}));
        const auto said = Consents::read(transaction.streams(), domain::kTakePart).on(today, everybody);
        for (const auto& response : rows.responses)
            if (const auto it = said.find(everybody.resolved(response.person)); it != said.end() && isNo(it->second)) rows.saidNo.insert(response.person);
        for (const auto& [venue, dates] : firstAttendancesIn(scope, facts))
            for (const auto& [person, date] : dates) {
                std::string& first = rows.firstAttendances[person];
                if (first.empty() || date < first) first = date;
            }
        return distanceReport(rows, directory.instruments, scope, directory.names, disclosure, base::toText(today));
    });
}

}  // namespace waymark::service
