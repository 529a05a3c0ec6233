// Whom an op says it is about (contract, section 3), and that nobody else's record goes with them (section 7).
#include "sync/service/api/judge.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/person_erasure.h"
#include "tests/sync/service/api/sync_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_holders : public SyncFixture {
    Q_OBJECT

    const std::string m_venue = domain::venueStream(kVenue), m_case = domain::caseStream(kVenue), m_book = domain::registerStream(kVenue, 2025);
    const std::string m_ours = "55555555-0000-4000-8000-000000000001", m_theirs = "55555555-0000-4000-8000-000000000002";
    const std::string m_us = "person:" + m_ours, m_them = "person:" + m_theirs, m_family = "household:" + m_theirs;
    const std::string m_record = "66666666-0000-4000-8000-000000000001";

    Json about(Json op, const std::vector<std::string>& whom) {
        op["about"] = whom;
        return op;
    }
    Json goal(Json set) { return op("goal", m_case, std::move(set), kWorker, m_record); }
    wire::OpResult push(const Json& op) {
        m_clock.advance(1000);
        return sync({op}).results[0];
    }
    void erase(const std::string& person) {
        write([&](WriteTransaction& t) {
            t.streams().lockAll();
            service::PersonErasure(t, *t.registry().organisation(), m_random, m_clock.wallMs()).erase({person});
        });
    }
    /// As it was taken before anybody asked whom it is about.
    void takenBefore(const Json& json) {
        const auto read = wire::opFromJson(Json(json));
        write([&](WriteTransaction& t) { service::Judge(t.streams(), m_random, m_clock.wallMs()).judge(*read, kDevice, [&] { return base::toText(json); }); });
    }
    bool stands(const std::string& stream, const domain::EntityKey& key) {
        bool isThere = false;
        write([&](WriteTransaction& t) { isThere = !t.streams().fieldsOf(stream, key).empty() && !t.streams().isErased(stream, key); });
        return isThere;
    }
    domain::EntityKey conflict(const std::string& stream) {
        std::vector<domain::EntityState> found;
        write([&](WriteTransaction& t) { found = t.streams().entitiesOf(stream, "conflict"); });
        return found.size() == 1 ? found[0].key : domain::EntityKey();
    }
    Json settles(const std::string& stream, const std::vector<std::string>& whom) {
        return about(op("conflict", stream, {{"status", "kept"}}, kWorker, conflict(stream).id), whom);
    }
    /// Two who did not see each other.
    void asks(const std::string& type, const std::string& stream, const char* field) {
        for (const auto* value : {"one", "other"}) {
            Json set{{field, value}};
            if (type != "person") set["person"] = m_us;
            QCOMPARE(push(op(type, stream, set, kWorker, type == "person" ? m_ours : m_record)).outcome, Outcome::Applied);
        }
        QVERIFY(!conflict(stream).id.empty());
    }

