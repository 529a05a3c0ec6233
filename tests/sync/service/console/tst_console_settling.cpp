// What people settle on the console: two values that were written without seeing each other, and work that was set aside. And what the board of
// devices says of erasures and troubles.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/store/stream_store.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

#include <algorithm>

#include <set>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using domain::Role;

namespace {

const std::string kConflict = "77777777-0000-4000-8000-000000000001";
const std::string kPerson = "55555555-0000-4000-8000-000000000001";

} // namespace

class tst_console_settling : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;
    std::string m_stream = domain::venueStream(ConsoleWorld::kLibrary);

    Json valueOf(const domain::EntityKey& key, const std::string& field) {
        Json value;
        const auto read = m_world->store().read([&](service::ReadTransaction& t) {
            const auto fields = t.streams().fieldsOf(m_stream, key);
            if (const auto it = fields.find(field); it != fields.end()) value = it->second.value;
        });
        return read ? value : Json("an error");
    }
    void aConflictIsOpen() {
        m_world->set(m_stream, "person", kPerson, {{"name", "Zara"}, {"known_as", "Zee"}});
        m_world->set(m_stream, "conflict", kConflict,
                     {{"of", {{"type", "person"}, {"entity", kPerson}, {"field", "known_as"}}},
                      {"kept", {{"op", "a"}, {"by", nullptr}, {"at", 1000}, {"value", "Zee"}}},
                      {"other", {{"op", "b"}, {"by", nullptr}, {"at", 2000}, {"value", "Zed"}}},
                      {"status", "open"}});
    }
    /// How many ops on conflicts an erasure of the person would find.
    std::ptrdiff_t opsOnConflictsOfThePerson() {
        std::ptrdiff_t found = 0;
        const auto read = m_world->store().read([&](service::ReadTransaction& t) {
            const auto ops = t.streams().opsAbout(domain::reference("person", kPerson));
            found = std::count_if(ops.begin(), ops.end(), [](const auto& op) { return op.type == "conflict"; });
        });
        return read ? found : -1;
    }
    void somethingIsSetAside(const std::string& venue, const std::string& name) {
        const auto done = m_world->store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            service::HeldOp op;
            op.id = base::newOpId(1000, m_world->random);
            op.stream = domain::venueStream(venue);
            op.type = "person";
            op.entity = base::newUuid(m_world->random);
            op.outcome = wire::Outcome::Quarantined;
            op.reason = "not_permitted";
            op.body = base::toText({{"id", op.id}, {"stream", op.stream}, {"set", {{"name", name}}}});
            op.receivedAt = m_world->clock.wallMs();
            t.streams().hold(op, {"person:" + op.entity});
            return {};
        });
        QVERIFY(done.ok());
    }
    void signInAs(Role role, const std::string& venue) {
        m_world->addUser("someone", {{role, venue, 0, std::nullopt}});
        QCOMPARE(m_world->signIn("someone@example.org").status, 303);
    }

