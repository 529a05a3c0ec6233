// Push of 100,000 ops from one device through the service's core into SQLite, beside bare batched inserts of all the rows that the service
// itself wrote, with the same durability; the bytes of those ops on the wire beside the same ops as JSON lines under zstd -19; and the
// bootstrap of the records, beside a bare read of their state rows.
#include "shared/base/compression.h"
#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "shared/wire/op_codec.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/api/sync_core.h"
#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/bench/measure.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <sqlite3.h>

using namespace waymark;
using bench::require;
using bench::Scratch;
using base::Json;
using base::Result;

namespace {

const int kOps = bench::counted(100'000, 2'000);
constexpr int kOpsPerPush = 1'000;
const int kPeople = bench::counted(2'000, 400);
const int kRounds = bench::counted(5, 2);
const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const std::string kWorker = "33333333-0000-4000-8000-000000000000";
const std::string kDevice = "44444444-0000-4000-8000-000000000000";

// A register as it is taken: some people, then their marks.
std::vector<Json> registerOps(base::Random& random, base::Millis now) {
    std::vector<Json> ops;
    std::vector<std::string> people;
    const auto add = [&](const std::string& stream, const std::string& type, const std::string& entity, Json set) {
        domain::Op op;
        op.id = base::newOpId(now + static_cast<int>(ops.size()), random);
        op.at = now + static_cast<int>(ops.size());
        op.by = kWorker;
        op.stream = stream;
        op.type = type;
        op.entity = entity;
        op.about = domain::hangsOn(set);
        op.set = std::move(set);
        op.clock = {{"wall", op.at}, {"offset", 0}};
        ops.push_back(wire::toJson(op));
    };
    for (int i = 0; i < kPeople; ++i) {
        people.push_back(base::newUuid(random));
        add(domain::venueStream(kVenue), "person", people.back(),
            {{"name", "Person " + std::to_string(i)}, {"known_as", "P" + std::to_string(i)}, {"kind", "child"},
             {"born", {{"date", "2019-05-0" + std::to_string(1 + i % 9)}, {"precision", "day"}}}, {"postcode", "B27 7XH"}});
    }
    std::string session;
    for (int i = 0; static_cast<int>(ops.size()) < kOps; ++i) {
        if (i % 30 == 0) session = base::newUuid(random);
        const std::string& person = people[static_cast<std::size_t>(i) % people.size()];
        add(domain::registerStream(kVenue, 2025), "mark", base::markId(session, person),
            {{"session", "session:" + session}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}, {"arrived", "10:0" + std::to_string(i % 10)}});
    }
    return ops;
}

std::unique_ptr<service::SqliteStore> openService(const std::string& file, base::Random& random, base::Millis now) {
    auto opened = service::SqliteStore::open(file);
    require(opened.ok(), "the store does not open");
    auto store = std::move(*opened);
    const auto made = store->write([&](service::WriteTransaction& t) -> Result<void> {
        t.registry().setOrganisation({kOrganisation, "Bench", "Europe/London", std::string(64, 'a')});
        service::ServiceOps ops(t.streams(), random, now - 1000);
        const std::vector<domain::Grant> grants{{domain::Role::Worker, kVenue, 0, std::nullopt}};
        if (auto set = ops.set(domain::organisationStream(kOrganisation), {"user", kWorker}, {{"name", "Worker"}, {"grants", domain::toJson(grants)}}); !set)
            return set.error();
        service::Device device;
        device.id = kDevice;
        device.tokenHash = "hash";
        device.grants = grants;
        t.registry().addDevice(device);
        t.registry().addDeviceUser(kDevice, kWorker, 0);
        return {};
    });
    require(made.ok(), "the service cannot be set up");
    return store;
}

double pushAll(service::SyncCore& core, const std::vector<Json>& ops, base::Millis now) {
    std::vector<wire::SyncRequest> requests;
    for (int start = 0; start < kOps; start += kOpsPerPush) {
        wire::SyncRequest& request = requests.emplace_back();
        request.clock = now;
        request.push.assign(ops.begin() + start, ops.begin() + start + kOpsPerPush);
        request.limit = 1;
    }
    return bench::seconds([&] {
        for (const auto& request : requests) {
            // From text and to text, as the bytes of a request and a reply are.
            auto read = wire::syncRequestFromText(wire::toText(request));
            const auto reply = core.sync(kDevice, std::move(*read));
            require(reply.ok() && reply->results.size() == kOpsPerPush, "a push was refused");
            require(reply->results.back().outcome == wire::Outcome::Applied, "an op was not applied");
            wire::toText(*reply);
        }
    });
}

// A table's rows in the order in which the service wrote them: by the op that each came of.
struct Rows {
    std::string table;
    int columns;
    std::string select;
    std::vector<std::vector<std::string>> values;
    std::vector<std::vector<int>> kinds;
    std::vector<std::string> ops;
};

// The same rows into the same tables, in the same batches as the service's, by statements that do nothing but insert.
double insertBare(const std::string& from, const std::string& to) {
    { require(service::SqliteStore::open(to).ok(), "the peer's store does not open"); }
    service::SqliteConnection connection(to, service::SqliteConnection::Mode::ReadWrite);
    auto& database = connection.database();
    database.exec("ATTACH '" + from + "' AS source");
    // Held in memory first, so that reading is not measured.
    std::vector<Rows> tables = {
        {"entry", 8, "SELECT op, * FROM source.entry WHERE op IS NOT NULL ORDER BY op", {}, {}, {}},
        {"state", 4, "SELECT e.op, s.* FROM source.entry e CROSS JOIN source.state s USING(stream, type, entity) ORDER BY e.op", {}, {}, {}},
        {"op", 14, "SELECT id, * FROM source.op ORDER BY id", {}, {}, {}},
        {"subject", 3, "SELECT op, * FROM source.subject ORDER BY op, subject", {}, {}, {}}};
    for (auto& rows : tables) {
        SQLite::Statement select(database, rows.select);
        while (select.executeStep()) {
            rows.ops.push_back(select.getColumn(0).getString());
            auto& row = rows.values.emplace_back();
            auto& kind = rows.kinds.emplace_back();
            for (int c = 1; c <= rows.columns; ++c) {
                const auto column = select.getColumn(c);
                kind.push_back(column.getType());
                row.emplace_back(static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes()));
                if (column.isInteger()) row.back() = column.getString();
            }
        }
    }
    const std::vector<std::string> ops = tables[2].ops;
    return bench::seconds([&] {
        std::vector<std::unique_ptr<SQLite::Statement>> inserts;
        for (const auto& rows : tables) {
            std::string marks = "?";
            for (int c = 1; c < rows.columns; ++c)
                marks += ",?";
            inserts.push_back(std::make_unique<SQLite::Statement>(database, "INSERT INTO main." + rows.table + " VALUES(" + marks + ")"));
        }
        std::vector<std::size_t> next(tables.size());
        for (std::size_t last = 0; last < ops.size();) {
            last = std::min(last + kOpsPerPush, ops.size());
            database.exec("BEGIN IMMEDIATE");
            for (std::size_t t = 0; t < tables.size(); ++t) {
                const Rows& rows = tables[t];
                for (std::size_t& r = next[t]; r < rows.ops.size() && rows.ops[r] <= ops[last - 1]; ++r) {
                    auto& insert = *inserts[t];
                    insert.reset();
                    for (int c = 0; c < rows.columns; ++c) {
                        const auto& value = rows.values[r][static_cast<std::size_t>(c)];
                        switch (rows.kinds[r][static_cast<std::size_t>(c)]) {
                        case SQLITE_INTEGER: insert.bind(c + 1, static_cast<std::int64_t>(std::stoll(value))); break;
                        case SQLITE_NULL: insert.bind(c + 1); break;
                        case SQLITE_BLOB: insert.bind(c + 1, value.data(), static_cast<int>(value.size())); break;
                        default: insert.bindNoCopy(c + 1, value);
                        }
                    }
                    insert.exec();
                }
            }
            database.exec("COMMIT");
        }
    });
}

