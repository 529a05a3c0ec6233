// The people of the team on the console: who may give and take what, that each act asks first, and that it is done by whom.
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/access.h"
#include "sync/service/erasure/user_end.h"
#include "sync/service/store/stream_store.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

using namespace waymark;
using domain::Role;
using service::Response;
using tests::ConsoleWorld;
using tests::says;

class tst_console_team : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;
    std::string m_grace, m_wanda;
    const service::Ledger m_noLedger{{}};

    std::string user(const std::string& name, Role role, const std::string& venue) { return m_world->addUser(name, {{role, venue, 0, std::nullopt}}); }
    void signIn(const std::string& name) {
        m_world->forgetCookies();
        QCOMPARE(m_world->signIn(name + "@example.org").status, 303);
    }
    service::TeamMember member(const std::string& id) {
        const auto members = service::teamMembers(m_world->store());
        for (const auto& one : *members)
            if (one.id == id) return one;
        qFatal("nobody");
    }
    std::vector<Role> rolesAt(const std::string& id, const std::string& venue) { return domain::rolesAt(member(id).grants, venue, m_world->clock.wallMs()); }
    Response page(const std::string& id) { return m_world->get("/console/team/member", {{"user", id}}); }
    Response post(const std::string& what, std::map<std::string, std::string> form, bool sure = true) {
        form["csrf"] = m_world->csrf();
        if (sure) form["sure"] = "yes";
        return m_world->post("/console/team/" + what, form);
    }
    Response give(const std::string& id, const std::string& role, const std::string& venue, bool sure = true) {
        return post("give", {{"user", id}, {"role", role}, {"venue", venue}}, sure);
    }
    Response take(const std::string& id, const std::string& role, const std::string& venue, bool sure = true) {
        return post("take", {{"user", id}, {"role", role}, {"venue", venue}}, sure);
    }

