#include "sync/service/reports/attendance_report.h"

#include "sync/service/reports/people.h"
#include "sync/service/reports/row_protection.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

namespace waymark::service {

namespace {

/// People by number, with repeats until they are counted: a set for each row would cost more than all the rest.
using Numbers = std::vector<std::uint32_t>;

std::int64_t countDifferent(Numbers& numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return static_cast<std::int64_t>(numbers.size());
}

struct Tally {
    Numbers people, firstTimers;
    std::int64_t sessions = 0, attendances = 0, headCount = 0;
};

// Late and left early are present. Waiting and turned away are not: nobody was there with us.
bool isAttendance(const std::string& status) { return status == "present" || status == "late"; }

// A check counts who should be on the register, for safety, and is compared with it on the device; arrivals and outreach count people without
// names.
bool isHeadCount(const std::string& kind) { return kind != "check"; }

bool saysHeld(const std::string& status) { return status == "open" || status == "closed" || status == "signed"; }

AttendanceFigures figuresOf(Tally& tally, bool withFirstTimers, const Disclosure& disclosure) {
    AttendanceFigures figures;
    const std::int64_t people = countDifferent(tally.people);
    figures.sessions = tally.sessions;
    figures.people = disclosure.count(people);
    figures.attendances = {tally.attendances, figures.people.hidden || disclosure.hides(tally.attendances)};
    if (withFirstTimers) figures.firstTimers = disclosure.countOf(countDifferent(tally.firstTimers), people);
    figures.headCount = tally.headCount;
    return figures;
}

std::vector<AttendanceRow> rowsOf(std::map<std::string, Tally>& tallies, const std::map<std::string, std::string>* names,
                                  const std::optional<Count>& firstTimers, const Disclosure& disclosure) {
    std::vector<AttendanceRow> rows;
    for (auto& [key, tally] : tallies) {
        AttendanceRow row{key, {}, figuresOf(tally, firstTimers.has_value(), disclosure)};
        if (names)
            if (const auto it = names->find(key); it != names->end()) row.label = it->second;
        rows.push_back(std::move(row));
    }
    if (names)
        std::sort(rows.begin(), rows.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.label, a.key) < std::tie(b.label, b.key); });
    protectRows(rows, firstTimers, disclosure);
    return rows;
}

std::vector<std::string> countingWords(const Scope& scope, const Disclosure& disclosure) {
    std::vector<std::string> words = {
        "An attendance is one person at one session. Late and left early count as present.",
        "People (reach) are different people with at least one attendance. Records that were merged count as one person.",
        scope.everyVenue || scope.venues.size() > 1
            ? "First-timers had no earlier attendance at any of these venues, ever; in a venue's own row, at that venue."
            : "First-timers had no earlier attendance at this venue, ever.",
        "Head counts of people without a name are shown beside the people and never added to them. A head count that checks the register is left out.",
        "A session was held if it was opened, or if somebody was marked or counted there.",
    };
    if (const std::string hidden = disclosure.words("people, of first-timers and of attendances"); !hidden.empty())
        words.push_back(hidden + " Numbers of sessions, and head counts, which have no names, are always shown.");
    return words;
}

/// A session and the rows it counts in.
struct Held {
    const SessionFact* fact;
    std::uint32_t number;
    Tally *venue, *month, *activity;
    bool held;
};

class Counter {
public:
    Counter(const AttendanceRows& rows, const Scope& scope) : m_rows(rows), m_scope(scope), m_people(rows.people) {
        for (const auto& session : rows.sessions)
            if (session.deleted)
                m_deleted.insert(session.id);
            else
                m_sessions.emplace(session.id,
                                   Held{&session, static_cast<std::uint32_t>(m_sessions.size()), &venues[session.venue],
                                        &months[session.date.substr(0, 7)], &activities[session.activity], saysHeld(session.status)});
        for (const auto& [venue, dates] : rows.firstAttendances)
            for (const auto& [recorded, date] : dates) {
                const std::string& person = m_people.resolved(recorded);
                lower(m_first[person], date);
                lower(m_firstAt[venue][person], date);
            }
    }

    void count() {
        for (const auto& mark : m_rows.marks)
            addMark(mark);
        for (const auto& residue : m_rows.residues)
            addResidue(residue);
        for (const auto& headCount : m_rows.headCounts)
            addHeadCount(headCount);
        for (const auto& [id, session] : m_sessions)
            if (session.held) everywhere(session, [](Tally& tally) { ++tally.sessions; });
        for (auto* rows : {&venues, &months, &activities})
            std::erase_if(*rows, [](const auto& row) { return row.second.sessions == 0; });
    }

    Tally total;
    std::map<std::string, Tally> venues, months, activities;
    std::map<std::string, std::int64_t> bands;
    std::int64_t erased = 0;                  ///< attendances of people who were erased
    std::int64_t withoutSession = 0;          ///< what would count, were its session known
    std::vector<std::int64_t> visits;         ///< by the person's number: attendances
    std::vector<const std::string*> persons;  ///< by number: the id

    const People& people() const { return m_people; }
    bool wasHeld(const std::string& session) const {
        const auto it = m_sessions.find(session);
        return it != m_sessions.end() && it->second.held;
    }

private:
    static void lower(std::string& date, const std::string& other) {
        if (date.empty() || other < date) date = other;
    }

    bool isWithin(const std::string& day) const {
        return !day.empty() && (!m_scope.from || day >= *m_scope.from) && (!m_scope.to || day <= *m_scope.to);
    }

