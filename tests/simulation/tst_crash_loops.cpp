// Crash loops, as SQLite's own tests have them: each scenario is stopped at the first, the second, … the last write or sync of its database,
// the power goes, and what the disk kept is opened again. Then everybody syncs, and nothing may be missing. Each point is tried with several
// fates of what was not synced: all lost, all kept, lost and torn by chance.
#include "shared/base/id.h"
#include "sync/device/device_schema.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/simulation/failure.h"
#include "tests/simulation/sim_device.h"
#include "tests/simulation/world.h"
#include "tests/support/device.h"
#include "tests/support/memory_disk.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QTest>

#include <functional>

using namespace waymark;
using namespace waymark::simulation;
using tests::MemoryDisk;
using tests::must;

namespace {

const std::string kService = "crash/service", kTablet = "crash/tablet", kOther = "crash/other";
const std::string kPerson = "55555555-0000-4000-8000-000000000001", kSession = "66666666-0000-4000-8000-000000000001";
constexpr int kFates = 4;

/// The first of a point's fates loses all that was not synced, the second keeps all of it, the others have it as chance has it.
void decide(const std::string& path, int fate) {
    if (fate < 2) MemoryDisk::instance().decide(path, fate == 0 ? MemoryDisk::Unsynced::AllLost : MemoryDisk::Unsynced::AllKept);
}

bool isOnTheDisk(const std::string& path, const std::string& bytes) { return MemoryDisk::instance().bytes(path).find(bytes) != std::string::npos; }

/// A service and two devices that begin where the simulator's world stands.
struct Scene {
    Scene() : service(kService, clock, counters), tablet(kTablet, clock, 11), other(kOther, clock, 12) {
        const World& world = World::instance();
        MemoryDisk& disk = MemoryDisk::instance();
        disk.copy("base/service", kService);
        service.continueFrom(*world.service);
        service.open();
        begin(tablet, world.devices[0]);
        begin(other, world.devices[3]);
    }
    void begin(SimDevice& device, const World::DeviceInfo& info) {
        MemoryDisk::instance().copy(info.path, device.path);
        device.user = info.user;
        device.id = info.id;
        device.open();
    }

    void record(SimDevice& device, const device::Change& change) {
        for (const auto& id : must(device.notebook().record(device.user, {change})))
            device.book.made[id] = {change.stream};
    }
    /// What a person does at the door: a walk-in, and a tap.
    void taps(SimDevice& device, const std::string& name) {
        const World& world = World::instance();
        record(device, {world.venueStream(), "person", kPerson, {{"name", name}}});
        record(device, {world.registerStream(2025), "mark", base::markId(kSession, kPerson),
                        {{"person", "person:" + kPerson}, {"session", "session:" + kSession}, {"presence", {{"status", "late"}}}}});
        record(device, {world.caseStream(), "need", kSession, {{"person", "person:" + kPerson}, {"flags", Json::array({name})}}});
    }
    device::RunOutcome sync(SimDevice& device) {
        DirectTransport transport(service);
        return device.runner().run(transport);
    }

    /// Everybody syncs twice: nothing that was promised is missing, and all agree.
    void settle() {
        clock.advance(1000);
        for (int round = 0; round < 2; ++round)
            for (auto* device : {&tablet, &other})
                require(sync(*device).end == device::RunEnd::Done, "a sync does not come to an end");
        for (auto* device : {&tablet, &other}) {
            for (const auto& [id, made] : device->book.made)
                require(service.reference.holds(id), "op " + id + " is missing at the service");
            for (const auto& row : device->rows())
                require(row.state == device::OpState::Acknowledged, "op " + row.id + " is not acknowledged");
            for (const auto& cursor : device->cursors())
                require(device->confirmed(cursor) == service.reference.streams[cursor.stream].state, "the copy of " + cursor.stream + " differs");
        }
        service.compareStates();
    }