private slots:
    void init() {
        m_world = std::make_unique<ConsoleWorld>();
        m_grace = user("grace", Role::Administrator, {});
        m_wanda = user("wanda", Role::Worker, ConsoleWorld::kLibrary);
    }

    void nothingIsDoneBeforeSomebodyIsSure_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("asks");
        QTest::newRow("give") << "give" << "Let wanda work as volunteer at The Hall?";
        QTest::newRow("take") << "take" << "Take from wanda that they are worker at Acocks Green Library?";
        QTest::newRow("end") << "end" << "End everything that wanda may do?";
    }
    void nothingIsDoneBeforeSomebodyIsSure() {
        QFETCH(QString, what);
        QFETCH(QString, asks);
        signIn("grace");
        const bool gives = what == "give";
        const std::map<std::string, std::string> form = {{"user", m_wanda}, {"role", gives ? "volunteer" : "worker"},
                                                         {"venue", gives ? ConsoleWorld::kHall : ConsoleWorld::kLibrary}};
        const auto asked = post(what.toStdString(), form, false);
        QCOMPARE(asked.status, 200);
        QVERIFY2(says(asked, asks.toStdString()), asked.body.c_str());
        QCOMPARE(rolesAt(m_wanda, ConsoleWorld::kLibrary), std::vector<Role>{Role::Worker});
        QVERIFY(rolesAt(m_wanda, ConsoleWorld::kHall).empty());
        // The page that asks sends the same form again.
        for (const auto* field : {"csrf", "user", "role", "venue"})
            QVERIFY(!tests::hiddenField(asked.body, field).empty());
        QCOMPARE(tests::hiddenField(asked.body, "sure"), std::string("yes"));
        const auto done = post(what.toStdString(), form);
        QCOMPARE(done.status, 303);
        QCOMPARE(rolesAt(m_wanda, ConsoleWorld::kHall).size(), std::size_t(gives ? 1 : 0));
        QCOMPARE(rolesAt(m_wanda, ConsoleWorld::kLibrary).size(), std::size_t(gives ? 1 : 0));
        QCOMPARE(member(m_wanda).active, what != "end");
    }

    void nothingIsDoneWithoutTheTokenOfTheSession() {
        signIn("grace");
        for (const auto* what : {"give", "take", "end"})
            QCOMPARE(m_world->post(std::string("/console/team/") + what,
                                   {{"user", m_wanda}, {"role", "worker"}, {"venue", ConsoleWorld::kLibrary}, {"sure", "yes"}}).status, 403);
        QCOMPARE(rolesAt(m_wanda, ConsoleWorld::kLibrary), std::vector<Role>{Role::Worker});
    }

    void whoDidItStandsInTheHistory() {
        signIn("grace");
        give(m_wanda, "volunteer", ConsoleWorld::kHall);
        const auto by = [this] {
            std::optional<std::string> author;
            const auto read = m_world->store().read([&](service::ReadTransaction& t) {
                const auto organisation = t.registry().organisation();
                author = t.streams().fieldsOf(domain::organisationStream(organisation->id), {"user", m_wanda}).at("grants").by;
            });
            return read ? author.value_or("nobody") : "an error";
        };
        QCOMPARE(by(), m_grace);
        m_world->set(domain::organisationStream("11111111-0000-4000-8000-000000000000"), "user", m_wanda,
                     {{"grants", domain::toJson(std::vector<domain::Grant>{{Role::Worker, ConsoleWorld::kLibrary, 0, std::nullopt}})}});
        QCOMPARE(by(), std::string("nobody"));
        m_world->clock.advance(1000);
        post("end", {{"user", m_wanda}});
        QCOMPARE(by(), m_grace);
    }

    void aCoordinatorGivesAndTakesAtTheirVenuesAndNoMoreThanTheyHave_data() {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("venue");
        QTest::addColumn<bool>("may");
        const auto hall = QString::fromStdString(ConsoleWorld::kHall), library = QString::fromStdString(ConsoleWorld::kLibrary);
        QTest::newRow("a volunteer here") << "volunteer" << library << true;
        QTest::newRow("another coordinator here") << "coordinator" << library << true;
        QTest::newRow("an administrator here") << "administrator" << library << false;
        QTest::newRow("a safeguarding lead here") << "safeguarding" << library << false;
        QTest::newRow("a volunteer elsewhere") << "volunteer" << hall << false;
        QTest::newRow("a reader everywhere") << "reader" << "everywhere" << false;
        QTest::newRow("at no venue") << "volunteer" << "" << false;
        QTest::newRow("as nothing there is") << "king" << library << false;
    }
    void aCoordinatorGivesAndTakesAtTheirVenuesAndNoMoreThanTheyHave() {
        QFETCH(QString, role);
        QFETCH(QString, venue);
        QFETCH(bool, may);
        user("samina", Role::Coordinator, ConsoleWorld::kLibrary);
        signIn("samina");
        QCOMPARE(give(m_wanda, role.toStdString(), venue.toStdString()).status, may ? 303 : 400);
        QCOMPARE(member(m_wanda).grants.size(), std::size_t(may ? 2 : 1));
        signIn("grace");
        const bool isReal = role != "king" && !venue.isEmpty() && venue != "everywhere";
        if (!may && isReal) QCOMPARE(give(m_wanda, role.toStdString(), venue.toStdString()).status, 303);
        signIn("samina");
        QCOMPARE(take(m_wanda, role.toStdString(), venue.toStdString()).status, may ? 303 : 400);
        QCOMPARE(member(m_wanda).grants.size(), std::size_t(!isReal ? 1 : 2 - (may ? 1 : 0)));
    }

    void peopleOfOtherVenuesAreNotACoordinatorsToSeeOrChange() {
        const auto adam = user("adam", Role::Worker, ConsoleWorld::kHall);
        const auto both = m_world->addUser("both", {{Role::Worker, ConsoleWorld::kHall, 0, std::nullopt}, {Role::Worker, ConsoleWorld::kLibrary, 0, std::nullopt}});
        user("samina", Role::Coordinator, ConsoleWorld::kLibrary);
        signIn("samina");
        QVERIFY(!says(m_world->get("/console/team"), ">adam<"));
        QCOMPARE(page(adam).status, 303);
        for (const auto* what : {"give", "take", "end"})
            QCOMPARE(post(what, {{"user", adam}, {"role", "worker"}, {"venue", ConsoleWorld::kLibrary}}).status, 303);
        QVERIFY(member(adam).active && member(adam).grants.size() == 1);
        // Who works elsewhere too is not theirs to end, here they are.
        QVERIFY(says(page(both), "An administrator ends everything"));
        QCOMPARE(post("end", {{"user", both}}).status, 400);
        QVERIFY(member(both).active);
        QCOMPARE(take(both, "worker", ConsoleWorld::kLibrary).status, 303);
        QCOMPARE(rolesAt(both, ConsoleWorld::kHall), std::vector<Role>{Role::Worker});
        // They stay in sight, to be given it back.
        QVERIFY(says(m_world->get("/console/team"), ">both<"));
        QCOMPARE(give(both, "worker", ConsoleWorld::kLibrary).status, 303);
        QCOMPARE(post("end", {{"user", m_wanda}}).status, 303);
        QVERIFY(!member(m_wanda).active);
    }

    void theLastAdministratorStays() {
        signIn("grace");
        QVERIFY(says(page(m_grace), "End it all"));
        const auto refused = post("end", {{"user", m_grace}});
        QCOMPARE(refused.status, 400);
        QVERIFY(says(refused, "nobody else administers"));
        QCOMPARE(take(m_grace, "administrator", "everywhere").status, 400);
        QCOMPARE(m_world->get("/console/").status, 200);
        user("ada", Role::Administrator, {});
        QVERIFY(says(post("end", {{"user", m_grace}}, false), "This is you"));
        QCOMPARE(post("end", {{"user", m_grace}}).status, 303);
        QCOMPARE(m_world->get("/console/").status, 303);  // signed out at once
        QCOMPARE(m_world->signIn("grace@example.org").status, 403);
    }

    void whoIsEndedIsSignedOutAtTheNextPage() {
        user("samina", Role::Coordinator, ConsoleWorld::kLibrary);
        signIn("samina");
        QCOMPARE(m_world->get("/console/devices").status, 200);
        QVERIFY(service::endUser({m_world->store(), m_noLedger, m_world->clock, m_world->random}, idOf("samina")).ok());
        QCOMPARE(m_world->get("/console/devices").status, 303);
        QCOMPARE(m_world->signIn("samina@example.org").status, 403);
    }

    void daysAreReadAndWrongOnesAreSaid_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says");
        QTest::newRow("a period") << "2026-03-01" << "2026-03-31" << "From the beginning of 1 March 2026, to the end of 31 March 2026.";
        QTest::newRow("without an end") << "2026-03-01" << "" << "until somebody takes it away";
        QTest::newRow("no day") << "tomorrow" << "" << "A day is written like";
        QTest::newRow("the wrong way round") << "2026-03-31" << "2026-03-01" << "The last day is before the first";
        QTest::newRow("long past") << "" << "2001-03-01" << "The last day is before the first";
    }
    void daysAreReadAndWrongOnesAreSaid() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, says);
        signIn("grace");
        const auto asked = post("give", {{"user", m_wanda}, {"role", "worker"}, {"venue", ConsoleWorld::kHall}, {"from", from.toStdString()}, {"to", to.toStdString()}}, false);
        QVERIFY2(::says(asked, says.toStdString()), asked.body.c_str());
    }

    void readersDoNotSeeThePage() {
        user("rita", Role::Reader, {});
        signIn("rita");
        QCOMPARE(page(m_wanda).status, 404);
        QCOMPARE(post("end", {{"user", m_wanda}}).status, 404);
        QVERIFY(member(m_wanda).active);
    }

private:
    std::string idOf(const std::string& name) {
        const auto members = service::teamMembers(m_world->store());
        for (const auto& one : *members)
            if (one.name == name) return one.id;
        return {};
    }
};

QTEST_GUILESS_MAIN(tst_console_team)
#include "tst_console_team.moc"