private slots:
    void init() { m_world = std::make_unique<ConsoleWorld>(); }

    void bothValuesAreShownAndTheOtherCanBeTaken() {
        aConflictIsOpen();
        signInAs(Role::Coordinator, ConsoleWorld::kLibrary);
        const auto page = m_world->get("/console/conflicts");
        QCOMPARE(page.status, 200);
        for (const auto* words : {"Zara", "known as", "Zee", "Zed", "1 question waits"})
            QVERIFY2(says(page, words), words);
        const auto settled = m_world->post("/console/conflicts/settle",
                                           {{"csrf", m_world->csrf()}, {"stream", m_stream}, {"conflict", kConflict}, {"choice", "other"}});
        QCOMPARE(settled.status, 303);
        QVERIFY(valueOf({"person", kPerson}, "known_as") == Json("Zed"));
        QVERIFY(valueOf({"conflict", kConflict}, "status") == Json("other"));
        QVERIFY(says(m_world->get("/console/conflicts"), "Nothing is to be settled"));
        // Who comes too late changes nothing.
        m_world->post("/console/conflicts/settle", {{"csrf", m_world->csrf()}, {"stream", m_stream}, {"conflict", kConflict}, {"choice", "kept"}});
        QVERIFY(valueOf({"conflict", kConflict}, "status") == Json("other"));
    }

    void whatStandsCanBeKept() {
        aConflictIsOpen();
        signInAs(Role::Coordinator, ConsoleWorld::kLibrary);
        m_world->post("/console/conflicts/settle", {{"csrf", m_world->csrf()}, {"stream", m_stream}, {"conflict", kConflict}, {"choice", "kept"}});
        QVERIFY(valueOf({"person", kPerson}, "known_as") == Json("Zee"));
        QVERIFY(valueOf({"conflict", kConflict}, "status") == Json("kept"));
        QCOMPARE(opsOnConflictsOfThePerson(), 2);
    }

    void anotherVenuesQuestionsAreNeitherSeenNorSettled() {
        aConflictIsOpen();
        signInAs(Role::Coordinator, ConsoleWorld::kHall);
        QVERIFY(!says(m_world->get("/console/conflicts"), "Zed"));
        m_world->post("/console/conflicts/settle", {{"csrf", m_world->csrf()}, {"stream", m_stream}, {"conflict", kConflict}, {"choice", "other"}});
        QVERIFY(valueOf({"conflict", kConflict}, "status") == Json("open"));
    }

    void whatWasSetAsideIsListedWithItsReasonAndSavedAsAFile() {
        somethingIsSetAside(ConsoleWorld::kLibrary, "Zara");
        somethingIsSetAside(ConsoleWorld::kHall, "Adam");
        signInAs(Role::Coordinator, ConsoleWorld::kLibrary);
        const auto page = m_world->get("/console/set-aside");
        QCOMPARE(page.status, 200);
        QVERIFY(says(page, "Their role may not record this"));
        QVERIFY(says(page, "1 change is set aside"));
        const auto file = m_world->post("/console/set-aside/export", {{"csrf", m_world->csrf()}});
        QCOMPARE(file.status, 200);
        QVERIFY(file.headers.at("Content-Disposition").find("attachment") == 0);
        const auto json = base::parseJson(file.body);
        QVERIFY(json.ok());
        QCOMPARE((*json)["set_aside"].size(), std::size_t(1));
        QVERIFY((*json)["set_aside"][0]["op"]["set"]["name"] == Json("Zara"));
        QVERIFY(!says(file, "Adam"));
    }

    void aFloodFromElsewhereHidesNothingAndNothingIsLeftOutOfTheFile() {
        for (int i = 0; i < 1500; ++i)
            somethingIsSetAside(ConsoleWorld::kHall, "Adam");
        m_world->clock.advance(1000);
        for (int i = 0; i < 450; ++i)
            somethingIsSetAside(ConsoleWorld::kLibrary, "Zara " + std::to_string(i));
        signInAs(Role::Coordinator, ConsoleWorld::kLibrary);
        const auto rows = [](const service::Response& page) {
            int count = 0;
            for (auto at = page.body.find("<th scope=\"row\">"); at != std::string::npos; at = page.body.find("<th scope=\"row\">", at + 1))
                ++count;
            return count;
        };
        const auto next = [](const service::Response& page) {
            const auto end = page.body.find("\">Later ones");
            if (end == std::string::npos) return std::string();
            const auto from = page.body.rfind('=', end) + 1;
            return page.body.substr(from, end - from);
        };
        const auto first = m_world->get("/console/set-aside");
        QVERIFY(says(first, "450 changes are set aside"));
        QCOMPARE(rows(first), 200);
        QVERIFY(!says(first, "The Hall"));
        const auto second = m_world->get("/console/set-aside", {{"after", next(first)}});
        QCOMPARE(rows(second), 200);
        QVERIFY(next(second) != next(first));
        const auto third = m_world->get("/console/set-aside", {{"after", next(second)}});
        QCOMPARE(rows(third), 50);
        QVERIFY(next(third).empty());
        QCOMPARE(rows(m_world->get("/console/set-aside", {{"after", "nonsense"}})), 200);
        const auto json = base::parseJson(m_world->post("/console/set-aside/export", {{"csrf", m_world->csrf()}}).body);
        QVERIFY(json.ok());
        std::set<std::string> names;
        for (const auto& line : (*json)["set_aside"])
            names.insert(base::textOf(line["op"]["set"], "name"));
        QCOMPARE((*json)["set_aside"].size(), std::size_t(450));
        QCOMPARE(names.size(), std::size_t(450));
    }

    void neitherIsForReadersNorWithoutTheFormsToken() {
        somethingIsSetAside(ConsoleWorld::kLibrary, "Zara");
        signInAs(Role::Reader, ConsoleWorld::kLibrary);
        for (const auto* path : {"/console/set-aside", "/console/conflicts"})
            QCOMPARE(m_world->get(path).status, 404);
        QCOMPARE(m_world->post("/console/set-aside/export", {{"csrf", m_world->csrf()}}).status, 404);
        QCOMPARE(m_world->post("/console/set-aside/export", {}).status, 403);
        QCOMPARE(m_world->post("/console/conflicts/settle", {}).status, 403);
        QCOMPARE(m_world->get("/console/set-aside/export").status, 404);
    }

    void theBoardSaysWhichDevicesHaveToConfirmAnErasure() {
        const auto behind = m_world->addDevice("Hall tablet", ConsoleWorld::kLibrary);
        m_world->clock.advance(1000);
        const auto done = m_world->store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            t.registry().addErasure({"erasure", m_world->clock.wallMs(), {{m_stream, 7}}, {}});
            return {};
        });
        QVERIFY(done.ok());
        signInAs(Role::Coordinator, ConsoleWorld::kLibrary);
        QVERIFY(says(m_world->get("/console/devices"), "1 erasure has not been confirmed"));
        const auto passed = m_world->store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            t.registry().passErasure("erasure", behind, m_world->clock.wallMs());
            auto device = *t.registry().device(behind);
            device.lastContact = m_world->clock.wallMs();
            device.troubles = {{m_stream, "stopped", 5}};
            t.registry().recordContact(device);
            return {};
        });
        QVERIFY(passed.ok());
        const auto board = m_world->get("/console/devices");
        QVERIFY(says(board, "Passed them all"));
        QVERIFY(says(board, "stopped: the service"));
    }
};

QTEST_GUILESS_MAIN(tst_console_settling)
#include "tst_console_settling.moc"