    tests::FakeClock clock{World::kStart + 60'000};
    Counters counters;
    SimService service;
    SimDevice tablet, other;
};

/// Runs `act` again and again, stopping it at each write and sync of `path` in turn; `comeBack` opens what is left, `verify` looks at it.
/// Returns how many points there were.
int loop(const std::string& path, const std::function<void(Scene&)>& prepare, const std::function<void(Scene&)>& act,
         const std::function<void(Scene&, base::Random&)>& comeBack, const std::function<void(Scene&)>& verify = [](Scene& scene) { scene.settle(); }) {
    MemoryDisk& disk = MemoryDisk::instance();
    static_cast<void>(World::instance());
    for (int point = 0;; ++point) {
        bool stopped = false;
        for (int fate = 0; fate < kFates; ++fate) {
            Scene scene;
            prepare(scene);
            disk.freezeAfter(path, point);
            act(scene);
            stopped = disk.isFrozen(path);
            decide(path, fate);
            tests::SeededRandom chance(static_cast<std::uint64_t>(point * kFates + fate) + 1);
            try {
                if (stopped) comeBack(scene, chance);
                else disk.thaw(path);
                verify(scene);
            } catch (const std::exception& broken) {
                throw std::runtime_error("stopped at " + std::to_string(point) + ", fate " + std::to_string(fate) + ": " + broken.what());
            }
            if (!stopped) break;
        }
        if (!stopped) return point;
    }
}

void tabletComesBack(Scene& scene, base::Random& chance) {
    scene.tablet.close();
    MemoryDisk::instance().thaw(kTablet);
    MemoryDisk::instance().cutPower(kTablet, chance);
    scene.tablet.open();
    // What was never promised may be there all the same.
    for (const auto& row : scene.tablet.rows())
        scene.tablet.book.made.try_emplace(row.id, Made{row.stream});
}

void serviceComesBack(Scene& scene, base::Random& chance) { scene.service.restart(true, chance); }

} // namespace

class tst_crash_loops : public QObject {
    Q_OBJECT

    static void tell(int points) { qInfo("%d points, each with %d fates", points, kFates); }

private slots:
    void deviceSaves() {
        tell(loop(kTablet, [](Scene& scene) { scene.sync(scene.tablet); },
                  [](Scene& scene) {
                      try {
                          scene.taps(scene.tablet, "Zara");
                      } catch (const std::runtime_error&) {
                      }
                  },
                  tabletComesBack));
    }

    void deviceTakesAcknowledgements() {
        tell(loop(kTablet, [](Scene& scene) { scene.sync(scene.tablet), scene.taps(scene.tablet, "Zara"); }, [](Scene& scene) { scene.sync(scene.tablet); },
                  tabletComesBack));
    }

    void deviceAppliesEntries() {
        tell(loop(kTablet,
                  [](Scene& scene) {
                      scene.sync(scene.tablet);
                      scene.taps(scene.other, "Zara");
                      scene.sync(scene.other);
                      scene.taps(scene.tablet, "Ali");
                  },
                  [](Scene& scene) { scene.sync(scene.tablet); }, tabletComesBack));
    }

    void deviceBootstraps() {
        // From nothing, and anew over an old copy because the service came back from a backup.
        tell(loop(kTablet, [](Scene& scene) { scene.taps(scene.other, "Zara"), scene.sync(scene.other); }, [](Scene& scene) { scene.sync(scene.tablet); },
                  tabletComesBack));
        tell(loop(kTablet,
                  [](Scene& scene) {
                      scene.service.backup("crash/backup");
                      scene.taps(scene.tablet, "Zara");
                      scene.sync(scene.tablet);
                      scene.service.restore("crash/backup");
                      scene.taps(scene.other, "Ali");
                      scene.sync(scene.other);
                  },
                  [](Scene& scene) { scene.sync(scene.tablet); }, tabletComesBack));
    }

