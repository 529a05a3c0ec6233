#include "tests/sync/service/store/facts_contract.h"

#include <QTest>

using namespace waymark;
using namespace waymark::service;

namespace {

const FactFilter kEverything;

SessionFact session(const std::string& id, const std::string& date) { return {id, "venue", "activity", date, "held", "10:00", "11:30", false}; }
MarkFact mark(const std::string& id, const std::string& session, const std::string& person) { return {id, "venue", session, person, "present", 0, false}; }

} // namespace

void FactsContract::init() { m_store = emptyStore(); }
void FactsContract::cleanup() { m_store.reset(); }

void FactsContract::write(const std::function<void(Facts&)>& work) {
    QVERIFY(m_store->write([&](WriteTransaction& t) -> base::Result<void> { work(t.facts()); return {}; }).ok());
}

void FactsContract::read(const std::function<void(Facts&)>& work) {
    QVERIFY(m_store->read([&](ReadTransaction& t) { work(t.facts()); }).ok());
}

void FactsContract::everyFactComesBackAsItWasPut() {
    write([](Facts& facts) {
        facts.put(session("s", "2026-03-01"));
        facts.put(MarkFact{"m", "venue", "s", "p", "late", 7, true});
        facts.put(PersonFact{"p", "venue", "child", "2018", "q", "B27", true});
        facts.put(HeadCountFact{"h", "venue", "s", "children", {{"0-4", 3}, {"5-11", 9}}});
        facts.put(FeedbackFact{"f", "venue", "s", "i", R"({"a":"Zoë"})"});
        facts.put(ResponseFact{"r", "venue", "p", "i", "family", "1", "start", "self", "none", "s", "2026-03-01", R"({"q1":4})", "c", true, true});
    });
    read([](Facts& facts) {
        const auto sessions = facts.sessions(kEverything);
        QCOMPARE(sessions.size(), std::size_t(1));
        QCOMPARE(sessions[0].start + sessions[0].end + sessions[0].status + sessions[0].activity, std::string("10:0011:30heldactivity"));
        QVERIFY(!sessions[0].deleted);
        const auto marks = facts.marks(kEverything);
        QCOMPARE(marks[0].person + marks[0].status, std::string("plate"));
        QCOMPARE(marks[0].lateMinutes, 7);
        QVERIFY(marks[0].leftEarly);
        const auto people = facts.people({});
        QCOMPARE(people[0].kind + people[0].born + people[0].mergedInto + people[0].postcode, std::string("child2018qB27"));
        QVERIFY(people[0].deleted);
        QCOMPARE(facts.headCounts(kEverything)[0].bands, (std::map<std::string, std::int64_t>{{"0-4", 3}, {"5-11", 9}}));
        QCOMPARE(facts.feedback(kEverything)[0].answersJson, std::string(R"({"a":"Zoë"})"));
        const auto responses = facts.responses(kEverything);
        QCOMPARE(responses[0].answersJson + responses[0].corrects + responses[0].point, std::string(R"({"q1":4}cstart)"));
        QVERIFY(responses[0].partial && responses[0].deleted);
    });
}

void FactsContract::puttingAgainReplaces() {
    write([](Facts& facts) {
        facts.put(session("s", "2026-03-01"));
        facts.put(session("s", "2026-03-02"));
        facts.put(mark("m", "s", "p"));
        facts.put(MarkFact{"m", "venue", "s", "p", "absent", 0, false});
    });
    read([](Facts& facts) {
        QCOMPARE(facts.sessions(kEverything).size(), std::size_t(1));
        QCOMPARE(facts.sessions(kEverything)[0].date, std::string("2026-03-02"));
        QCOMPARE(facts.marks(kEverything)[0].status, std::string("absent"));
    });
}

