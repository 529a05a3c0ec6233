// Erasure from end to end (contract, section 7): one service, several devices, the shipped code of both sides.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/erasure/retention.h"
#include "sync/service/facts/projector.h"
#include "sync/service/reports/report_reader.h"
#include "tests/support/compare.h"
#include "tests/support/world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using device::RunEnd;
using domain::Role;

namespace {
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kFriend = "55555555-0000-4000-8000-000000000002";
const std::string kTwin = "55555555-0000-4000-8000-000000000003";
const std::string kSession = "66666666-0000-4000-8000-000000000001";
} // namespace

class tst_erasure_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_a = nullptr;
    TestDevice* m_b = nullptr;

    std::vector<std::string> record(TestDevice& device, const std::vector<device::Change>& changes) {
        return must(device.notebook().record(device.vault().current()->user, changes));
    }
    device::Change session() {
        return {m_world->venueStream(), "session", kSession, {{"date", "2026-11-21"}, {"status", "open"}}};
    }
    device::Change note(const std::string& id, const std::string& text) {
        return {m_world->caseStream(), "note", id, {{"person", "person:" + kPerson}, {"text", text}}};
    }
    device::Change pushchair(const std::string& stream, const std::string& of) {
        return {stream, "pushchair" /* a later version's */, "99999999-0000-4000-8000-000000000001", {{"person", "person:" + of}}};
    }
    void agree() {
        m_world->syncAll();
        for (auto* device : {m_a, m_b}) {
            QCOMPARE(device->notebook().summary().waiting, 0);
            QVERIFY(device->session().troubles().empty());
            for (const auto& cursor : must(device->store().cursors())) QCOMPARE(cursor.repairedAt, 0);
        }
    }
    /// What the service holds of a stream: log and state.
    std::string heldText(const std::string& stream) {
        std::string text;
        m_world->read([&](service::ReadTransaction& t) {
            text = t.streams().entriesAfter(stream, 0, 1 << 24).rowsJson + t.streams().stateAfter(stream, {}, 1 << 24).rowsJson;
        });
        return text;
    }
    service::AttendanceReport attendance() {
        service::ReportReader reader(m_world->store(), m_world->clock);
        service::Directory directory;
        service::Scope scope;
        scope.everyVenue = true;
        return must(reader.attendance(directory, scope, service::Disclosure(service::Audience::Team))).report;
    }
    /// A person with a mark, a note and an answered questionnaire, known to everybody.
    void aPersonIsKnown() {
        record(*m_a, {session(), person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}, {"born", {{"date", "2018-04-01"}, {"precision", "day"}}}}),
                      person(*m_world, kFriend, {{"name", "Adam"}, {"kind", "child"}}), mark(*m_world, kSession, kPerson, "present"),
                      mark(*m_world, kSession, kFriend, "late"), note(base::newUuid(m_a->random()), "Zara told us")});
        agree();
    }

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_a = &m_world->addDevice(Role::Worker, m_world->worker);
        m_b = &m_world->addDevice(Role::Worker, m_world->otherWorker);
    }

    void afterOneSyncNobodyHasThem() {
        aPersonIsKnown();
        const auto done = m_world->erase(kPerson);
        QCOMPARE(done.people, std::vector<std::string>{kPerson});
        QCOMPARE(done.erased.entities, 3);
        QCOMPARE(done.erased.residues, 1);
        for (const auto& stream : {m_world->venueStream(), m_world->caseStream(), m_world->registerStream()}) {
            const std::string held = heldText(stream);
            QVERIFY(held.find("Zara") == std::string::npos);
            QVERIFY(held.find("\"erase\"") != std::string::npos);
        }
        for (auto* device : {m_a, m_b}) {
            QCOMPARE(m_world->sync(*device).end, RunEnd::Done);
            QVERIFY(!device->notebook().find({"person", kPerson}));
            QVERIFY(device->notebook().all("note").empty());
            QCOMPARE(device->notebook().all("mark").size(), std::size_t(1));
            QVERIFY(device->notebook().find({"person", kFriend}));
        }
        agree();
    }

    void theOutboxForgetsWhatItRetained() {
        aPersonIsKnown();
        const auto countOf = [](TestDevice& device) {
            int count = 0;
            must(device.store().eachOp([&](device::OpRow&) { ++count; }));
            return count;
        };
        const int before = countOf(*m_a);
        m_world->erase(kPerson);
        m_world->sync(*m_a);
        QCOMPARE(countOf(*m_a), before - 3);
    }

    void draftsAboutThemGo() {
        aPersonIsKnown();
        device::Draft draft;
        draft.key = "half a questionnaire";
        draft.by = m_world->worker;
        draft.about = {"person:" + kPerson};
        draft.content = {{"q1", "Zara says"}};
        must(m_a->notebook().saveDraft(draft));
        m_world->erase(kPerson);
        m_world->sync(*m_a);
        QVERIFY(m_a->notebook().drafts().empty());
        QVERIFY(must(m_a->store().drafts()).empty());
    }

    void attendanceAddsUpBeforeAfterAndWhenRebuilt() {
        aPersonIsKnown();
        const auto before = attendance();
        QCOMPARE(before.total.attendances.value, 2);
        m_world->erase(kPerson);
        const auto after = attendance();
        QCOMPARE(after.total.attendances.value, 2);
        QCOMPARE(after.total.sessions, before.total.sessions);
        QCOMPARE(after.total.people.value, 1);
        must(service::Projector(m_world->store(), m_world->clock).rebuild());
        QCOMPARE(attendance().total.attendances.value, 2);
        m_world->read([&](service::ReadTransaction& t) {
            const auto residues = t.facts().residues({});
            QCOMPARE(residues.size(), std::size_t(1));
            QCOMPARE(residues[0].session, kSession);
            QCOMPARE(residues[0].band, std::string("5-10"));
        });
        // The last one too: the session was held by what is left of it.
        m_world->erase(kFriend);
        QCOMPARE(attendance().total.attendances.value, 2);
        QCOMPARE(attendance().total.sessions, before.total.sessions);
    }

    void whoWasMergedGoesWithThemAndLeavesOneResidue() {
        aPersonIsKnown();
        record(*m_b, {person(*m_world, kTwin, {{"name", "Zara again"}, {"kind", "child"}}), mark(*m_world, kSession, kTwin, "present")});
        agree();
        record(*m_b, {person(*m_world, kTwin, {{"merged_into", "person:" + kPerson}})});
        agree();
        QCOMPARE(attendance().total.attendances.value, 2);
        const auto done = m_world->erase(kTwin);
        QCOMPARE(done.people, (std::vector<std::string>{kPerson, kTwin}));
        QCOMPARE(done.erased.residues, 1);
        QCOMPARE(attendance().total.attendances.value, 2);
        agree();
        QVERIFY(!m_a->notebook().find({"person", kPerson}));
        QVERIFY(!m_a->notebook().find({"person", kTwin}));
        QVERIFY(heldText(m_world->venueStream()).find("Zara") == std::string::npos);
    }

    void whatWasRecordedOfflineMeanwhileIsAnsweredErased() {
        aPersonIsKnown();
        const std::string late = base::newUuid(m_b->random());
        record(*m_b, {person(*m_world, kPerson, {{"known_as", "Zaz"}}), note(late, "Zaz was here"), mark(*m_world, kSession, kFriend, "present")});
        m_world->erase(kPerson);
        QCOMPARE(m_world->sync(*m_b).end, RunEnd::Done);
        QVERIFY(m_b->notebook().outbox().empty());
        QVERIFY(!m_b->notebook().find({"person", kPerson}));
        QVERIFY(!m_b->notebook().find({"note", late}));
        for (const auto& stream : {m_world->venueStream(), m_world->caseStream()})
            QVERIFY(heldText(stream).find("Zaz") == std::string::npos);
        agree();
    }

    void anOpAnsweredErasedStaysHeldByItsIdAlone() {
        aPersonIsKnown();
        m_world->erase(kPerson);
        const auto ops = record(*m_b, {person(*m_world, kPerson, {{"known_as", "Zaz"}})});
        m_world->network().faults = {Fault::Repeat};
        m_world->sync(*m_b);
        m_world->read([&](service::ReadTransaction& t) {
            const auto held = t.streams().heldOp(ops[0]);
            QVERIFY(held.has_value());
            QVERIFY(held->outcome == wire::Outcome::Erased);
            QVERIFY(held->body.empty() && held->entity.empty());
            QVERIFY(t.streams().opsContaining("Zaz").empty());
        });
    }

    void aStreamThatLearnsOfThemLaterGetsTheErasureItLacks() {
        aPersonIsKnown();
        m_world->erase(kPerson);
        // Its device hears of them for the first time in a year's register that has nothing of them yet.
        const std::string lastYear = domain::registerStream(m_world->venue, 2025);
        record(*m_b, {{lastYear, "mark", base::markId(kSession, kPerson),
                       {{"session", "session:" + kSession}, {"person", "person:" + kPerson}, {"presence", {{"status", "present"}}}}}});
        m_world->sync(*m_b);
        m_world->read([&](service::ReadTransaction& t) {
            QVERIFY(t.streams().isErased(lastYear, {"person", kPerson}));
            QVERIFY(t.streams().isErased(lastYear, {"mark", base::markId(kSession, kPerson)}));
        });
        agree();
    }

    void whereTheyWereOnlyMentionedTheRestStays() {
        aPersonIsKnown();
        const std::string meeting = base::newUuid(m_a->random());
        record(*m_a, {mark(*m_world, kSession, kFriend, "present"),
                      {m_world->registerStream(), "mark", base::markId(kSession, kFriend), {{"brought_by", "person:" + kPerson}}},
                      {m_world->venueStream(), "group_meeting", meeting,
                       {{"area", "north"}, {"attendees", {"person:" + kPerson, "person:" + kFriend}}}},
                      person(*m_world, kFriend, {{"collectors", {{{"name", "Zara Big Sister"}, {"person", "person:" + kPerson}, {"word", "owl"}},
                                                                 {{"name", "Gran"}, {"word", "hat"}}}}})});
        agree();
        const auto done = m_world->erase(kPerson);
        QCOMPARE(done.erased.mentions, 3);
        agree();
        for (auto* device : {m_a, m_b}) {
            const auto found = device->notebook().find({"group_meeting", meeting});
            QVERIFY(found);
            COMPARE_JSON(found->values, Json({{"area", "north"}, {"attendees", {"person:" + kFriend}}}));
            QVERIFY(!device->notebook().find({"mark", base::markId(kSession, kFriend)})->values.contains("brought_by"));
            COMPARE_JSON(device->notebook().find({"person", kFriend})->values["collectors"], Json::array({{{"name", "Gran"}, {"word", "hat"}}}));
        }
        for (const auto& stream : {m_world->venueStream(), m_world->registerStream()}) {
            const std::string held = heldText(stream);
            QVERIFY(held.find("Big Sister") == std::string::npos);
            QVERIFY(held.find("person:" + kPerson) == std::string::npos);
        }
    }

    void aLaterMentionComesInWithoutThem() {
        aPersonIsKnown();
        record(*m_b, {{m_world->registerStream(), "mark", base::markId(kSession, kFriend), {{"brought_by", "person:" + kPerson}}}});
        m_world->erase(kPerson);
        agree();
        QVERIFY(heldText(m_world->registerStream()).find("person:" + kPerson) == std::string::npos);
        QVERIFY(!m_a->notebook().find({"mark", base::markId(kSession, kFriend)})->values.contains("brought_by"));
    }

    void aRecordInTwoStreamsGoesFromBoth() {
        aPersonIsKnown();
        record(*m_a, {pushchair(m_world->venueStream(), kPerson), pushchair(m_world->registerStream(), kFriend)});
        agree();
        m_world->erase(kPerson);
        agree();
        QVERIFY(m_a->notebook().all("pushchair").empty() && m_b->notebook().all("pushchair").empty());
    }

    void whatWasStoppedLeavesARecordOfAnotherStreamAlone() {
        aPersonIsKnown();
        record(*m_a, {pushchair(m_world->registerStream(), kFriend)});
        m_world->sync(*m_a);
        record(*m_b, {pushchair(m_world->venueStream(), kPerson)});
        m_world->erase(kPerson);
        agree();
        COMPARE_JSON(m_b->notebook().all("pushchair").at(0)->values["person"], "person:" + kFriend);
    }

    void whatWasSetAsideIsEmptiedToo() {
        aPersonIsKnown();
        m_world->serviceSets(m_world->organisationStream(), {"user", m_world->otherWorker}, {{"grants", Json::array()}});
        const auto ops = record(*m_b, {note(base::newUuid(m_b->random()), "Zara set aside")});
        m_world->sync(*m_b);
        m_world->read([&](service::ReadTransaction& t) { QCOMPARE(t.streams().quarantined({.most = 10}).size(), std::size_t(1)); });
        m_world->erase(kPerson);
        m_world->read([&](service::ReadTransaction& t) {
            QVERIFY(t.streams().opsContaining("Zara set aside").empty());
            QVERIFY(t.streams().quarantined({.most = 10}).empty());
            QVERIFY(t.streams().holds(ops[0]));
        });
        m_world->sync(*m_b);
        QVERIFY(m_b->notebook().outbox().empty());
    }

    void conflictsAboutThemGo() {
        aPersonIsKnown();
        record(*m_a, {person(*m_world, kPerson, {{"known_as", "Zed"}})});
        m_world->clock.advance(1000);
        record(*m_b, {person(*m_world, kPerson, {{"known_as", "Zee"}})});
        agree();
        QCOMPARE(m_a->notebook().all("conflict").size(), std::size_t(1));
        m_world->erase(kPerson);
        agree();
        QVERIFY(m_a->notebook().all("conflict").empty());
        QVERIFY(heldText(m_world->venueStream()).find("Zee") == std::string::npos);
    }

    void numbersStayGaplessAndADeviceFromBeforeReadsOn() {
        aPersonIsKnown();
        m_world->erase(kPerson);
        const auto rows = [&] {
            std::string text;
            m_world->read([&](service::ReadTransaction& t) { text = t.streams().entriesAfter(m_world->venueStream(), 0, 1 << 24).rowsJson; });
            return *base::parseJson('[' + text + ']');
        }();
        for (std::size_t i = 0; i < rows.size(); ++i)
            COMPARE_JSON(rows[i]["seq"], Json(i + 1));
        m_world->network().replies.clear();
        QCOMPARE(m_world->sync(*m_b).end, RunEnd::Done);
        for (const auto& reply : m_world->network().replies)
            QVERIFY(reply.find("\"reset\"") == std::string::npos);
        agree();
    }

    void anOlderBackupDoesNotBringThemBack() {
        record(*m_a, {session()});
        agree();
        m_world->saveBackup();
        aPersonIsKnown();
        m_world->saveBackup();
        record(*m_b, {mark(*m_world, kSession, kFriend, "present")});
        agree();
        m_world->erase(kPerson);
        agree();
        m_world->restoreBackup();
        QVERIFY(heldText(m_world->venueStream()).find("Zara") == std::string::npos);
        agree();
        for (auto* device : {m_a, m_b}) {
            QVERIFY(!device->notebook().find({"person", kPerson}));
            COMPARE_JSON(device->notebook().find({"mark", base::markId(kSession, kFriend)})->values["presence"]["status"], "present");
        }
        QCOMPARE(attendance().total.attendances.value, 2);
        QVERIFY(heldText(m_world->caseStream()).find("Zara") == std::string::npos);
    }

    void whoIsHeardOfAfterTheListWasMadeIsNotDueAnyMore() {
        aPersonIsKnown();
        record(*m_a, {person(*m_world, kTwin, {{"name", "Zara"}, {"merged_into", "person:" + kPerson}})});
        agree();
        const auto listed = m_world->clock.wallMs();
        const auto isBack = [&] {
            bool back = false;
            m_world->read([&](service::ReadTransaction& t) { back = service::heardOfSince(t.streams(), kPerson, listed); });
            return back;
        };
        QVERIFY(!isBack());
        m_world->clock.advance(60'000);
        record(*m_a, {person(*m_world, kFriend, {{"known_as", "Ad"}})});
        agree();
        QVERIFY(!isBack());
        record(*m_a, {mark(*m_world, kSession, kTwin, "present")});
        agree();
        QVERIFY(isBack());
    }

    void erasingTwiceChangesNothingMore() {
        aPersonIsKnown();
        m_world->erase(kPerson);
        const auto before = heldText(m_world->registerStream());
        const auto again = service::erasePerson({m_world->store(), m_world->ledger(), m_world->clock, m_world->random}, kPerson);
        QCOMPARE(again.error().code, base::ErrorCode::NotFound);
        QVERIFY(QByteArray::fromStdString(again.error().detail).endsWith("was erased already"));
        QCOMPARE(must(service::replayLedger({m_world->store(), m_world->ledger(), m_world->clock, m_world->random})), std::size_t(0));
        QCOMPARE(heldText(m_world->registerStream()), before);
    }

    void theBoardShowsWhichDevicesHavePassed() {
        aPersonIsKnown();
        const auto done = m_world->erase(kPerson);
        const auto passed = [&] {
            std::map<std::string, base::Millis> by;
            m_world->read([&](service::ReadTransaction& t) { by = t.registry().erasures().at(0).passedBy; });
            return by;
        };
        QVERIFY(passed().empty());
        m_world->sync(*m_a);
        QVERIFY(passed().empty());  // that it has taken the erasure is known when it says so
        m_world->sync(*m_a);
        QVERIFY(passed().count(m_world->deviceId(*m_a)) == 1);
        QVERIFY(passed().count(m_world->deviceId(*m_b)) == 0);
        agree();
        QCOMPARE(passed().size(), std::size_t(2));
    }

    void aVolunteersTabletForgetsTheNotesItCannotOpen() {
        aPersonIsKnown();
        m_world->join(*m_a, m_world->volunteer);
        QVERIFY(m_a->notebook().all("note").empty());
        m_world->erase(kPerson);
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        for (const auto& cursor : must(m_a->store().cursors()))
            if (cursor.stream == m_world->caseStream()) QCOMPARE(must(m_a->store().countEntities(cursor.key)), 0);
        m_a->unlock(m_world->worker);
        QVERIFY(m_a->notebook().all("note").empty());
        agree();
    }
};

QTEST_APPLESS_MAIN(tst_erasure_world)
#include "tst_erasure_world.moc"