void measureBytes(const std::vector<Json>& ops, base::Millis now) {
    std::string lines;
    std::size_t onWire = 0, alike = 0;
    for (int start = 0; start < kOps; start += kOpsPerPush) {
        wire::SyncRequest request;
        request.clock = now;
        request.app = "0.1.0";
        request.push.assign(ops.begin() + start, ops.begin() + start + kOpsPerPush);
        onWire += base::compress(wire::toText(request), base::Encoding::Zstd).size();
        std::string some;
        for (const auto& op : request.push)
            some += base::toText(op) + '\n';
        alike += base::compress(some, base::Encoding::Zstd, 19).size();
        lines += some;
    }
    const double ours = static_cast<double>(onWire) / kOps;
    const double limit = static_cast<double>(base::compress(lines, base::Encoding::Zstd, 19).size()) / kOps;
    bench::report("one op on the wire, of " + bench::grouped(kOps), "bytes", bench::once(ours), "the same ops as JSON lines under zstd -19", bench::once(limit),
                  bench::ratioAtMost(1.3));
    // One text of all has a person's id once and refers to it for ever; requests that stand alone have it each time.
    bench::report("one op on the wire, of " + bench::grouped(kOps), "bytes", bench::once(ours), "1,000 lines at a time under zstd -19",
                  bench::once(static_cast<double>(alike) / kOps), bench::ratioAtMost(1.3));
}

