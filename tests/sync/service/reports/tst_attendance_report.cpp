// Attendance, reach and first-timers from hand-made facts.
#include "sync/service/reports/attendance_report.h"
#include "sync/service/reports/report_json.h"

#include <QTest>

using namespace waymark::service;

namespace {

const std::string kLibrary = "library", kHall = "hall";

/// Given as a test writes them: sessions by day, marks by person.
struct Given {
    AttendanceRows rows;

    std::string session(const std::string& date, const std::string& venue = kLibrary, const std::string& status = "signed") {
        const std::string id = "session " + std::to_string(rows.sessions.size() + 1);
        rows.sessions.push_back({id, venue, "stay and play", date, status, "10:00", "11:30", false});
        return id;
    }
    void mark(const std::string& session, const std::string& person, const std::string& status = "present") {
        std::string venue;
        for (const auto& known : rows.sessions)
            if (known.id == session) {
                venue = known.venue;
                if (status == "present" || status == "late") {
                    std::string& first = rows.firstAttendances[venue][person];
                    if (first.empty() || known.date < first) first = known.date;
                }
            }
        rows.marks.push_back({"mark " + std::to_string(rows.marks.size()), venue, session, person, status, 0, false});
    }
    void person(const std::string& id, const std::string& kind, const std::string& mergedInto = {}, bool deleted = false) {
        rows.people.push_back({id, kLibrary, kind, "", mergedInto, "", deleted});
    }
    void headCount(const std::string& session, std::map<std::string, std::int64_t> bands, const std::string& kind = "arrival") {
        rows.headCounts.push_back({"count " + std::to_string(rows.headCounts.size()), kLibrary, session, kind, std::move(bands)});
    }

