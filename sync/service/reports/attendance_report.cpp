#include "sync/service/reports/attendance_report.h"

#include "sync/service/reports/people.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace waymark::service {

namespace {

using PeopleSet = std::unordered_set<std::string>;

struct Tally {
    PeopleSet sessions, people, firstTimers;
    std::int64_t attendances = 0, headCount = 0;
};

// Late and left early are present. Waiting and turned away are not: nobody was there with us.
bool isAttendance(const std::string& status) { return status == "present" || status == "late"; }

// A check counts those who are already on the register, for safety; arrivals and outreach count people without names.
bool isHeadCount(const std::string& kind) { return kind != "check"; }

bool saysHeld(const std::string& status) { return status == "open" || status == "closed" || status == "signed"; }

AttendanceFigures figuresOf(const Tally& tally, bool withFirstTimers, const Disclosure& disclosure) {
    AttendanceFigures figures;
    const auto people = static_cast<std::int64_t>(tally.people.size());
    figures.sessions = static_cast<std::int64_t>(tally.sessions.size());
    figures.people = disclosure.count(people);
    figures.attendances = {tally.attendances, figures.people.hidden};
    if (withFirstTimers) figures.firstTimers = disclosure.countOf(static_cast<std::int64_t>(tally.firstTimers.size()), people);
    figures.headCount = tally.headCount;
    return figures;
}

void hide(AttendanceFigures& figures) {
    figures.people.hidden = figures.attendances.hidden = true;
    if (figures.firstTimers) figures.firstTimers->hidden = true;
}

// Attendances add up to the total, so one hidden row alone could be worked out: the next smallest is hidden with it.
void protectRows(std::vector<AttendanceRow>& rows) {
    AttendanceRow* smallest = nullptr;
    std::size_t hidden = 0;
    for (auto& row : rows) {
        hidden += row.figures.people.hidden ? 1 : 0;
        if (row.figures.people.hidden) hide(row.figures);
        const bool candidate = !row.figures.people.hidden && row.figures.people.value > 0;
        if (candidate && (!smallest || row.figures.people.value < smallest->figures.people.value)) smallest = &row;
    }
    if (hidden == 1 && smallest) hide(smallest->figures);
}

std::vector<AttendanceRow> rowsOf(const std::map<std::string, Tally>& tallies, const std::map<std::string, std::string>* names,
                                  bool withFirstTimers, const Disclosure& disclosure) {
    std::vector<AttendanceRow> rows;
    for (const auto& [key, tally] : tallies) {
        AttendanceRow row{key, {}, figuresOf(tally, withFirstTimers, disclosure)};
        if (names)
            if (const auto it = names->find(key); it != names->end()) row.label = it->second;
        rows.push_back(std::move(row));
    }
    if (names)
        std::sort(rows.begin(), rows.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.label, a.key) < std::tie(b.label, b.key); });
    protectRows(rows);
    return rows;
}

std::vector<std::string> countingWords(const Scope& scope, const Disclosure& disclosure) {
    std::vector<std::string> words = {
        "An attendance is one person at one session. Late and left early count as present.",
        "People (reach) are different people with at least one attendance. Records that were merged count as one person.",
        scope.everyVenue || scope.venues.size() > 1
            ? "First-timers had no earlier attendance at any of these venues, ever; in a venue's own row, at that venue."
            : "First-timers had no earlier attendance at this venue, ever.",
        "Head counts have no names. They are shown beside the people and never added to them.",
        "A session was held if it was opened, or if somebody was marked or counted there.",
    };
    if (disclosure.fewestShown() > 1)
        words.push_back("Numbers from 1 to " + std::to_string(disclosure.fewestShown() - 1) +
                        " are hidden, and others where they would give a hidden one away.");
    return words;
}

class Counter {
public:
    Counter(const AttendanceRows& rows, const Scope& scope) : m_rows(rows), m_scope(scope), m_people(rows.people) {
        for (const auto& session : rows.sessions)
            if (!session.deleted) m_sessions.emplace(session.id, &session);
        for (const auto& [venue, dates] : rows.firstAttendances)
            for (const auto& [recorded, date] : dates) {
                const std::string& person = m_people.resolved(recorded);
                lower(m_first[person], date);
                lower(m_firstAt[{venue, person}], date);
            }
    }

    void count() {
        for (const auto& [id, session] : m_sessions)
            if (saysHeld(session->status)) addSession(*session);
        for (const auto& mark : m_rows.marks)
            addMark(mark);
        for (const auto& headCount : m_rows.headCounts)
            addHeadCount(headCount);
    }

    Tally total;
    std::map<std::string, Tally> venues, months, activities;
    std::map<std::string, std::int64_t> bands;
    std::unordered_map<std::string, std::int64_t> visits;  ///< person → attendances

    const People& people() const { return m_people; }
    bool wasHeld(const std::string& session) const { return total.sessions.count(session) > 0; }

private:
    static void lower(std::string& date, const std::string& other) {
        if (date.empty() || other < date) date = other;
    }

    bool isFirst(const std::string& first) const {
        return !first.empty() && (!m_scope.from || first >= *m_scope.from) && (!m_scope.to || first <= *m_scope.to);
    }