    void deviceErases() {
        const std::string stream = World::instance().venueStream();
        const auto place = [&stream](Scene& scene) {
            for (const auto& cursor : scene.tablet.cursors())
                if (cursor.stream == stream) return cursor;
            throw std::runtime_error("no such stream");
        };
        // The service says in the next entry of the stream that the person is erased; one more op about them waits on the device.
        const auto hear = [&](Scene& scene) {
            const Json asked = Json::parse(must(scene.tablet.runner().prepare()).body);
            const auto cursor = place(scene);
            Json streams = Json::array();
            for (const auto& known : scene.tablet.cursors())
                streams.push_back({{"stream", known.stream}, {"role", known.role}});
            const Json erasure{{"seq", cursor.seq + 1}, {"erase", {{"type", "person"}, {"entity", kPerson}}}};
            const Json pull{{"stream", stream}, {"entries", Json::array({erasure})}, {"seq", cursor.seq + 1}, {"chain", std::string(32, 'e')}, {"head", cursor.seq + 1}};
            const Json reply{{"protocol", 1}, {"clock", scene.clock.wallMs()}, {"results", Json::array()}, {"streams", streams}, {"pull", Json::array({pull})}};
            static_cast<void>(scene.tablet.runner().take(device::HttpReply{200, reply.dump(), {}}));
        };
        tell(loop(kTablet,
                  [](Scene& scene) {
                      scene.taps(scene.tablet, "Zara");
                      scene.sync(scene.tablet);
                      scene.record(scene.tablet, {World::instance().venueStream(), "person", kPerson, {{"name", "Zara Again"}}});
                  },
                  hear, tabletComesBack,
                  [&](Scene& scene) {
                      if (place(scene).chain != std::string(32, 'e')) hear(scene);
                      require(place(scene).chain == std::string(32, 'e'), "the erasure was not taken");
                      require(scene.tablet.rows().empty(), "ops about the erased person are left");
                      for (const auto& cursor : scene.tablet.cursors())
                          for (const auto& [key, entity] : scene.tablet.confirmed(cursor))
                              require(key.second != kPerson && (!entity.contains("person") || entity.at("person").value != Json("person:" + kPerson)),
                                      "a row about the erased person is left: " + key.first);
                      require(!scene.tablet.notebook().find({"person", kPerson}), "the erased person is shown");
                      // What people enter is sealed there; ids are not, so that they show what was left behind.
                      require(!isOnTheDisk(kTablet, kPerson), "a byte of the erased person is left");
                  }));
    }

    void deviceMigrates() {
        const int next = device::kSchemaVersion + 1;
        device::StoreOptions options;
        options.laterMigrations = {{next, "CREATE TABLE later (id INTEGER PRIMARY KEY, of TEXT); INSERT INTO later (of) SELECT id FROM op; ALTER TABLE op ADD COLUMN later TEXT",
                                    "SELECT (SELECT count(*) FROM later) = (SELECT count(*) FROM op)"}};
        // The copy made before an upgrade is removed past SQLite, so the test does it on the memory disk.
        const auto open = [&] {
            MemoryDisk::instance().remove(kTablet + ".before-" + std::to_string(next));
            return device::DeviceStore::open(kTablet, options);
        };
        tell(loop(kTablet, [](Scene& scene) { scene.taps(scene.tablet, "Zara"), scene.tablet.close(); }, [&](Scene&) { static_cast<void>(open().ok()); },
                  [](Scene&, base::Random& chance) {
                      MemoryDisk::instance().thaw(kTablet);
                      MemoryDisk::instance().cutPower(kTablet, chance);
                  },
                  [&](Scene& scene) {
                      auto store = must(open());
                      require(store->schemaVersion() == next, "the upgrade was not finished");
                      int ops = 0;
                      must(store->eachOp([&ops](device::OpRow&) { ++ops; }));
                      require(ops == static_cast<int>(scene.tablet.book.made.size()), "ops were lost in the upgrade");
                  }));
    }

    void serviceTakesAPush() {
        tell(loop(kService, [](Scene& scene) { scene.taps(scene.tablet, "Zara"), scene.taps(scene.other, "Ali"), scene.sync(scene.other); },
                  [](Scene& scene) { scene.sync(scene.tablet); }, serviceComesBack));
    }