    Scope scope{{kLibrary, kHall}, true, {}, {}};
    AttendanceReport report(Audience audience = Audience::Team) const {
        return attendanceReport(rows, scope, {{{kLibrary, "Library"}, {kHall, "Hall"}}, {{"stay and play", "Stay and Play"}}},
                                Disclosure(audience));
    }
};

/// A5 B1 C1 D8 E2 F3 G1 H4.
Given workedExample() {
    Given facts;
    std::vector<std::string> sessions;
    for (const auto* date :
         {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-11", "2026-05-12", "2026-05-13", "2026-05-14"})
        sessions.push_back(facts.session(date));
    const std::map<std::string, std::size_t> visits = {{"A", 5}, {"B", 1}, {"C", 1}, {"D", 8}, {"E", 2}, {"F", 3}, {"G", 1}, {"H", 4}};
    for (const auto& [person, times] : visits)
        for (std::size_t i = 0; i < times; ++i)
            facts.mark(sessions[i], person);
    return facts;
}

const AttendanceRow& rowOf(const std::vector<AttendanceRow>& rows, const std::string& key) {
    for (const auto& row : rows)
        if (row.key == key) return row;
    static const AttendanceRow none;
    return none;
}

}  // namespace

class tst_attendance_report : public QObject {
    Q_OBJECT

private slots:
    void theWorkedExampleComesOut() {
        const auto report = workedExample().report();
        QCOMPARE(report.total.people.value, 8);
        QCOMPARE(report.total.attendances.value, 25);
        QCOMPARE(report.once.value().value, 3);
        QCOMPARE(report.threeOrMore.value().value, 4);
        QCOMPARE(report.meanAttendances.value(), 3.125);
        QCOMPARE(report.medianAttendances.value(), 2.5);
    }

    void onlyPresentAndLateAreAttendances_data() {
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("attendances");
        for (const auto* status : {"present", "late"})
            QTest::newRow(status) << status << 1;
        for (const auto* status : {"absent_told", "absent_not_told", "not_expected", "waiting", "turned_away", ""})
            QTest::newRow(*status ? status : "taken back") << status << 0;
    }
    void onlyPresentAndLateAreAttendances() {
        QFETCH(QString, status);
        QFETCH(int, attendances);
        Given facts;
        facts.mark(facts.session("2026-05-04"), "A", status.toStdString());
        QCOMPARE(facts.report().total.attendances.value, attendances);
    }

    void whoWasErasedStillCountsAsAnAttendanceAndAsNobody() {
        Given facts;
        const auto session = facts.session("2026-05-04"), other = facts.session("2026-05-05", kLibrary, "planned");
        facts.mark(session, "A");
        facts.rows.residues = {{"r1", kLibrary, session, "5-10", 1}, {"r2", kLibrary, other, "unknown", 2}};
        const auto report = facts.report();
        QCOMPARE(report.total.attendances.value, 4);
        QCOMPARE(report.total.people.value, 1);
        QCOMPARE(report.total.sessions, 2);
        QVERIFY(report.counting.back().find("erased") != std::string::npos);
        // A row of nobody but them is as small as any other.
        QVERIFY(rowOf(facts.report(Audience::Partner).byVenue, kLibrary).figures.attendances.hidden);
    }

    void leavingEarlyIsStillAnAttendance() {
        Given facts;
        facts.mark(facts.session("2026-05-04"), "A");
        facts.rows.marks[0].leftEarly = true;
        QCOMPARE(facts.report().total.attendances.value, 1);
    }

    void twoMarksOfMergedPeopleInOneSessionCountOnce() {
        Given facts;
        facts.person("a", "child");
        facts.person("b", "child", "a");
        const auto session = facts.session("2026-05-04");
        facts.mark(session, "a");
        facts.mark(session, "b");
        facts.mark(facts.session("2026-05-05"), "b");
        const auto report = facts.report();
        QCOMPARE(report.total.attendances.value, 2);
        QCOMPARE(report.total.people.value, 1);
    }

    void aChainOfMergesEndsAtTheLastOneStanding() {
        Given facts;
        facts.person("a", "child");
        facts.person("b", "child", "a");
        facts.person("c", "child", "b");
        facts.mark(facts.session("2026-05-04"), "a");
        facts.mark(facts.session("2026-05-05"), "c");
        QCOMPARE(facts.report().total.people.value, 1);
    }

    void headCountsStandBesideReachAndAreNeverAddedToIt() {
        Given facts = workedExample();
        const auto session = facts.session("2026-05-18");
        facts.headCount(session, {{"0-4", 14}, {"adult", 27}});
        facts.headCount(session, {{"0-4", 8}}, "check");  // for safety: those already on the register
        const auto report = facts.report();
        QCOMPARE(report.total.people.value, 8);
        QCOMPARE(report.total.attendances.value, 25);
        QCOMPARE(report.total.headCount, 41);
        QCOMPARE(report.headCountBands.at("0-4"), 14);
    }

    void deletedPeopleAndSessionsLeave() {
        Given facts;
        facts.person("A", "child", {}, true);
        const auto session = facts.session("2026-05-04");
        facts.mark(session, "A");
        facts.mark(session, "B");
        facts.mark(facts.session("2026-05-05"), "B");
        facts.rows.sessions[1].deleted = true;
        const auto report = facts.report();
        QCOMPARE(report.total.people.value, 1);
        QCOMPARE(report.total.attendances.value, 1);
        QCOMPARE(report.total.sessions, 1);
    }

    void someoneIsFirstOnlyWhereTheirFirstAttendanceEverLiesInTheDates() {
        Given facts;
        facts.mark(facts.session("2025-11-02"), "A");
        const auto may = facts.session("2026-05-04");
        facts.mark(may, "A");
        facts.mark(may, "B");
        facts.rows.sessions.erase(facts.rows.sessions.begin());  // outside the dates: only the first attendances know of it
        facts.rows.marks.erase(facts.rows.marks.begin());
        facts.scope.from = "2026-05-01";
        facts.scope.to = "2026-05-31";
        const auto report = facts.report();
        QCOMPARE(report.total.people.value, 2);
        QCOMPARE(report.total.firstTimers.value().value, 1);
        QCOMPARE(rowOf(report.byMonth, "2026-05").figures.firstTimers.value().value, 1);
    }

    void somebodyKnownElsewhereIsNewAtThisVenueButNotOverAll() {
        Given facts;
        facts.mark(facts.session("2026-04-04", kHall), "A");
        facts.mark(facts.session("2026-05-04", kLibrary), "A");
        facts.scope.from = "2026-05-01";
        const auto report = facts.report();
        QCOMPARE(report.total.firstTimers.value().value, 0);
        QCOMPARE(rowOf(report.byVenue, kLibrary).figures.firstTimers.value().value, 1);
    }

    void theSamePersonAtTwoVenuesIsOnePerson() {
        Given facts;
        facts.mark(facts.session("2026-05-04", kLibrary), "A");
        facts.mark(facts.session("2026-05-05", kHall), "A");
        const auto report = facts.report();
        QCOMPARE(report.total.people.value, 1);
        QCOMPARE(report.byVenue.size(), std::size_t(2));
        QCOMPARE(rowOf(report.byVenue, kHall).figures.people.value, 1);
        QCOMPARE(rowOf(report.byVenue, kHall).label, std::string("Hall"));
    }

    void aSessionIsHeldIfItWasOpenedOrSomebodyWasThere() {
        Given facts;
        facts.session("2026-05-04", kLibrary, "signed");
        facts.session("2026-05-05", kLibrary, "cancelled");
        facts.session("2026-05-06", kLibrary, "not_held");
        facts.session("2026-05-07", kLibrary, "planned");
        facts.mark(facts.session("2026-05-08", kLibrary, "planned"), "A");
        const auto report = facts.report();
        QCOMPARE(report.total.sessions, 2);
        QCOMPARE(report.sessionsCancelled, 1);
        QCOMPARE(report.sessionsNotHeld, 1);
        QCOMPARE(report.sessionsPlanned, 1);
    }

    void marksWhoseSessionIsNotHereAreLeftOut() {
        Given facts;
        facts.rows.marks.push_back({"mark", kLibrary, "a session that has not arrived", "A", "present", 0, false});
        QCOMPARE(facts.report().total.attendances.value, 0);
    }

    void aPartnerSeesNoSmallVenueNorTheOneThatWouldGiveItAway() {
        Given facts;
        const auto library = facts.session("2026-05-04", kLibrary), hall = facts.session("2026-05-04", kHall);
        for (int i = 0; i < 20; ++i)
            facts.mark(library, "L" + std::to_string(i));
        for (int i = 0; i < 3; ++i)
            facts.mark(hall, "H" + std::to_string(i));
        const auto partner = facts.report(Audience::Partner);
        QVERIFY(!partner.total.people.hidden);
        QVERIFY(rowOf(partner.byVenue, kHall).figures.people.hidden);
        QVERIFY(rowOf(partner.byVenue, kHall).figures.attendances.hidden);
        QVERIFY(rowOf(partner.byVenue, kLibrary).figures.people.hidden);  // else 23 − 20 tells the hall
        const auto team = facts.report(Audience::Team);
        QVERIFY(!rowOf(team.byVenue, kHall).figures.people.hidden);
    }

    void aPartnerSeesNoSmallMonthOfFirstTimersNorTheOneThatWouldGiveItAway() {
        Given facts;
        // Months of 20 people with 12, 8 and 3 who had never been there.
        int nextNew = 0;
        const auto month = [&facts, &nextNew](const std::string& date, int firstTimers) {
            const auto session = facts.session(date);
            for (int i = 0; i < firstTimers; ++i)
                facts.mark(session, "new " + std::to_string(nextNew++));
            for (int i = firstTimers; i < 20; ++i)
                facts.mark(session, "known " + std::to_string(i));
        };
        for (int i = 0; i < 20; ++i)
            facts.rows.firstAttendances[kLibrary]["known " + std::to_string(i)] = "2025-01-07";
        month("2026-05-04", 12);
        month("2026-06-04", 8);
        month("2026-07-04", 3);
        facts.scope.from = "2026-01-01";
        const auto partner = facts.report(Audience::Partner);
        QCOMPARE(partner.total.firstTimers.value().value, 23);
        QVERIFY(!partner.total.firstTimers.value().hidden);
        QVERIFY(!rowOf(partner.byMonth, "2026-05").figures.firstTimers.value().hidden);
        QVERIFY(rowOf(partner.byMonth, "2026-06").figures.firstTimers.value().hidden);  // else 23 - 12 - 8 tells July
        QVERIFY(rowOf(partner.byMonth, "2026-07").figures.firstTimers.value().hidden);
        QVERIFY(!rowOf(partner.byMonth, "2026-06").figures.people.hidden);
        QVERIFY(!rowOf(facts.report().byMonth, "2026-07").figures.firstTimers.value().hidden);
    }

    void monthsDoNotTellHowManyFirstTimersThereWereWhereTheTotalIsHidden() {
        Given facts;
        const auto may = facts.session("2026-05-04"), june = facts.session("2026-06-04");
        for (int i = 0; i < 20; ++i) {
            facts.mark(may, "M" + std::to_string(i));
            facts.mark(june, "J" + std::to_string(i));
        }
        for (const auto* known : {"M0", "J0"})  // 38 of 40: the two who are none are few
            facts.rows.firstAttendances[kLibrary][known] = "2025-01-07";
        for (int i = 1; i < 6; ++i)
            facts.mark(june, "M" + std::to_string(i));
        facts.scope.from = "2026-01-01";
        const auto partner = facts.report(Audience::Partner);
        QVERIFY(partner.total.firstTimers.value().hidden);
        for (const auto& row : partner.byMonth)
            QVERIFY(row.figures.firstTimers.value().hidden);
    }

    void oneSmallVenueOfErasedPeopleTakesAnotherWithIt() {
        Given facts;
        const auto library = facts.session("2026-05-04", kLibrary), hall = facts.session("2026-05-04", kHall);
        for (int i = 0; i < 20; ++i)
            facts.mark(library, "L" + std::to_string(i));
        facts.rows.residues = {{"r1", kHall, hall, "5-10", 2}};
        const auto partner = facts.report(Audience::Partner);
        QVERIFY(rowOf(partner.byVenue, kHall).figures.attendances.hidden);
        QVERIFY(rowOf(partner.byVenue, kLibrary).figures.attendances.hidden);
    }

    void howManyCameTwiceDoesNotFollowFromTheOthers() {
        Given facts;
        const auto first = facts.session("2026-05-04"), second = facts.session("2026-05-05"), third = facts.session("2026-05-06");
        for (int i = 0; i < 20; ++i)
            facts.mark(first, "A" + std::to_string(i));
        for (int i = 0; i < 9; ++i)
            facts.mark(second, "A" + std::to_string(i));
        for (int i = 0; i < 6; ++i)
            facts.mark(third, "A" + std::to_string(i));  // 11 once, 3 twice, 6 three times
        const auto partner = facts.report(Audience::Partner);
        QVERIFY(!partner.once.value().hidden);
        QVERIFY(partner.threeOrMore.value().hidden);
    }

    void kindsThatAreAllHiddenAreLeftOut() {
        Given facts;
        const auto session = facts.session("2026-05-04");
        for (const auto* kind : {"child", "young_person", "adult", "volunteer", "staff"}) {
            facts.person(kind, kind);
            facts.mark(session, kind);
        }
        QCOMPARE(facts.report().byKind.size(), std::size_t(5));
        QVERIFY(facts.report(Audience::Partner).byKind.empty());  // five hidden kinds of five people are one each
    }

    void thePageDoesNotPromiseToHideHeadCounts() {
        const auto counting = workedExample().report(Audience::Partner).counting;
        QVERIFY(counting.back().find("from 1 to 4 are hidden") != std::string::npos);
        QVERIFY(counting.back().find("head counts, which have no names, are always shown") != std::string::npos);
    }

    void whatHangsOnASessionThatIsNotKnownIsCountedApart() {
        Given facts;
        facts.mark(facts.session("2026-05-04"), "A");
        for (const auto* person : {"A", "B", "C"})
            facts.mark("a session that has not arrived", person, "late");
        facts.mark("a session that has not arrived", "D", "absent");
        facts.headCount("a session that has not arrived", {{"adult", 4}});
        facts.headCount("a session that has not arrived", {{"adult", 4}}, "check");
        facts.mark(facts.session("2026-05-05"), "A");
        facts.rows.sessions.back().deleted = true;
        const auto report = facts.report();
        QCOMPARE(report.total.attendances.value, 1);
        QCOMPARE(report.total.headCount, 0);
        QCOMPARE(report.withoutSession.value, 4);
        QCOMPARE(toJson(report)["without_session"].get<int>(), 4);
        QVERIFY(toJson(facts.report(Audience::Partner))["without_session"].is_null());  // it is people, too
    }

    void reachIsBrokenDownByKind() {
        Given facts;
        facts.person("A", "child");
        facts.person("B", "adult");
        const auto session = facts.session("2026-05-04");
        for (const auto* person : {"A", "B", "C"})
            facts.mark(session, person);
        const auto report = facts.report();
        QCOMPARE(report.byKind.size(), std::size_t(3));
        QCOMPARE(report.byKind[0].first, std::string("child"));
        QCOMPARE(report.byKind[2].first, std::string());
        QCOMPARE(report.byKind[2].second.value, 1);
    }
};

QTEST_GUILESS_MAIN(tst_attendance_report)
#include "tst_attendance_report.moc"
