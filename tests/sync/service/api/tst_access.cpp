// Roles that are given and taken, and people who leave: what a device may still hand over for them, what nobody may do, and what an older backup
// does not bring back. Over the real store, without HTTP.
#include "sync/service/api/access.h"
#include "sync/service/erasure/device_end.h"
#include "sync/service/erasure/user_end.h"
#include "tests/sync/service/api/sync_fixture.h"

using namespace waymark;
using namespace waymark::tests;
using service::NewRole;

namespace {

const std::string kChief = "33333333-0000-4000-8000-00000000000a";
const std::string kSecond = "33333333-0000-4000-8000-00000000000b";
constexpr base::Millis kDay = 24 * 3'600'000;

} // namespace

class tst_access : public SyncFixture {
    Q_OBJECT

    std::unique_ptr<service::Ledger> m_ledger;

    service::ErasureTools tools() { return {*m_store, *m_ledger, m_clock, m_random}; }
    service::AdminTools admin() { return {*m_store, m_clock, m_random}; }
    std::string storePath() const { return m_directory->filePath("waymark.db").toStdString(); }

    void user(const std::string& id, const std::vector<domain::Grant>& grants, bool signsIn = false) {
        write([&](WriteTransaction& t) {
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs());
            QVERIFY(ops.set(domain::organisationStream(kOrganisation), {"user", id}, {{"name", "Someone"}, {"active", true}, {"grants", domain::toJson(grants)}}).ok());
            if (!signsIn) return;
            t.registry().setLogin({id, id + "@example.org", "hash"});
            t.registry().addSession({"session of " + id, id, "csrf", m_clock.wallMs() + kDay});
        });
    }
    void venue(const std::string& id) {
        write([&](WriteTransaction& t) {
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs());
            QVERIFY(ops.set(domain::organisationStream(kOrganisation), {"venue", id}, {{"name", "Somewhere"}}).ok());
        });
    }
    service::TeamMember member(const std::string& id) {
        const auto members = service::teamMembers(*m_store);
        for (const auto& one : *members)
            if (one.id == id) return one;
        qFatal("nobody");
    }
    std::vector<Role> rolesNow(const std::string& id, const std::string& at = kVenue) { return domain::rolesAt(member(id).grants, at, m_clock.wallMs()); }
    bool isSignedIn(const std::string& id) {
        bool is = false;
        write([&](WriteTransaction& t) { is = t.registry().loginOf(id) && t.registry().session("session of " + id); });
        return is;
    }
    service::Device device() {
        service::Device found;
        write([&](WriteTransaction& t) { found = *t.registry().device(kDevice); });
        return found;
    }
    std::string outcome(const Json& op) {
        const auto result = sync({op}).results.at(0);
        return result.outcome == Outcome::Quarantined ? result.reason : std::string(wire::name(result.outcome));
    }
    base::Date today() const { return base::localDate(m_clock.wallMs(), "Europe/London"); }
    std::size_t replayed() { return *service::replayLedger(tools()); }
    /// What the store is now, put aside; `comeBack` puts it back, as it was then.
    void backUp() {
        m_core.reset();
        m_store.reset();
        saveStore(storePath());
        reopen();
    }
    void comeBack() {
        m_core.reset();
        m_store.reset();
        restoreStore(storePath());
        reopen();
    }
    void reopen() {
        auto opened = openStore(storePath());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
        m_core = std::make_unique<service::SyncCore>(*m_store, m_clock, m_random);
    }