private slots:
    void init() { makeService(); }

    void aRecordOfSomebodyIsAboutThem_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("later");
        QTest::newRow("a mark") << "mark" << R"({"presence":{"status":"present"}})" << R"({"left":{"at":"12:00"}})";
        QTest::newRow("a goal") << "goal" << R"({"text":"swim"})" << R"({"theme":"sport"})";
        QTest::newRow("a need") << "need" << R"({"level":"additional"})" << R"({"flags":["x"]})";
    }
    void aRecordOfSomebodyIsAboutThem() {
        QFETCH(QString, type);
        QFETCH(QString, first);
        QFETCH(QString, later);
        const std::string name = type.toStdString(), stream = name == "mark" ? m_book : m_case;
        Json set = *base::parseJson(first.toStdString());
        set["person"] = m_us;
        QCOMPARE(push(op(name, stream, set, kWorker, m_record)).outcome, Outcome::Applied);
        const Json more = op(name, stream, *base::parseJson(later.toStdString()), kWorker, m_record);
        const auto refused = push(about(more, {m_them}));
        QCOMPARE(refused.outcome, Outcome::Quarantined);
        QCOMPARE(refused.reason, "invalid_value");
        QCOMPARE(push(about(more, {m_family})).reason, "invalid_value");
        erase(m_theirs);
        QVERIFY(stands(stream, {name, m_record}));
        QCOMPARE(push(about(op(name, stream, *base::parseJson(later.toStdString()), kWorker, m_record), {m_us})).outcome, Outcome::Applied);
    }

    void whoTheyHungOnBeforeIsEnough() {
        QCOMPARE(push(goal({{"person", m_us}, {"text", "swim"}})).outcome, Outcome::Applied);
        QCOMPARE(push(about(goal({{"person", m_them}}), {m_us, m_them})).outcome, Outcome::Applied);
        QCOMPARE(push(about(goal({{"theme", "sport"}}), {m_us})).outcome, Outcome::Applied);
        QCOMPARE(push(about(goal({{"household", m_family}}), {m_family})).outcome, Outcome::Applied);
        QCOMPARE(push(about(goal({{"theme", "rest"}}), {m_family})).outcome, Outcome::Applied);
        QCOMPARE(push(about(goal({{"theme", "food"}}), {"person:" + kWorker})).reason, "invalid_value");
        erase(m_ours);
        QVERIFY(!stands(m_case, {"goal", m_record}));
    }

    void whatAPushChangesIsKnownToTheRestOfIt() {
        QCOMPARE(push(goal({{"person", m_us}})).outcome, Outcome::Applied);
        const std::string third = "person:" + kWorker;
        std::vector<Json> ops{about(goal({{"theme", "sport"}}), {m_them}), about(goal({{"person", m_them}}), {m_us, m_them}),
                              about(goal({{"person", third}}), {m_them, third}), about(goal({{"theme", "rest"}}), {m_them})};
        for (auto& one : ops) {
            m_clock.advance(1000);
            one["at"] = m_clock.wallMs();
        }
        const auto reply = sync(ops);
        QCOMPARE(reply.results[0].reason, "invalid_value");
        for (const std::size_t n : {1, 2, 3})
            QCOMPARE(reply.results[n].outcome, Outcome::Applied);
    }

    void whoTheyLostItToIsEnough() {
        // The op that said so came too late to win.
        Json late = goal({{"person", m_us}, {"text", "swim"}});
        late["at"] = m_clock.wallMs() - 500;
        QCOMPARE(push(goal({{"person", m_them}})).outcome, Outcome::Applied);
        QCOMPARE(push(late).outcome, Outcome::Applied);
        write([&](WriteTransaction& t) { QVERIFY(valueOf(t.streams().fieldsOf(m_case, {"goal", m_record}), "person") == Json(m_them)); });
        QCOMPARE(push(about(goal({{"theme", "sport"}}), {m_us})).outcome, Outcome::Applied);
    }

    void aFirstOpAfterARestoreIsTaken() {
        // The ops before it are gone with the history that held them, and so is whom it hung on.
        Json moved = about(goal({{"person", m_them}}), {m_us, m_them});
        moved["saw"] = {{"person", base::newOpId(1, m_random)}};
        QCOMPARE(push(about(goal({{"theme", "sport"}}), {m_us})).outcome, Outcome::Applied);
        QCOMPARE(push(moved).outcome, Outcome::Applied);
        QCOMPARE(push(about(goal({{"theme", "rest"}}), {m_us})).outcome, Outcome::Applied);
    }

    void whatWasTakenWithAWrongAboutStaysWithItsOwner() {
        push(goal({{"person", m_us}, {"text", "swim"}}));
        m_clock.advance(1000);
        takenBefore(about(goal({{"theme", "sport"}}), {m_them}));
        erase(m_theirs);
        QVERIFY(stands(m_case, {"goal", m_record}));
        write([&](WriteTransaction& t) {
            QCOMPARE(t.streams().fieldsOf(m_case, {"goal", m_record}).size(), std::size_t(3));
            QVERIFY(t.streams().isErased(m_case, {"person", m_theirs}));
            QVERIFY(t.streams().opsAbout(m_them).empty());
        });
        erase(m_ours);
        QVERIFY(!stands(m_case, {"goal", m_record}));
    }

    void whatHangsOnNobodyGoesWithWhomItIsAbout() {
        QCOMPARE(push(about(goal({{"text", "swim"}}), {m_us})).outcome, Outcome::Applied);
        erase(m_ours);
        QVERIFY(!stands(m_case, {"goal", m_record}));
    }

    void aConflictIsItsSubjects() {
        asks("goal", m_case, "text");
        QCOMPARE(push(settles(m_case, {m_them})).reason, "invalid_value");
        QCOMPARE(push(settles(m_case, {})).reason, "invalid_value");
        m_clock.advance(1000);
        takenBefore(settles(m_case, {m_them}));
        const auto key = conflict(m_case);
        erase(m_theirs);
        QVERIFY(stands(m_case, key) && stands(m_case, {"goal", m_record}));
        QCOMPARE(push(settles(m_case, {m_us})).outcome, Outcome::Applied);
        erase(m_ours);
        QVERIFY(!stands(m_case, key) && !stands(m_case, {"goal", m_record}));
    }

    void aConflictOfAPersonNeedsNoAbout() {
        asks("person", m_venue, "known_as");
        QCOMPARE(push(settles(m_venue, {m_them})).reason, "invalid_value");
        const Json settled = settles(m_venue, {});
        QCOMPARE(push(settled).outcome, Outcome::Applied);
        write([&](WriteTransaction& t) {
            const auto ops = t.streams().opsAbout(m_us);
            QVERIFY(std::any_of(ops.begin(), ops.end(), [&](const auto& held) { return held.id == base::textOf(settled, "id"); }));
        });
        // Behind the barrier is whom it is about, whatever it leaves out.
        const Json again = settles(m_venue, {});
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), m_us)); });
        QCOMPARE(push(again).outcome, Outcome::Erased);
    }
};

QTEST_APPLESS_MAIN(tst_holders)
#include "tst_holders.moc"