    void serviceAnswersABootstrap() {
        tell(loop(kService, [](Scene& scene) { scene.taps(scene.other, "Ali"), scene.sync(scene.other), scene.clock.advance(120'000); },
                  [](Scene& scene) { scene.sync(scene.tablet); }, serviceComesBack));
    }

    void serviceErases() {
        const auto isLeft = [](SimDevice& device) {
            for (const auto& cursor : device.cursors())
                for (const auto& [key, entity] : device.confirmed(cursor))
                    if (key.second == kPerson || (entity.contains("person") && entity.at("person").value == Json("person:" + kPerson))) return true;
            return false;
        };
        int point = 0;
        for (bool cut = true; cut; ++point)
            for (int fate = 0; fate < kFates; ++fate) {
                Scene scene;
                scene.taps(scene.tablet, "Zara");
                scene.sync(scene.tablet);
                scene.sync(scene.other);
                scene.record(scene.other, {World::instance().venueStream(), "person", kPerson, {{"name", "Zara Again"}}});
                scene.service.chance = tests::SeededRandom(static_cast<std::uint64_t>(point * kFates + fate) + 1);
                decide(kService, fate);
                const auto before = scene.counters.of("an erasure was cut");
                try {
                    scene.service.erase(kPerson, point);
                    MemoryDisk::instance().thaw(kService);
                    cut = scene.counters.of("an erasure was cut") > before;
                    scene.settle();
                    require(scene.service.reference.areErased({kPerson}), "the erasure was not finished");
                    require(!isLeft(scene.tablet) && !isLeft(scene.other), "a device still holds the erased person");
                    require(!isOnTheDisk(kService, "Zara"), "a byte of the erased person is left at the service");
                } catch (const std::exception& broken) {
                    throw std::runtime_error("stopped at " + std::to_string(point) + ", fate " + std::to_string(fate) + ": " + broken.what());
                }
            }
        tell(point);
    }

    void serviceMigrates() {
        // A file as the first version made it, with a row that must still be there.
        const std::string path = "crash/first";
        const std::string hash(64, 'a');
        MemoryDisk& disk = MemoryDisk::instance();
        int point = 0;
        for (bool stopped = true; stopped; ++point)
            for (int fate = 0; fate < kFates; ++fate) {
                disk.remove(path);
                {
                    SQLite::Database first(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
                    first.exec("PRAGMA journal_mode=WAL");
                    for (const char* schema : {service::kStreamsSchema, service::kRegistrySchema, service::kFactsSchema})
                        first.exec(schema);
                    first.exec("INSERT INTO barrier(hash) VALUES(x'" + hash + "')");
                    first.exec("PRAGMA user_version=1");
                }
                disk.freezeAfter(path, point);
                const bool opened = service::SqliteStore::open(path).ok();
                stopped = disk.isFrozen(path);
                QVERIFY(opened || stopped);
                tests::SeededRandom chance(static_cast<std::uint64_t>(point * kFates + fate) + 1);
                disk.thaw(path);
                decide(path, fate);
                disk.cutPower(path, chance);
                auto store = service::SqliteStore::open(path);
                QVERIFY2(store.ok(), qPrintable(QString("stopped at %1, fate %2").arg(point).arg(fate)));
                bool kept = false;
                must((*store)->read([&](service::ReadTransaction& t) { kept = t.streams().isBarred(hash) && t.registry().erasures().empty(); }));
                QVERIFY2(kept, qPrintable(QString("stopped at %1, fate %2").arg(point).arg(fate)));
            }
        tell(point);
    }

    void serviceMakesItsTables() {
        const std::string path = "crash/new";
        MemoryDisk& disk = MemoryDisk::instance();
        int point = 0;
        for (bool stopped = true; stopped; ++point)
            for (int fate = 0; fate < kFates; ++fate) {
                disk.remove(path);
                disk.freezeAfter(path, point);
                const bool opened = service::SqliteStore::open(path).ok();
                stopped = disk.isFrozen(path);
                QVERIFY(opened || stopped);
                tests::SeededRandom chance(static_cast<std::uint64_t>(point * kFates + fate) + 1);
                disk.thaw(path);
                decide(path, fate);
                disk.cutPower(path, chance);
                auto store = service::SqliteStore::open(path);
                QVERIFY2(store.ok(), qPrintable(QString("stopped at %1, fate %2").arg(point).arg(fate)));
                must((*store)->read([](service::ReadTransaction& t) { static_cast<void>(t); }));
            }
        tell(point);
    }
};

QTEST_APPLESS_MAIN(tst_crash_loops)
#include "tst_crash_loops.moc"
