// Both ends together, in one process: one service, several devices, a network that loses and repeats. The shipped code on both sides.
#include "shared/base/id.h"
#include "tests/support/compare.h"
#include "tests/support/world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using device::RunEnd;
using device::Safety;
using domain::Role;

namespace {
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kOtherPerson = "55555555-0000-4000-8000-000000000002";
const std::string kSession = "66666666-0000-4000-8000-000000000001";
} // namespace

class tst_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_a = nullptr;
    TestDevice* m_b = nullptr;

    std::vector<std::string> record(TestDevice& device, const std::vector<device::Change>& changes) {
        return must(device.notebook().record(device.vault().current()->user, changes));
    }
    Json values(TestDevice& device, const domain::EntityKey& key) {
        const auto found = device.notebook().find(key);
        return found ? found->values : Json();
    }
    std::string status(TestDevice& device, const std::string& person) {
        return base::textOf(values(device, {"mark", base::markId(kSession, person)}).value("presence", Json::object()), "status");
    }
    /// Equal contents, nothing waiting, and no stream whose sum differs from the service's.
    void compareDevices() {
        const auto contents = [](TestDevice& device) {
            Json all = Json::object();
            for (const auto& entity : device.notebook().everything())
                all[entity->stream + ' ' + entity->key.type + ' ' + entity->key.id] = entity->values;
            return all;
        };
        COMPARE_JSON(contents(*m_a), contents(*m_b));
        for (auto* device : {m_a, m_b}) {
            QCOMPARE(device->notebook().summary().waiting, 0);
            QVERIFY(device->session().troubles().empty());
            for (const auto& entity : device->notebook().everything())
                QCOMPARE(entity->safety, Safety::SafeCentrally);
        }
    }
    void syncAll() {
        m_world->syncAll();
        compareDevices();
    }

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_a = &m_world->addDevice(Role::Worker, m_world->worker);
        m_b = &m_world->addDevice(Role::Worker, m_world->otherWorker);
    }

    void aNewDeviceGetsTheOrganisation() {
        const auto outcome = m_world->sync(*m_a);
        QCOMPARE(outcome.end, RunEnd::Done);
        COMPARE_JSON(values(*m_a, {"venue", m_world->venue})["name"], "Test hall");
        QVERIFY(m_a->notebook().summary().lastSynced);
    }

    void whatOneRecordsTheOtherSees() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}}), mark(*m_world, kSession, kPerson, "present")});
        syncAll();
        COMPARE_JSON(values(*m_b, {"person", kPerson}), Json({{"name", "Zara"}, {"kind", "child"}}));
        QCOMPARE(status(*m_b, kPerson), std::string("present"));
    }

    void nothingNewIsOneRoundTripOfLittle() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        m_world->network().bodies.clear();
        m_world->network().replies.clear();
        m_world->sync(*m_a);
        QCOMPARE(m_world->network().bodies.size(), std::size_t(1));
        QVERIFY(m_world->network().bodies[0].size() + m_world->network().replies[0].size() < 4096);
    }

    void aLostReplyDoesNotDuplicateTheMark() {
        syncAll();
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}}), mark(*m_world, kSession, kPerson, "present")});
        m_world->network().faults = {Fault::LoseReply};
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Network);
        QCOMPARE(m_a->notebook().summary().waiting, 2);
        m_a->restart(m_world->worker);
        QCOMPARE(m_world->sync(*m_a).acknowledged, 2);
        syncAll();
        QCOMPARE(m_b->notebook().all("mark").size(), std::size_t(1));
        QCOMPARE(m_b->notebook().all("conflict").size(), std::size_t(0));
    }

    void aRepeatedRequestChangesNothing() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        m_world->network().faults = {Fault::Repeat, Fault::Repeat, Fault::Repeat};
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        syncAll();
    }

    void twoDevicesOneChildOneMark() {
        syncAll();
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        record(*m_a, {mark(*m_world, kSession, kPerson, "present")});
        m_world->clock.advance(60'000);
        record(*m_b, {mark(*m_world, kSession, kPerson, "late")});
        syncAll();
        // Neither saw the other: the later stands, and the other is kept for people to settle.
        QCOMPARE(status(*m_a, kPerson), std::string("late"));
        const auto conflicts = m_a->notebook().all("conflict");
        QCOMPARE(conflicts.size(), std::size_t(1));
        COMPARE_JSON(conflicts[0]->values["other"]["value"]["status"], "present");
        record(*m_a, {{m_world->registerStream(), "conflict", conflicts[0]->key.id, {{"status", "kept"}}}});
        syncAll();
        COMPARE_JSON(m_b->notebook().find(conflicts[0]->key)->values["status"], "kept");
    }

    void whatSawTheOtherWinsWhateverItsClockSays() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        record(*m_a, {mark(*m_world, kSession, kPerson, "present")});
        syncAll();
        m_world->clock.reboot(m_world->clock.wallMs() - 3'600'000);
        m_b->restart(m_world->otherWorker);
        record(*m_b, {mark(*m_world, kSession, kPerson, "late")});
        m_world->clock.setWall(m_world->clock.wallMs() + 3'600'000);
        syncAll();
        QCOMPARE(status(*m_a, kPerson), std::string("late"));
        QVERIFY(m_a->notebook().all("conflict").empty());
    }

    void aConflictIsSettledOnADevice() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        record(*m_a, {mark(*m_world, kSession, kPerson, "present")});
        m_world->clock.advance(60'000);
        record(*m_b, {mark(*m_world, kSession, kPerson, "late")});
        syncAll();
        const auto conflict = m_b->notebook().all("conflict").at(0)->key.id;
        must(m_b->notebook().settle(m_world->otherWorker, m_world->registerStream(), conflict, true));
        syncAll();
        QCOMPARE(status(*m_a, kPerson), std::string("present"));
        COMPARE_JSON(values(*m_a, {"conflict", conflict})["status"], "other");
        QCOMPARE(m_a->notebook().all("conflict").size(), std::size_t(1));
        QCOMPARE(m_a->notebook().settle(m_world->worker, m_world->registerStream(), conflict, false).error().code, base::ErrorCode::AlreadyExists);
        QCOMPARE(m_a->notebook().settle(m_world->worker, m_world->registerStream(), kPerson, false).error().code, base::ErrorCode::NotFound);
    }

    void whatWasSetAsideIsJudgedAgainWhenItIsSentAgain() {
        syncAll();
        const domain::EntityKey user{"user", m_world->worker};
        const Json grants = values(*m_a, user)["grants"];
        const auto ops = record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        m_world->serviceSets(m_world->organisationStream(), user, {{"grants", Json::array()}});
        m_world->sync(*m_a);
        QCOMPARE(m_a->notebook().summary().setAside, 1);
        m_world->serviceSets(m_world->organisationStream(), user, {{"grants", grants}});
        must(m_a->notebook().sendAgain(ops));
        syncAll();
        QCOMPARE(m_a->notebook().summary().setAside, 0);
        COMPARE_JSON(values(*m_b, {"person", kPerson})["name"], "Zara");
    }

    void aStreamThatStoppedIsToldToTheBoard() {
        syncAll();
        m_world->saveBackup();
        for (int i = 0; i < 12; ++i)
            record(*m_a, {person(*m_world, base::newUuid(m_a->random()), {{"name", "P" + std::to_string(i)}})});
        syncAll();
        m_world->clock.advance(15LL * 86'400'000);  // nobody retains them any more
        syncAll();
        m_world->restoreBackup();
        m_world->sync(*m_b);
        QCOMPARE(m_b->notebook().all("person").size(), std::size_t(12));
        m_world->sync(*m_b);
        m_world->read([&](service::ReadTransaction& t) {
            const auto troubles = t.registry().device(m_world->deviceId(*m_b))->troubles;
            QCOMPARE(troubles.size(), std::size_t(1));
            QCOMPARE(troubles[0].stream, m_world->venueStream());
            QCOMPARE(troubles[0].kind, std::string("stopped"));
        });
        must(m_b->session().acceptSmallerCopy(m_world->venueStream()));
        for (int round = 0; round < 3; ++round)
            m_world->sync(*m_b);
        m_world->read([&](service::ReadTransaction& t) { QVERIFY(t.registry().device(m_world->deviceId(*m_b))->troubles.empty()); });
    }

    void undoReachesTheOther() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        const auto tap = record(*m_a, {mark(*m_world, kSession, kPerson, "present")});
        syncAll();
        must(m_a->notebook().undo(m_world->worker, tap));
        syncAll();
        QCOMPARE(status(*m_b, kPerson), std::string());
    }

    void aUserWithoutAGrantIsSetAsideWithTheReason() {
        syncAll();
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        m_world->serviceSets(m_world->organisationStream(), {"user", m_world->worker}, {{"grants", Json::array()}});
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        const auto lines = m_a->notebook().outbox();
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].state, device::OutboxLine::State::SetAside);
        QCOMPARE(lines[0].reason, std::string("not_granted"));
        QCOMPARE(m_a->notebook().record(m_world->worker, {person(*m_world, kOtherPerson, {{"name", "Adam"}})}).error().code,
                 base::ErrorCode::NotPermitted);
    }

    void aVolunteerHandsOverAndCannotReadBack() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        m_world->join(*m_a, m_world->volunteer);
        const std::string response = base::newUuid(m_a->random());
        record(*m_a, {{m_world->caseStream(), "response", response,
                       {{"person", "person:" + kPerson}, {"respondent", "parent"}, {"answers", {{"q1", 4}}}, {"point", "baseline"}}}});
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        QVERIFY(!m_a->notebook().find({"response", response}));
        QCOMPARE(m_a->notebook().summary().setAside, 0);
        m_a->restart(m_world->volunteer);
        QVERIFY(!m_a->notebook().find({"response", response}));
        m_world->sync(*m_b);
        COMPARE_JSON(m_b->notebook().find({"response", response})->values["answers"]["q1"], 4);
        m_a->unlock(m_world->worker);
        m_world->sync(*m_a);
        COMPARE_JSON(m_a->notebook().find({"response", response})->values["answers"]["q1"], 4);
        syncAll();
    }

    void aDayOfThreeHundredTapsOnABadNetwork() {
        syncAll();
        SeededRandom dice(42);
        std::vector<std::string> people;
        for (int tap = 0; tap < 300; ++tap) {
            TestDevice& device = dice.next() % 2 ? *m_a : *m_b;
            m_world->clock.advance(static_cast<base::Millis>(dice.next() % 20'000));
            if (people.empty() || dice.next() % 6 == 0) {
                people.push_back(base::newUuid(device.random()));
                record(device, {person(*m_world, people.back(), {{"name", "P" + std::to_string(tap)}, {"kind", "child"}})});
            } else {
                const auto& who = people[dice.next() % people.size()];
                const char* statuses[] = {"present", "late", "absent_told"};
                record(device, {mark(*m_world, kSession, who, statuses[dice.next() % 3])});
            }
            if (dice.next() % 10 == 0) device.restart(device.vault().current()->user);
            if (dice.next() % 5 == 0) {
                for (int i = 0; i < 3; ++i)
                    m_world->network().faults.push_back(static_cast<Fault>(dice.next() % 4));
                m_world->sync(device);
                m_world->network().faults.clear();
            }
        }
        syncAll();
        QCOMPARE(m_a->notebook().all("person").size(), people.size());
    }

    void aServiceFromAnOlderBackupGetsBackWhatItLost() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        m_world->saveBackup();
        record(*m_a, {person(*m_world, kOtherPerson, {{"name", "Adam"}})});
        record(*m_b, {mark(*m_world, kSession, kPerson, "present")});
        syncAll();
        m_world->restoreBackup();
        syncAll();
        COMPARE_JSON(values(*m_b, {"person", kOtherPerson})["name"], "Adam");
        QCOMPARE(status(*m_a, kPerson), std::string("present"));
    }

    void aDeviceThatIsNotKnownKeepsItsOutbox() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        m_world->saveBackup();
        TestDevice& late = m_world->addDevice(Role::Worker, m_world->coordinator);
        record(late, {person(*m_world, kOtherPerson, {{"name", "Adam"}})});
        m_world->restoreBackup();
        auto outcome = m_world->sync(late);
        QCOMPARE(outcome.end, RunEnd::Auth);
        QVERIFY(outcome.mustReEnrol);
        QCOMPARE(late.notebook().summary().waiting, 1);
        // Enrolled and joined again an hour later, it hands over what it holds.
        m_world->clock.advance(3'600'000);
        must(late.enrolment().enrol(m_world->network(), must(device::makeEnrolLink("waymark.example", m_world->enrolCode(Role::Worker))), {"Tablet", "test", "0"}));
        m_world->join(late, m_world->coordinator);
        QCOMPARE(m_world->sync(late).acknowledged, 1);
        syncAll();
        COMPARE_JSON(values(*m_a, {"person", kOtherPerson})["name"], "Adam");
    }

    void aLostDeviceIsWiped() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        m_world->write([&](service::WriteTransaction& t) {
            t.registry().setDeviceStatus(m_world->deviceId(*m_a), service::DeviceStatus::Lost);
        });
        const auto outcome = m_world->sync(*m_a);
        QCOMPARE(outcome.end, RunEnd::Auth);
        QVERIFY(outcome.wiped);
        QVERIFY(m_a->vault().workers().empty());
        QVERIFY(m_a->notebook().everything().empty());
        QVERIFY(!m_a->enrolment().enrolled());
        m_a->kill();
        m_a->open();
        QVERIFY(must(m_a->store().cursors()).empty());
    }

    void aVenueThatIsTakenAwayIsForgotten() {
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        syncAll();
        m_world->clock.advance(1000);
        m_world->write([&](service::WriteTransaction& t) {
            t.registry().endDeviceGrants(m_world->deviceId(*m_a), m_world->venue, m_world->clock.wallMs());
        });
        m_world->clock.advance(1000);
        m_world->sync(*m_a);
        m_world->sync(*m_a);
        QVERIFY(!m_a->notebook().find({"person", kPerson}));
        for (const auto& cursor : must(m_a->store().cursors()))
            QVERIFY(cursor.stream.find(m_world->venue) == std::string::npos);
    }

    void anUnreachableServiceChangesNothing() {
        m_world->network().offline = true;
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        const auto outcome = m_world->sync(*m_a);
        QCOMPARE(outcome.end, RunEnd::Network);
        QCOMPARE(m_a->notebook().summary().waiting, 1);
        QCOMPARE(m_a->notebook().find({"person", kPerson})->safety, Safety::SavedHere);
    }
};

QTEST_APPLESS_MAIN(tst_world)
#include "tst_world.moc"