    template <class Function> void everywhere(const SessionFact& session, Function add) {
        add(total);
        add(venues[session.venue]);
        add(months[session.date.substr(0, 7)]);
        add(activities[session.activity]);
    }

    void addSession(const SessionFact& session) {
        everywhere(session, [&](Tally& tally) { tally.sessions.insert(session.id); });
    }

    void addMark(const MarkFact& mark) {
        const auto session = m_sessions.find(mark.session);
        if (session == m_sessions.end() || !isAttendance(mark.status) || m_people.isGone(mark.person)) return;
        const std::string& person = m_people.resolved(mark.person);
        if (!m_counted.insert(mark.session + '|' + person).second) return;
        addSession(*session->second);
        everywhere(*session->second, [&](Tally& tally) {
            ++tally.attendances;
            tally.people.insert(person);
        });
        ++visits[person];
        const std::string& date = session->second->date;
        if (const auto it = m_first.find(person); it != m_first.end() && isFirst(it->second)) {
            total.firstTimers.insert(person);
            if (it->second == date) months[date.substr(0, 7)].firstTimers.insert(person);
        }
        const auto here = m_firstAt.find({session->second->venue, person});
        if (here != m_firstAt.end() && isFirst(here->second)) venues[session->second->venue].firstTimers.insert(person);
    }

    void addHeadCount(const HeadCountFact& headCount) {
        const auto session = m_sessions.find(headCount.session);
        if (session == m_sessions.end() || !isHeadCount(headCount.kind)) return;
        std::int64_t heads = 0;
        for (const auto& [band, count] : headCount.bands) {
            heads += count;
            bands[band] += count;
        }
        if (heads == 0) return;
        addSession(*session->second);
        everywhere(*session->second, [&](Tally& tally) { tally.headCount += heads; });
    }

    const AttendanceRows& m_rows;
    const Scope& m_scope;
    People m_people;
    std::unordered_map<std::string, const SessionFact*> m_sessions;
    std::unordered_map<std::string, std::string> m_first;
    std::map<std::pair<std::string, std::string>, std::string> m_firstAt;
    PeopleSet m_counted;
};

std::vector<std::pair<std::string, Count>> kindsOf(const Counter& counter, const Disclosure& disclosure) {
    std::map<std::string, std::int64_t> kinds;
    for (const auto& person : counter.total.people)
        ++kinds[counter.people().kindOf(person)];
    std::vector<std::pair<std::string, Count>> rows;
    for (const auto* kind : {"child", "young_person", "adult", "volunteer", "staff", ""})
        if (const auto it = kinds.find(kind); it != kinds.end()) rows.emplace_back(it->first, disclosure.count(it->second));
    std::vector<Count*> parts;
    for (auto& row : rows)
        parts.push_back(&row.second);
    disclosure.protect(parts);
    return rows;
}

void addFrequency(const Counter& counter, const Disclosure& disclosure, AttendanceReport& report) {
    if (counter.visits.empty()) return;
    std::vector<std::int64_t> visits;
    std::int64_t once = 0, threeOrMore = 0, sum = 0;
    for (const auto& [person, n] : counter.visits) {
        visits.push_back(n);
        once += n == 1 ? 1 : 0;
        threeOrMore += n >= 3 ? 1 : 0;
        sum += n;
    }
    const auto people = static_cast<std::int64_t>(visits.size());
    report.once = disclosure.countOf(once, people);
    report.threeOrMore = disclosure.countOf(threeOrMore, people);
    disclosure.protect({&*report.once, &*report.threeOrMore});
    if (!disclosure.showsShares(people)) return;
    std::sort(visits.begin(), visits.end());
    const std::size_t middle = visits.size() / 2;
    report.meanAttendances = static_cast<double>(sum) / static_cast<double>(people);
    report.medianAttendances =
        visits.size() % 2 == 1 ? static_cast<double>(visits[middle]) : static_cast<double>(visits[middle - 1] + visits[middle]) / 2.0;
}

}  // namespace

AttendanceReport attendanceReport(const AttendanceRows& rows, const Scope& scope, const Names& names, const Disclosure& disclosure) {
    Counter counter(rows, scope);
    counter.count();

    AttendanceReport report;
    report.total = figuresOf(counter.total, true, disclosure);
    for (const auto& session : rows.sessions) {
        if (session.deleted || counter.wasHeld(session.id)) continue;
        report.sessionsCancelled += session.status == "cancelled" ? 1 : 0;
        report.sessionsNotHeld += session.status == "not_held" ? 1 : 0;
        report.sessionsPlanned += session.status == "planned" ? 1 : 0;
    }
    report.byKind = kindsOf(counter, disclosure);
    report.headCountBands = counter.bands;
    addFrequency(counter, disclosure, report);
    report.byVenue = rowsOf(counter.venues, &names.venues, true, disclosure);
    report.byMonth = rowsOf(counter.months, nullptr, true, disclosure);
    report.byActivity = rowsOf(counter.activities, &names.activities, false, disclosure);
    report.counting = countingWords(scope, disclosure);
    report.audience = name(disclosure.audience());
    report.fewestShown = disclosure.fewestShown();
    return report;
}

}  // namespace waymark::service