    template <class Function> void everywhere(const Held& session, Function add) {
        for (Tally* tally : {&total, session.venue, session.month, session.activity})
            add(*tally);
    }

    std::uint32_t numberOf(const std::string& person) {
        const auto [it, isNew] = m_numbers.emplace(person, static_cast<std::uint32_t>(persons.size()));
        if (isNew) {
            persons.push_back(&it->first);
            visits.push_back(0);
        }
        return it->second;
    }

    /// Null if the session was deleted, or is not known.
    Held* sessionOf(const std::string& id) {
        const auto found = m_sessions.find(id);
        if (found != m_sessions.end()) return &found->second;
        withoutSession += m_deleted.count(id) > 0 ? 0 : 1;
        return nullptr;
    }

    void addMark(const MarkFact& mark) {
        if (!isAttendance(mark.status) || m_people.isGone(mark.person)) return;
        Held* const found = sessionOf(mark.session);
        if (!found) return;
        Held& session = *found;
        const std::string& id = m_people.resolved(mark.person);
        const std::uint32_t person = numberOf(id);
        if (!m_counted.insert(static_cast<std::uint64_t>(session.number) << 32 | person).second) return;  // merged people
        session.held = true;
        ++visits[person];
        everywhere(session, [person](Tally& tally) {
            ++tally.attendances;
            tally.people.push_back(person);
        });
        const auto first = m_first.find(id);
        if (first != m_first.end() && isWithin(first->second)) {
            total.firstTimers.push_back(person);
            if (first->second == session.fact->date) session.month->firstTimers.push_back(person);
        }
        const auto& firstHere = m_firstAt[session.fact->venue];
        const auto here = firstHere.find(id);
        if (here != firstHere.end() && isWithin(here->second)) session.venue->firstTimers.push_back(person);
    }

    // Whoever was erased was there, and is nobody any more: an attendance without a person.
    void addResidue(const ResidueFact& residue) {
        Held* const session = residue.marks > 0 ? sessionOf(residue.session) : nullptr;
        if (!session) return;
        session->held = true;
        erased += residue.marks;
        everywhere(*session, [&residue](Tally& tally) { tally.attendances += residue.marks; });
    }

    void addHeadCount(const HeadCountFact& headCount) {
        Held* const session = isHeadCount(headCount.kind) ? sessionOf(headCount.session) : nullptr;
        if (!session) return;
        std::int64_t heads = 0;
        for (const auto& [band, count] : headCount.bands) {
            heads += count;
            bands[band] += count;
        }
        if (heads == 0) return;
        session->held = true;
        everywhere(*session, [heads](Tally& tally) { tally.headCount += heads; });
    }

    const AttendanceRows& m_rows;
    const Scope& m_scope;
    People m_people;
    std::unordered_map<std::string, Held> m_sessions;
    std::unordered_set<std::string> m_deleted;  ///< sessions
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::unordered_map<std::string, std::string> m_first;
    std::unordered_map<std::string, std::unordered_map<std::string, std::string>> m_firstAt;
    std::unordered_set<std::uint64_t> m_counted;  ///< session and person
};

std::vector<std::pair<std::string, Count>> kindsOf(const Counter& counter, const Disclosure& disclosure) {
    std::map<std::string, std::int64_t> kinds;
    for (const std::string* person : counter.persons)
        ++kinds[counter.people().kindOf(*person)];
    std::vector<std::pair<std::string, Count>> rows;
    for (const auto* kind : {"child", "young_person", "adult", "volunteer", "staff", ""})
        if (const auto it = kinds.find(kind); it != kinds.end()) rows.emplace_back(it->first, disclosure.count(it->second));
    std::vector<Count*> parts;
    for (auto& row : rows)
        parts.push_back(&row.second);
    disclosure.protect(parts);
    // Kinds with nobody are not shown: if all the others are hidden, how many there are may tell how large they are.
    if (std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.second.hidden; })) rows.clear();
    return rows;
}

void addFrequency(const Counter& counter, const Disclosure& disclosure, AttendanceReport& report) {
    if (counter.visits.empty()) return;
    std::vector<std::int64_t> visits = counter.visits;
    std::int64_t once = 0, twice = 0, threeOrMore = 0, sum = 0;
    for (const std::int64_t n : counter.visits) {
        once += n == 1 ? 1 : 0;
        twice += n == 2 ? 1 : 0;
        threeOrMore += n >= 3 ? 1 : 0;
        sum += n;
    }
    const auto people = static_cast<std::int64_t>(visits.size());
    report.once = disclosure.countOf(once, people);
    report.threeOrMore = disclosure.countOf(threeOrMore, people);
    Count between = disclosure.count(twice);  // is not said, but the others would tell it
    disclosure.protect({&*report.once, &between, &*report.threeOrMore});
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
    report.withoutSession = disclosure.count(counter.withoutSession);
    report.byKind = kindsOf(counter, disclosure);
    report.headCountBands = counter.bands;
    addFrequency(counter, disclosure, report);
    report.byVenue = rowsOf(counter.venues, &names.venues, report.total.firstTimers, disclosure);
    report.byMonth = rowsOf(counter.months, nullptr, report.total.firstTimers, disclosure);
    report.byActivity = rowsOf(counter.activities, &names.activities, std::nullopt, disclosure);
    report.counting = countingWords(scope, disclosure);
    if (counter.erased > 0)
        report.counting.push_back("Attendances of people whose records were erased still count; the people themselves no longer do.");
    report.audience = name(disclosure.audience());
    report.fewestShown = disclosure.fewestShown();
    return report;
}

}  // namespace waymark::service