private slots:
    void init() {
        makeService();
        m_ledger = std::make_unique<service::Ledger>(m_directory->filePath("ledger").toStdString());
        venue(kVenue);
        venue(kOtherVenue);
        m_clock.advance(60'000);
    }
    void cleanup() {
        m_core.reset();
        m_store.reset();
    }

    void whatSomebodyRecordedBeforeTheyLeftIsTakenAndWhatCameLaterIsNot() {
        const Json before = person("before");
        m_clock.advance(1'000);
        QVERIFY(service::endUser(tools(), kWorker).ok());
        m_clock.advance(1'000);
        QCOMPARE(outcome(before), std::string("applied"));
        QCOMPARE(outcome(person("after")), std::string("not_granted"));
        QCOMPARE(outcome(op("person", domain::venueStream(kVenue), {{"name", "by another"}}, kVolunteer)), std::string("applied"));
        QVERIFY(!member(kWorker).active);
        QVERIFY(rolesNow(kWorker).empty());
    }

    void whoLeavesIsSignedOutOfTheConsole() {
        user(kChief, {{Role::Administrator, {}, 0, std::nullopt}}, true);
        user(kSecond, {{Role::Coordinator, kVenue, 0, std::nullopt}}, true);
        QVERIFY(isSignedIn(kSecond));
        QVERIFY(service::endUser(tools(), kSecond, kChief).ok());
        QVERIFY(!isSignedIn(kSecond));
        QVERIFY(isSignedIn(kChief));
        QVERIFY(service::endUser(tools(), kSecond).ok());  // again: nothing to do
        QCOMPARE(m_ledger->lines()->size(), std::size_t(1));
        QCOMPARE(m_ledger->lines()->front().by, kChief);
        QVERIFY(service::endUser(tools(), kVenue).error().code == base::ErrorCode::NotFound);
    }

    void aRoleThatIsTakenLeavesTheOthers() {
        user(kSecond, {{Role::Worker, kVenue, 0, std::nullopt}, {Role::Coordinator, kVenue, 0, std::nullopt}, {Role::Worker, kOtherVenue, 0, std::nullopt}});
        QVERIFY(service::endRole(tools(), kSecond, {kVenue, Role::Coordinator, std::nullopt}).ok());
        QCOMPARE(rolesNow(kSecond), std::vector<Role>{Role::Worker});
        QVERIFY(service::endRole(tools(), kSecond, {kVenue, Role::Coordinator, std::nullopt}).error().code == base::ErrorCode::NotFound);
        QVERIFY(service::endRole(tools(), kSecond, {kVenue, std::nullopt, std::nullopt}).ok());
        QVERIFY(rolesNow(kSecond).empty());
        QCOMPARE(rolesNow(kSecond, kOtherVenue), std::vector<Role>{Role::Worker});
        QVERIFY(member(kSecond).active);
    }

    void aRoleThatEndsOnADayIsHeldUntilThen() {
        QVERIFY(service::endRole(tools(), kWorker, {kVenue, std::nullopt, m_clock.wallMs() + kDay}).ok());
        QCOMPARE(outcome(person("today")), std::string("applied"));
        m_clock.advance(2 * kDay);
        QCOMPARE(outcome(person("later")), std::string("not_granted"));
    }

    void workThatWasSetAsideIsTakenWhenTheRoleIsGivenFromThen() {
        write([&](WriteTransaction& t) { t.registry().addDeviceGrant(kDevice, {Role::Worker, kOtherVenue, 0, std::nullopt}); });
        const Json early = op("person", domain::venueStream(kOtherVenue), {{"name", "Zara"}});
        QCOMPARE(outcome(early), std::string("not_granted"));
        m_clock.advance(2 * kDay);
        QVERIFY(*service::giveRole(admin(), {kWorker, Role::Worker, kOtherVenue, {}, {}}));
        QCOMPARE(outcome(early), std::string("not_granted"));
        QCOMPARE(outcome(op("person", domain::venueStream(kOtherVenue), {{"name", "Adam"}})), std::string("applied"));
        QVERIFY(*service::giveRole(admin(), {kWorker, Role::Worker, kOtherVenue, base::addDays(today(), -2), {}}));
        QCOMPARE(outcome(early), std::string("applied"));
    }

    void whoComesBackHasWhatIsGivenAnewAndNothingElse() {
        user(kSecond, {{Role::Coordinator, kOtherVenue, 0, std::nullopt}, {Role::Worker, kVenue, 0, std::nullopt}});
        write([&](WriteTransaction& t) {  // as an earlier version ended somebody
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs());
            QVERIFY(ops.set(domain::organisationStream(kOrganisation), {"user", kSecond}, {{"active", false}}).ok());
        });
        m_clock.advance(1'000);
        QVERIFY(*service::giveRole(admin(), {kSecond, Role::Volunteer, kVenue, {}, {}}));
        QVERIFY(member(kSecond).active);
        QCOMPARE(rolesNow(kSecond), std::vector<Role>{Role::Volunteer});
        QVERIFY(rolesNow(kSecond, kOtherVenue).empty());
    }

    void theDaysOfARoleOnlyBecomeMore_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("changes");
        QTest::newRow("the same again") << 10 << 20 << false;
        QTest::newRow("days within") << 12 << 14 << false;
        QTest::newRow("begins earlier") << 5 << 14 << true;
        QTest::newRow("ends later") << 12 << 25 << true;
        QTest::newRow("without an end") << 12 << 0 << true;
        QTest::newRow("apart") << 30 << 31 << true;
    }
    void theDaysOfARoleOnlyBecomeMore() {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, changes);
        const auto day = [this](int days) { return base::addDays(today(), days); };
        QVERIFY(*service::giveRole(admin(), {newSecond(), Role::Worker, kVenue, day(10), day(20)}));
        QCOMPARE(*service::giveRole(admin(), {kSecond, Role::Worker, kVenue, day(from), to ? std::optional(day(to)) : std::nullopt}), changes);
        const auto grants = member(kSecond).grants;
        QCOMPARE(grants.size(), std::size_t(from == 30 ? 2 : 1));
        const auto noon = [&day](int days) { return base::instantOf(day(days), "12:00", "Europe/London"); };
        for (const int inside : {10, 20, from, to ? to : 400})
            QVERIFY2(!domain::rolesAt(grants, kVenue, noon(inside)).empty(), qPrintable(QString::number(inside)));
        QVERIFY(domain::rolesAt(grants, kVenue, noon(4)).empty());
    }

    void whatCannotBeGiven() {
        const std::string nobody = "33333333-0000-4000-8000-0000000000ff";
        QVERIFY(service::giveRole(admin(), {nobody, Role::Worker, kVenue, {}, {}}).error().code == base::ErrorCode::NotFound);
        QVERIFY(service::giveRole(admin(), {kWorker, Role::Worker, nobody, {}, {}}).error().code == base::ErrorCode::NotFound);
        QVERIFY(service::giveRole(admin(), {kWorker, Role::Worker, kVenue, {}, base::addDays(today(), -3)}).error().code == base::ErrorCode::Malformed);
        QVERIFY(service::giveDeviceRole(admin(), {nobody, Role::Worker, kVenue, {}}).error().code == base::ErrorCode::NotFound);
        QVERIFY(service::giveDeviceRole(admin(), {kDevice, Role::Worker, nobody, {}}).error().code == base::ErrorCode::NotFound);
        QVERIFY(service::endDevice(*m_store, *m_ledger, kDevice, service::DeviceStatus::Retired, m_clock.wallMs()).ok());
        QVERIFY(service::giveDeviceRole(admin(), {kDevice, Role::Worker, kOtherVenue, {}}).error().code == base::ErrorCode::NotPermitted);
    }

    void theLastWhoAdministersAndSignsInCannotBeEnded() {
        user(kChief, {{Role::Administrator, {}, 0, std::nullopt}}, true);
        QVERIFY(service::endUser(tools(), kChief).error().code == base::ErrorCode::NotPermitted);
        QVERIFY(service::endRole(tools(), kChief, {{}, std::nullopt, std::nullopt}).error().code == base::ErrorCode::NotPermitted);
        user(kSecond, {{Role::Administrator, {}, 0, std::nullopt}});  // who cannot sign in is nobody to leave it to
        QVERIFY(service::endUser(tools(), kChief).error().code == base::ErrorCode::NotPermitted);
        QVERIFY(m_ledger->lines()->empty());
        QVERIFY(isSignedIn(kChief));
        user(kSecond, {{Role::Administrator, {}, 0, std::nullopt}}, true);
        QVERIFY(service::endUser(tools(), kChief).ok());
        QVERIFY(service::endUser(tools(), kSecond).error().code == base::ErrorCode::NotPermitted);
    }

    void anOlderBackupLetsNobodyBackIn() {
        user(kChief, {{Role::Administrator, {}, 0, std::nullopt}}, true);
        user(kSecond, {{Role::Coordinator, kVenue, 0, std::nullopt}, {Role::Coordinator, kOtherVenue, 0, std::nullopt}}, true);
        backUp();
        const Json before = person("before");
        m_clock.advance(1'000);
        QVERIFY(service::endUser(tools(), kWorker).ok());
        QVERIFY(service::endUser(tools(), kSecond).ok());
        QVERIFY(service::endRole(tools(), kVolunteer, {kVenue, std::nullopt, std::nullopt}).ok());
        m_clock.advance(1'000);
        const Json after = person("after");
        comeBack();
        QVERIFY(isSignedIn(kSecond));
        m_clock.advance(kDay);
        QCOMPARE(replayed(), std::size_t(3));
        QVERIFY(!isSignedIn(kSecond));
        QVERIFY(rolesNow(kSecond).empty() && rolesNow(kSecond, kOtherVenue).empty() && rolesNow(kVolunteer).empty());
        QCOMPARE(outcome(before), std::string("applied"));
        QCOMPARE(outcome(after), std::string("not_granted"));
        QCOMPARE(replayed(), std::size_t(0));
    }

    void whatIsGivenAgainStaysGivenAtEveryStart() {
        const auto yesterday = base::addDays(today(), -1);
        QVERIFY(service::endUser(tools(), kWorker).ok());
        QVERIFY(service::endGrants(*m_store, *m_ledger, kDevice, kVenue, m_clock.wallMs()).ok());
        m_clock.advance(1'000);
        const Json between = person("between");
        QVERIFY(*service::giveRole(admin(), {kWorker, Role::Worker, kVenue, yesterday, {}}));
        QVERIFY(*service::giveDeviceRole(admin(), {kDevice, Role::Worker, kVenue, yesterday}));
        QVERIFY(!*service::giveDeviceRole(admin(), {kDevice, Role::Worker, kVenue, {}}));
        for (int start = 0; start < 2; ++start) {
            QCOMPARE(replayed(), std::size_t(0));
            QCOMPARE(rolesNow(kWorker), std::vector<Role>{Role::Worker});
            QCOMPARE(outcome(person("now")), std::string("applied"));
        }
        QCOMPARE(outcome(between), std::string("applied"));
    }

    void aVenueIsTakenFromADeviceInTheMomentInWhichItWasGiven() {
        QVERIFY(*service::giveDeviceRole(admin(), {kDevice, Role::Worker, kOtherVenue, {}}));
        QVERIFY(service::endGrants(*m_store, *m_ledger, kDevice, kOtherVenue, m_clock.wallMs()).ok());
        m_clock.advance(10);
        QVERIFY(domain::rolesAt(device().grants, kOtherVenue, m_clock.wallMs()).empty());
    }

    // As one push leaves it that was judged while the clock was five years ahead.
    void aClockThatWasAheadOnceMakesNoGrantBeginOrEndThen() {
        runAhead();
        QVERIFY(*service::giveRole(admin(), {newSecond(), Role::Worker, kVenue, {}, {}}));
        QCOMPARE(rolesNow(kSecond), std::vector<Role>{Role::Worker});
        QVERIFY(*service::giveDeviceRole(admin(), {kDevice, Role::Worker, kOtherVenue, {}}));
        QVERIFY(!domain::rolesAt(device().grants, kOtherVenue, m_clock.wallMs()).empty());
        QCOMPARE(outcome(person("before")), std::string("applied"));
        m_clock.advance(1'000);
        QVERIFY(service::endUser(tools(), kWorker).ok());
        QVERIFY(service::endRole(tools(), kSecond, {kVenue, std::nullopt, std::nullopt}).ok());
        m_clock.advance(1'000);
        QCOMPARE(outcome(person("after")), std::string("not_granted"));
        QVERIFY(rolesNow(kSecond).empty());
        QVERIFY(member(kWorker).grants.front().to.value_or(kAhead) < m_clock.wallMs());
    }

    void whatAClockThatWasAheadGaveAndEndedIsGivenAndEndedAgain() {
        const auto right = m_clock.wallMs();
        m_clock.advance(kAhead);
        QVERIFY(service::endGrants(*m_store, *m_ledger, kDevice, kVenue, m_clock.wallMs()).ok());
        QVERIFY(*service::giveDeviceRole(admin(), {kDevice, Role::Worker, kOtherVenue, {}}));
        QVERIFY(service::endUser(tools(), kVolunteer).ok());
        m_clock.advance(right + 1'000 - m_clock.wallMs());
        const auto sees = [this](const std::string& venue) { return !domain::rolesAt(device().grants, venue, m_clock.wallMs()).empty(); };
        QVERIFY2(sees(kVenue), "it ends in five years; nobody can tell which clock was right");
        QVERIFY(service::endGrants(*m_store, *m_ledger, kDevice, kVenue, m_clock.wallMs()).ok());
        QVERIFY(service::endUser(tools(), kVolunteer).ok());
        m_clock.advance(1'000);
        QVERIFY(!sees(kVenue));
        QVERIFY(rolesNow(kVolunteer).empty());
        QVERIFY(*service::giveDeviceRole(admin(), {kDevice, Role::Worker, kVenue, {}}));
        QVERIFY2(sees(kVenue), "it must not wait for the end that is still to come");
        QVERIFY(service::endGrants(*m_store, *m_ledger, kDevice, {}, m_clock.wallMs()).ok());
        m_clock.advance(1'000);
        QVERIFY(!sees(kVenue));
        m_clock.advance(kAhead + kDay);
        QVERIFY2(!sees(kOtherVenue), "what begins in five years ended with it");
        QCOMPARE(replayed(), std::size_t(0));
    }

    void aSignInIsGivenAndGivenAnew() {
        user(kSecond, {{Role::Coordinator, kVenue, 0, std::nullopt}}, true);
        QVERIFY(service::giveSignIn(admin(), kSecond, {"new@example.org", "hash"}).ok());
        QVERIFY(!isSignedIn(kSecond));
        QCOMPARE(member(kSecond).email, std::string("new@example.org"));
        QVERIFY(service::giveSignIn(admin(), kWorker, {"new@example.org", "hash"}).error().code == base::ErrorCode::AlreadyExists);
        QVERIFY(service::endUser(tools(), kSecond).ok());
        QVERIFY(service::giveSignIn(admin(), kSecond, {"new@example.org", "hash"}).error().code == base::ErrorCode::NotPermitted);
    }

private:
    static constexpr base::Millis kAhead = 5 * 365 * kDay;
    void runAhead() {
        m_clock.advance(kAhead);
        QCOMPARE(outcome(person("far ahead")), std::string("applied"));
        m_clock.advance(-kAhead);
    }
    std::string newSecond() {
        user(kSecond, {});
        return kSecond;
    }
};

QTEST_GUILESS_MAIN(tst_access)
#include "tst_access.moc"