void FactsContract::whatHangsOnASessionIsFoundByItsDate() {
    write([](Facts& facts) {
        facts.put(session("early", "2026-03-01"));
        facts.put(session("late", "2026-04-01"));
        facts.put(mark("m1", "early", "p"));
        facts.put(mark("m2", "late", "p"));
        facts.put(HeadCountFact{"h", "venue", "late", "children", {}});
        facts.put(FeedbackFact{"f", "venue", "early", "i", "{}"});
    });
    read([](Facts& facts) {
        const FactFilter april{"venue", "2026-04-01", "2026-04-30"};
        QCOMPARE(facts.sessions(april).size(), std::size_t(1));
        QCOMPARE(facts.marks(april).size(), std::size_t(1));
        QCOMPARE(facts.marks(april)[0].id, std::string("m2"));
        QCOMPARE(facts.headCounts(april).size(), std::size_t(1));
        QVERIFY(facts.feedback(april).empty());
        QVERIFY(facts.marks({"another venue", {}, {}}).empty());
        QCOMPARE(facts.marks({"", {}, "2026-03-31"}).size(), std::size_t(1));
    });
}

void FactsContract::whatHangsOnAnUnknownSessionIsInNoPeriod() {
    write([](Facts& facts) { facts.put(mark("m", "not here", "p")); });
    read([](Facts& facts) {
        QCOMPARE(facts.marks(kEverything).size(), std::size_t(1));
        QVERIFY(facts.marks({"", "0000-01-01", {}}).empty());
    });
}

void FactsContract::aPersonIsKeptVenueByVenue() {
    write([](Facts& facts) {
        facts.put(PersonFact{"p", "b", "child", "", "", "", false});
        facts.put(PersonFact{"p", "a", "adult", "", "", "", false});
    });
    read([](Facts& facts) {
        QCOMPARE(facts.people({}).size(), std::size_t(2));
        QCOMPARE(facts.people({})[0].venue, std::string("a"));
        QCOMPARE(facts.people("b")[0].kind, std::string("child"));
    });
}

void FactsContract::theFirstAttendanceIsTheEarliestThatTookPlace() {
    write([](Facts& facts) {
        facts.put(session("second", "2026-03-08"));
        facts.put(session("first", "2026-03-01"));
        SessionFact gone = session("gone", "2026-02-01");
        gone.deleted = true;
        facts.put(gone);
        facts.put(session("absent", "2026-01-01"));
        facts.put(mark("m1", "second", "p"));
        facts.put(MarkFact{"m2", "venue", "first", "p", "late", 3, false});
        facts.put(mark("m3", "gone", "p"));
        facts.put(MarkFact{"m4", "venue", "absent", "p", "absent", 0, false});
        facts.put(MarkFact{"m5", "another", "second", "p", "present", 0, false});
    });
    read([](Facts& facts) {
        const FirstAttendances there{{"venue", {{"p", "2026-03-01"}}}}, both{{"another", {{"p", "2026-03-08"}}}, {"venue", {{"p", "2026-03-01"}}}};
        QCOMPARE(facts.firstAttendances("venue"), there);
        QCOMPARE(facts.firstAttendances({}), both);
        QVERIFY(facts.firstAttendances("elsewhere").empty());
    });
}

void FactsContract::removingAFactLeavesTheOthers() {
    write([](Facts& facts) {
        facts.put(session("a", "2026-03-01"));
        facts.put(session("b", "2026-03-01"));
        facts.put(mark("a", "a", "p"));
        facts.remove("session", "a");
    });
    read([](Facts& facts) {
        QCOMPARE(facts.sessions(kEverything).size(), std::size_t(1));
        QCOMPARE(facts.marks(kEverything).size(), std::size_t(1));
    });
}

void FactsContract::clearingForgetsFactsAndHowFarTheyWent() {
    write([](Facts& facts) {
        QCOMPARE(facts.projectedTo("venue/a"), 0);
        facts.put(session("a", "2026-03-01"));
        facts.setProjectedTo("venue/a", 5, 100);
        facts.setProjectedTo("venue/b", 6, 90);
        facts.setProjectedTo("venue/a", 7, 110);
    });
    read([](Facts& facts) {
        QCOMPARE(facts.projectedTo("venue/a"), 7);
        QCOMPARE(facts.asOf().value_or(0), 110);
    });
    write([](Facts& facts) { facts.clear(); });
    read([](Facts& facts) {
        QVERIFY(facts.sessions(kEverything).empty());
        QCOMPARE(facts.projectedTo("venue/a"), 0);
        QVERIFY(!facts.asOf());
    });
}
