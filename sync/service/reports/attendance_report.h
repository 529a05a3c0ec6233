// Who came: a pure function from facts to figures. What each measure counts stands beside its field.
#pragma once

#include "sync/service/reports/disclosure.h"
#include "sync/service/reports/scope.h"
#include "sync/service/store/facts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

struct AttendanceRows {
    std::vector<SessionFact> sessions;
    std::vector<MarkFact> marks;
    std::vector<PersonFact> people;
    std::vector<HeadCountFact> headCounts;
    std::vector<ResidueFact> residues;
    /// Venue → person as recorded → date of their first attendance ever at that venue.
    std::map<std::string, std::map<std::string, std::string>> firstAttendances;
};

struct AttendanceFigures {
    std::int64_t sessions = 0;  ///< held
    Count attendances;          ///< one person at one session
    Count people;               ///< reach: different people
    std::optional<Count> firstTimers;
    std::int64_t headCount = 0;  ///< drop-in attendances without names; never part of the others
};

struct AttendanceRow {
    std::string key;    ///< venue or activity id, or "2026-05"
    std::string label;  ///< name; empty for months
    AttendanceFigures figures;
};

struct AttendanceReport {
    AttendanceFigures total;
    std::int64_t sessionsCancelled = 0, sessionsNotHeld = 0, sessionsPlanned = 0;
    std::vector<std::pair<std::string, Count>> byKind;  ///< people by kind ("child", …, "" not known); kinds with nobody are absent, and all are where all are hidden
    std::map<std::string, std::int64_t> headCountBands;
    std::optional<Count> once, threeOrMore;  ///< people by how often they came
    std::optional<double> meanAttendances, medianAttendances;
    std::vector<AttendanceRow> byVenue, byMonth, byActivity;
    /// Attendances, head counts and residues of sessions that are not known here, perhaps because another device holds them: in no other figure.
    /// They have no date, so a report with dates has none.
    Count withoutSession;
    std::vector<std::string> counting;  ///< the rules in words
    std::string audience;
    std::int64_t fewestShown = 1;
};

AttendanceReport attendanceReport(const AttendanceRows& rows, const Scope& scope, const Names& names, const Disclosure& disclosure);

}  // namespace waymark::service
