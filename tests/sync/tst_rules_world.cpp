// Rules of the contract that need both ends to be seen: joining people on two tablets at once, deleting against editing, what neither side
// knows, clients of an older protocol, and a tablet whose state is not the service's.
#include "shared/base/id.h"
#include "sync/service/reports/directory.h"
#include "sync/service/reports/report_json.h"
#include "sync/service/reports/report_reader.h"
#include "tests/support/compare.h"
#include "tests/support/world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using base::textOf;
using domain::Role;

namespace {

const std::string kOne = "55555555-0000-4000-8000-000000000001";
const std::string kTwo = "55555555-0000-4000-8000-000000000002";
const std::string kThree = "55555555-0000-4000-8000-000000000003";
const std::string kSession = "66666666-0000-4000-8000-000000000001";
const std::string kPicnic = "77777777-0000-4000-8000-000000000001";

std::string ref(const std::string& id) { return "person:" + id; }

} // namespace

class tst_rules_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_a = nullptr;
    TestDevice* m_b = nullptr;

    std::vector<std::string> record(TestDevice& device, const std::vector<device::Change>& changes) {
        return must(device.notebook().record(device.vault().current()->user, changes));
    }
    static Json valuesOn(TestDevice& device, const domain::EntityKey& key) {
        const auto found = device.notebook().find(key);
        return found ? found->values : Json();
    }
    static Json contents(TestDevice& device) {
        Json all = Json::object();
        for (const auto& entity : device.notebook().everything())
            all[entity->stream + ' ' + entity->key.type + ' ' + entity->key.id] = entity->values;
        return all;
    }
    void agree() {
        m_world->syncAll();
        COMPARE_JSON(contents(*m_a), contents(*m_b));
        for (auto* device : {m_a, m_b}) {
            QCOMPARE(device->notebook().summary().waiting, 0);
            QCOMPARE(device->notebook().summary().setAside, 0);
            QVERIFY(device->session().troubles().empty());
        }
    }
    void threeChildrenAtOneSession() {
        std::vector<device::Change> changes{{m_world->venueStream(), "session", kSession, {{"date", "2026-11-21"}, {"status", "open"}}}};
        for (const auto& id : {kOne, kTwo, kThree}) {
            changes.push_back(person(*m_world, id, {{"name", "Zara"}, {"kind", "child"}}));
            changes.push_back(mark(*m_world, kSession, id, "present"));
        }
        record(*m_a, changes);
        agree();
    }
    Json attendance() {
        service::Directory directory;
        service::Scope scope;
        scope.everyVenue = true;
        service::ReportReader reader(m_world->store(), m_world->clock);
        return service::toJson(must(reader.attendance(directory, scope, service::Disclosure(service::Audience::Team))).report);
    }
    std::vector<device::EntityPtr> openConflicts(TestDevice& device) {
        auto all = device.notebook().all("conflict");
        std::erase_if(all, [](const auto& conflict) { return textOf(conflict->values, "status") != "open"; });
        return all;
    }

    /// Another make of client: enrolled and joined by hand, it says what it likes.
    struct OtherMake {
        World& world;
        std::string token, user;

        explicit OtherMake(World& in, Role role = Role::Coordinator) : world(in), user(in.coordinator) {
            const Json enrol{{"code", world.enrolCode(role)}, {"nonce", std::string(32, 'a')},
                             {"device", {{"name", "Other"}, {"platform", "other"}, {"app", "9"}}}};
            token = textOf(post("/v1/enrol", enrol), "token");
            post("/v1/join", {{"code", world.joinCode(user)}, {"nonce", std::string(32, 'b')}});
            world.clock.advance(1000);
        }
        Json post(const std::string& path, const Json& body) {
            const auto reply = must(world.network().post(path, base::toText(body), token));
            return must(base::parseJson(reply.body));
        }
        Json op(const std::string& type, const std::string& id, const Json& set) {
            return {{"id", base::newOpId(world.clock.wallMs(), world.random)}, {"at", world.clock.wallMs()}, {"by", user},
                    {"stream", world.venueStream()}, {"type", type}, {"entity", id}, {"set", set}};
        }
        Json push(const Json& ops, int protocol = 1, const Json& pull = Json::array()) {
            return post("/v1/sync", {{"protocol", protocol}, {"app", "9"}, {"clock", world.clock.wallMs()}, {"anchor", nullptr}, {"push", ops},
                                     {"pull", pull}, {"limit", 100'000}});
        }
    };

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_a = &m_world->addDevice(Role::Worker, m_world->worker);
        m_b = &m_world->addDevice(Role::Worker, m_world->otherWorker);
    }

    // --- joining people ---------------------------------------------------------------------------------------------------------

    void joinedIntoDifferentPeopleOnTwoTabletsPeopleAreAsked() {
        threeChildrenAtOneSession();
        record(*m_a, {person(*m_world, kThree, {{"merged_into", ref(kOne)}})});
        m_world->clock.advance(60'000);
        record(*m_b, {person(*m_world, kThree, {{"merged_into", ref(kTwo)}})});
        agree();
        COMPARE_JSON(valuesOn(*m_a, {"person", kThree})["merged_into"], ref(kTwo));
        QCOMPARE(openConflicts(*m_a).size(), std::size_t(1));
        const auto conflict = openConflicts(*m_a)[0];
        COMPARE_JSON(conflict->values["of"]["field"], "merged_into");
        COMPARE_JSON(conflict->values["other"]["value"], ref(kOne));
        must(m_b->notebook().settle(m_world->otherWorker, conflict->stream, conflict->key.id, true));
        agree();
        COMPARE_JSON(valuesOn(*m_a, {"person", kThree})["merged_into"], ref(kOne));
        QVERIFY(openConflicts(*m_b).empty());
    }

    void joinedTheSameWayOnTwoTabletsNobodyIsAsked() {
        threeChildrenAtOneSession();
        record(*m_a, {person(*m_world, kTwo, {{"merged_into", ref(kOne)}})});
        record(*m_b, {person(*m_world, kTwo, {{"merged_into", ref(kOne)}})});
        agree();
        QVERIFY(openConflicts(*m_a).empty());
    }

    void aChainOfJoinedPeopleCountsOnce() {
        threeChildrenAtOneSession();
        QCOMPARE(attendance()["attendances"].get<int>(), 3);
        record(*m_a, {person(*m_world, kThree, {{"merged_into", ref(kTwo)}})});
        record(*m_b, {person(*m_world, kTwo, {{"merged_into", ref(kOne)}})});
        agree();
        QVERIFY(openConflicts(*m_a).empty());
        QCOMPARE(attendance()["attendances"].get<int>(), 1);
        QCOMPARE(attendance()["people"].get<int>(), 1);
        record(*m_b, {person(*m_world, kTwo, {{"merged_into", nullptr}})});
        agree();
        QCOMPARE(attendance()["people"].get<int>(), 2);
    }

    void twoTabletsCannotJoinTwoPeopleIntoEachOther() {
        threeChildrenAtOneSession();
        record(*m_a, {person(*m_world, kTwo, {{"merged_into", ref(kOne)}})});
        const auto refused = m_b->notebook().record(m_world->otherWorker, {person(*m_world, kOne, {{"merged_into", ref(kTwo)}})});
        QVERIFY(!refused.ok());
        OtherMake other(*m_world);  // which does not keep to it
        const auto reply = other.push(Json::array({other.op("person", kOne, {{"merged_into", ref(kTwo)}})}));
        COMPARE_JSON(reply["results"][0]["reason"], "merge_direction");
        agree();
        QVERIFY(!valuesOn(*m_a, {"person", kOne}).contains("merged_into"));
    }

    // --- who may ----------------------------------------------------------------------------------------------------------------

    void aCoordinatorOnAVolunteersTabletMayDoWhatTheTabletMay() {
        threeChildrenAtOneSession();
        OtherMake tablet(*m_world, Role::Volunteer);
        Json changes = Json::array({tablet.op("person", kOne, {{"name", "Zahra"}}), tablet.op("household", kPicnic, {{"label", "Zs"}})});
        const auto lines = tablet.push(changes)["results"];
        COMPARE_JSON(lines[0]["reason"], "not_permitted");
        COMPARE_JSON(lines[1]["outcome"], "applied");
    }

    void noTabletWritesWhatTheOrganisationSaysOfItself() {
        OtherMake tablet(*m_world);
        Json grants = tablet.op("user", m_world->volunteer, {{"grants", Json::array({{{"role", "administrator"}}})}});
        grants["stream"] = m_world->organisationStream();
        COMPARE_JSON(tablet.push(Json::array({grants}))["results"][0]["reason"], "not_permitted");
        agree();
        const auto user = valuesOn(*m_a, {"user", m_world->volunteer});
        QVERIFY(base::toText(user["grants"]).find("administrator") == std::string::npos);
    }

    // --- deleting against editing -----------------------------------------------------------------------------------------------

    void deletedHereAndEditedThereIsDeletedAndAsked_data() {
        QTest::addColumn<bool>("deletionFirst");
        QTest::newRow("the deletion comes first") << true;
        QTest::newRow("the edit comes first") << false;
    }
    void deletedHereAndEditedThereIsDeletedAndAsked() {
        QFETCH(bool, deletionFirst);
        threeChildrenAtOneSession();
        record(*m_a, {person(*m_world, kOne, {{"deleted", true}})});
        m_world->clock.advance(60'000);
        record(*m_b, {person(*m_world, kOne, {{"known_as", "Zee"}})});
        for (auto* device : {deletionFirst ? m_a : m_b, deletionFirst ? m_b : m_a})
            m_world->sync(*device);
        agree();
        for (auto* device : {m_a, m_b}) {
            QVERIFY(device->notebook().find({"person", kOne})->deleted());
            QCOMPARE(openConflicts(*device).size(), std::size_t(1));
            COMPARE_JSON(openConflicts(*device)[0]->values["of"]["field"], "deleted");
        }
        // Still needed: they come back with what was written meanwhile.
        const auto conflict = openConflicts(*m_b)[0];
        must(m_b->notebook().settle(m_world->otherWorker, conflict->stream, conflict->key.id, true));
        agree();
        QVERIFY(!m_a->notebook().find({"person", kOne})->deleted());
        COMPARE_JSON(valuesOn(*m_a, {"person", kOne})["known_as"], "Zee");
    }

    void deletedOnBothAsksNobody() {
        threeChildrenAtOneSession();
        for (auto* device : {m_a, m_b})
            record(*device, {person(*m_world, kOne, {{"deleted", true}})});
        agree();
        QVERIFY(m_a->notebook().find({"person", kOne})->deleted());
        QVERIFY(openConflicts(*m_a).empty());
    }

    void anEditThatSawTheDeletionIsNoConflict() {
        threeChildrenAtOneSession();
        record(*m_a, {person(*m_world, kOne, {{"deleted", true}})});
        agree();
        record(*m_b, {person(*m_world, kOne, {{"known_as", "Zee"}, {"deleted", nullptr}})});
        agree();
        QVERIFY(!m_a->notebook().find({"person", kOne})->deleted());
        QVERIFY(openConflicts(*m_a).empty());
    }

    // --- what a side does not know ----------------------------------------------------------------------------------------------

    void keysFieldsAndTypesOfALaterVersionPassThroughBothSides() {
        threeChildrenAtOneSession();
        OtherMake later(*m_world);
        Json known = later.op("person", kOne, {{"aura", {{"depth", 3}}}});
        known["of_a_later_version"] = {{"mood", "calm"}};
        known["about"] = Json::array();
        const Json unknown = later.op("picnic", kPicnic, {{"weather", "sun"}, {"guests", Json::array({ref(kOne), ref(kTwo)})}});
        const auto taken = later.push(Json::array({known, unknown}));
        COMPARE_JSON(taken["results"][0]["outcome"], "applied");
        COMPARE_JSON(taken["results"][1]["outcome"], "applied");
        agree();
        // An edit by somebody whose app does not know them leaves them as they are.
        record(*m_a, {person(*m_world, kOne, {{"name", "Zahra"}})});
        m_a->restart(m_world->worker);
        agree();
        TestDevice& fresh = m_world->addDevice(Role::Worker, m_world->coordinator);
        m_world->syncAll();
        for (auto* device : {m_a, m_b, &fresh}) {
            COMPARE_JSON(valuesOn(*device, {"person", kOne})["aura"], (Json{{"depth", 3}}));
            COMPARE_JSON(valuesOn(*device, {"person", kOne})["name"], "Zahra");
            COMPARE_JSON(valuesOn(*device, {"picnic", kPicnic})["weather"], "sun");
            QVERIFY(device->session().troubles().empty());
        }
        // Who knows the key gets it back, as an entry and as state.
        const auto again = later.push(Json::array(), 1, Json::array({{{"stream", m_world->venueStream()}, {"seq", 0}}}));
        QVERIFY(base::toText(again["pull"]).find(R"("of_a_later_version":{"mood":"calm"})") != std::string::npos);
        std::string log;
        m_world->read([&](service::ReadTransaction& t) { log = t.streams().entriesAfter(m_world->venueStream(), 0, 1 << 24).rowsJson; });
        QVERIFY(log.find(R"("of_a_later_version":{"mood":"calm"})") != std::string::npos);
    }

    // --- an old app -------------------------------------------------------------------------------------------------------------

    void anOldAppHandsOverAndIsToldToUpgrade() {
        OtherMake old(*m_world);
        const Json pull = Json::array({{{"stream", m_world->venueStream()}, {"seq", 0}}});
        const Json op = old.op("person", kOne, {{"name", "Zara"}});
        const auto reply = old.push(Json::array({op}), 0, pull);
        COMPARE_JSON(reply["results"][0]["outcome"], "applied");
        COMPARE_JSON(reply["upgrade"], true);
        QVERIFY(reply["pull"].empty());
        COMPARE_JSON(old.push(Json::array({op}), 0, pull)["results"][0]["outcome"], "duplicate");
        agree();
        COMPARE_JSON(valuesOn(*m_a, {"person", kOne})["name"], "Zara");
    }

    // --- a state that is not the service's --------------------------------------------------------------------------------------

    void aTabletThatDiffersAtTheHeadHealsAndTheBoardSaysSo() {
        threeChildrenAtOneSession();
        for (const auto& row : must(m_a->store().cursors()))
            if (row.stream == m_world->venueStream()) must(m_a->store().removeEntity(row.key, "person", kTwo));
        m_a->restart(m_world->worker);
        QVERIFY(!m_a->notebook().find({"person", kTwo}));
        std::vector<std::string> told;
        for (int round = 0; round < 3; ++round) {
            m_world->clock.advance(60'000);
            record(*m_b, {person(*m_world, kOne, {{"known_as", "Z" + std::to_string(round)}})});
            m_world->sync(*m_b);
            m_world->sync(*m_a);
            m_world->read([&](service::ReadTransaction& t) {
                const auto device = t.registry().device(m_world->deviceId(*m_a));
                for (const auto& trouble : device->troubles)
                    told.push_back(trouble.kind);
            });
        }
        QVERIFY(m_a->notebook().find({"person", kTwo}));
        QVERIFY(std::find(told.begin(), told.end(), "differs") != told.end());
        m_world->syncAll();
        COMPARE_JSON(contents(*m_a), contents(*m_b));
    }
};

QTEST_APPLESS_MAIN(tst_rules_world)
#include "tst_rules_world.moc"