std::size_t bootstrap(service::SyncCore& core, base::Millis now) {
    std::size_t records = 0;
    std::map<std::string, wire::PullRequest> next;
    for (bool more = true; more;) {
        wire::SyncRequest request;
        request.clock = now;
        for (const auto& [stream, pull] : next)
            request.pull.push_back(pull);
        const auto reply = core.sync(kDevice, request);
        require(reply.ok(), "the bootstrap was refused");
        const auto read = wire::syncReplyFromText(wire::toText(*reply));
        for (const auto& pull : read->pull) {
            records += pull.state.size();
            wire::PullRequest& place = next[pull.stream];
            place.stream = pull.stream;
            place.state = pull.stateNext;
            if (pull.place) place.place = *pull.place;
        }
        more = read->more;
    }
    return records;
}

} // namespace

int main() {
    tests::SeededRandom random(7);
    tests::FakeClock clock;
    const base::Millis now = clock.wallMs();
    const auto ops = registerOps(random, now - kOps * 2);

    std::vector<double> ours, bare, pulled, read;
    for (int round = 0; round < kRounds; ++round) {
        const Scratch scratch;
        {
            auto store = openService(scratch.file("ours.db"), random, now);
            service::SyncCore core(*store, clock, random);
            ours.push_back(kOps / pushAll(core, ops, now));
            std::size_t records = 0;
            pulled.push_back(bench::seconds([&] { records = bootstrap(core, now); }));
            require(records >= static_cast<std::size_t>(kOps), "the bootstrap is not whole");
            pulled.back() = static_cast<double>(records) / pulled.back();
        }
        bare.push_back(kOps / insertBare(scratch.file("ours.db"), scratch.file("bare.db")));
        service::SqliteConnection connection(scratch.file("ours.db"), service::SqliteConnection::Mode::ReadOnly);
        std::size_t bytes = 0;
        read.push_back(kOps / bench::seconds([&] {
            SQLite::Statement select(connection.database(), "SELECT body FROM state ORDER BY stream, type, entity");
            while (select.executeStep())
                bytes += select.getColumn(0).getString().size();
        }));
        require(bytes > 0, "nothing was read");
    }
    bench::report("push of " + bench::grouped(kOps) + " ops from one device", "ops/s", bench::spreadOf(ours), "bare inserts of the same rows",
                  bench::spreadOf(bare), bench::ratioAtLeast(0.5));
    measureBytes(ops, now);
    bench::report("bootstrap of " + bench::grouped(kOps) + " records, both codecs", "records/s", bench::spreadOf(pulled), "bare read of the state rows",
                  bench::spreadOf(read), bench::toPrint());
    return 0;
}
