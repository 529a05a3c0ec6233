// Which venues a device sees, on the console: who may change it, that each act asks first, and what it does.
#include "shared/domain/role.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

using namespace waymark;
using domain::Role;
using service::Response;
using tests::ConsoleWorld;
using tests::says;

class tst_console_devices : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;
    std::string m_tablet;

    void signInAs(Role role, const std::string& venue) {
        m_world->addUser("carla", {{role, venue, 0, std::nullopt}});
        QCOMPARE(m_world->signIn("carla@example.org").status, 303);
    }
    Response page() { return m_world->get("/console/devices/device", {{"device", m_tablet}}); }
    Response post(const std::string& what, const std::string& venue, const std::string& role = "worker", bool sure = true) {
        std::map<std::string, std::string> form = {{"csrf", m_world->csrf()}, {"device", m_tablet}, {"venue", venue}, {"role", role}};
        if (sure) form["sure"] = "yes";
        return m_world->post("/console/devices/" + what, form);
    }
    bool sees(const std::string& venue) {
        const auto device = m_world->device(m_tablet);
        return !domain::rolesAt(device.grants, venue, m_world->clock.wallMs()).empty();
    }

private slots:
    void init() {
        m_world = std::make_unique<ConsoleWorld>();
        m_tablet = m_world->addDevice("Blue tablet", ConsoleWorld::kLibrary);
    }

    void anAdministratorLetsItSeeAnotherVenueAndTakesItAway() {
        signInAs(Role::Administrator, {});
        QVERIFY(says(m_world->get("/console/devices"), "/console/devices/device?device=" + m_tablet));
        QVERIFY2(says(page(), "Acocks Green Library, as worker"), page().body.c_str());
        const auto given = post("give", ConsoleWorld::kHall, "volunteer");
        QCOMPARE(given.status, 303);
        QVERIFY(sees(ConsoleWorld::kHall));
        QVERIFY(says(page(), "The Hall, as volunteer"));
        m_world->clock.advance(1000);
        QCOMPARE(post("take", ConsoleWorld::kLibrary).status, 303);
        QVERIFY(!sees(ConsoleWorld::kLibrary));
        QVERIFY(sees(ConsoleWorld::kHall));
        QVERIFY(!says(page(), "Acocks Green Library, as worker"));
    }

    void nothingIsDoneBeforeSomebodyIsSure() {
        signInAs(Role::Administrator, {});
        auto asked = post("give", ConsoleWorld::kHall, "worker", false);
        QVERIFY2(says(asked, "Let Blue tablet see The Hall?"), asked.body.c_str());
        QCOMPARE(tests::hiddenField(asked.body, "sure"), std::string("yes"));
        QVERIFY(!sees(ConsoleWorld::kHall));
        asked = post("take", ConsoleWorld::kLibrary, "worker", false);
        QVERIFY2(says(asked, "Take Acocks Green Library from Blue tablet?"), asked.body.c_str());
        QVERIFY(sees(ConsoleWorld::kLibrary));
    }

    void aCoordinatorGivesAndTakesTheirOwnVenuesAlone() {
        signInAs(Role::Coordinator, ConsoleWorld::kLibrary);
        QCOMPARE(post("give", ConsoleWorld::kHall).status, 400);
        QVERIFY(!sees(ConsoleWorld::kHall));
        QVERIFY(!says(page(), "Safeguarding leads"));
        QCOMPARE(post("give", ConsoleWorld::kLibrary, "safeguarding").status, 400);
        QCOMPARE(post("take", ConsoleWorld::kLibrary).status, 303);
        QVERIFY(!sees(ConsoleWorld::kLibrary));
    }

    void aDeviceOfOtherVenuesIsNotTheirs() {
        signInAs(Role::Coordinator, ConsoleWorld::kHall);
        QCOMPARE(page().status, 303);
        QCOMPARE(post("give", ConsoleWorld::kHall).status, 303);
        QVERIFY2(!sees(ConsoleWorld::kHall), "it was not on their board");
        QCOMPARE(post("take", ConsoleWorld::kLibrary).status, 303);
        QVERIFY(sees(ConsoleWorld::kLibrary));
    }

    void whatIsNoneOfTheListsIsRefused_data() {
        QTest::addColumn<QString>("venue");
        QTest::addColumn<QString>("role");
        QTest::newRow("a role that devices do not have") << QString::fromStdString(ConsoleWorld::kHall) << "administrator";
        QTest::newRow("no role") << QString::fromStdString(ConsoleWorld::kHall) << "";
        QTest::newRow("no venue") << "" << "worker";
        QTest::newRow("a venue that is none") << "22222222-0000-4000-8000-00000000ffff" << "worker";
    }
    void whatIsNoneOfTheListsIsRefused() {
        QFETCH(QString, venue);
        QFETCH(QString, role);
        signInAs(Role::Administrator, {});
        const auto before = m_world->device(m_tablet).grants.size();
        QCOMPARE(post("give", venue.toStdString(), role.toStdString()).status, 400);
        QCOMPARE(m_world->device(m_tablet).grants.size(), before);
    }

    void aRoleIsGivenWhereTheVisitorMayGiveItAlone() {
        m_world->addUser("carla", {{Role::Coordinator, ConsoleWorld::kLibrary, 0, std::nullopt}, {Role::Administrator, ConsoleWorld::kHall, 0, std::nullopt}});
        QCOMPARE(m_world->signIn("carla@example.org").status, 303);
        QVERIFY2(says(page(), "Safeguarding leads"), "theirs to give at the Hall");
        QCOMPARE(post("give", ConsoleWorld::kLibrary, "safeguarding").status, 400);
        QCOMPARE(post("give", ConsoleWorld::kHall, "safeguarding").status, 303);
        const auto codeFor = [&](const std::vector<std::string>& venues) {
            std::map<std::string, std::string> form = {{"csrf", m_world->csrf()}, {"role", "safeguarding"}};
            for (const auto& venue : venues)
                form["venue-" + venue] = "on";
            return m_world->post("/console/enrolment/device", form);
        };
        QVERIFY(says(codeFor({ConsoleWorld::kHall}), "waymark://enrol"));
        QVERIFY(!says(codeFor({ConsoleWorld::kHall, ConsoleWorld::kLibrary}), "waymark://enrol"));
    }

    void whatTheVisitorCouldNotGiveTheyDoNotTake() {
        signInAs(Role::Administrator, {});
        QCOMPARE(post("give", ConsoleWorld::kLibrary, "safeguarding").status, 303);
        m_world->forgetCookies();
        m_world->addUser("colin", {{Role::Coordinator, ConsoleWorld::kLibrary, 0, std::nullopt}});
        QCOMPARE(m_world->signIn("colin@example.org").status, 303);
        m_world->clock.advance(1000);
        QCOMPARE(post("take", ConsoleWorld::kLibrary).status, 400);
        QVERIFY(sees(ConsoleWorld::kLibrary));
    }

    void aVenueThatItDoesNotSeeCannotBeTaken() {
        signInAs(Role::Administrator, {});
        QCOMPARE(post("take", ConsoleWorld::kHall).status, 303);
        QVERIFY(sees(ConsoleWorld::kLibrary));
    }

    void whatWaitsIsToldAsTheDeviceTellsIt_data() {
        QTest::addColumn<int>("waiting");  // -1: it does not tell
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("lead");
        QTest::newRow("nothing") << 0 << "All safe centrally" << "<td>Nothing</td>" << "nothing was waiting on it at the last contact.";
        QTest::newRow("work") << 5 << "Work is waiting on it" << "<td>5 changes</td>" << "1 needs a look.";
        QTest::newRow("an app that does not tell") << -1 << "it does not tell what waits on it" << "<td>It does not tell</td>" << "it has not told what waits on it.";
    }
    void whatWaitsIsToldAsTheDeviceTellsIt() {
        QFETCH(int, waiting);
        QFETCH(QString, state);
        QFETCH(QString, what);
        QFETCH(QString, lead);
        const auto done = m_world->store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            auto device = *t.registry().device(m_tablet);
            device.lastContact = m_world->clock.wallMs();
            if (waiting >= 0) device.waitingOps = waiting;
            t.registry().recordContact(device);
            return {};
        });
        QVERIFY(done.ok());
        signInAs(Role::Administrator, {});
        const auto board = m_world->get("/console/devices");
        for (const auto& words : {state, what, lead})
            QVERIFY2(says(board, words.toStdString()), board.body.c_str());
        QCOMPARE(says(board, "All safe centrally"), waiting == 0);
    }

    void readersDoNotSeeThePage() {
        signInAs(Role::Reader, {});
        QCOMPARE(page().status, 404);
        QCOMPARE(post("take", ConsoleWorld::kLibrary).status, 404);
        QVERIFY(sees(ConsoleWorld::kLibrary));
    }
};

QTEST_GUILESS_MAIN(tst_console_devices)
#include "tst_console_devices.moc"
