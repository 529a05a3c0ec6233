// One durable tap on the device beside a bare one-row SQLite commit with the same durability, and the unlocking of a device that holds
// 3,500 people and 10,000 marks beside a bare read of the same file.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "tests/bench/measure.h"
#include "tests/support/device.h"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;
using base::Json;

namespace {

constexpr int kTaps = 1'000;
const int kRounds = bench::counted(5, 2);
constexpr int kPeople = 3'500;
constexpr int kMarks = 10'000;
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Worker", domain::Role::Worker};

device::Change person(base::Random& random, int i) {
    return {domain::venueStream(kVenue), "person", base::newUuid(random),
            {{"name", "Person Number " + std::to_string(i)}, {"known_as", "P" + std::to_string(i)}, {"kind", "child"},
             {"born", {{"date", "2019-05-11"}, {"precision", "day"}}}, {"postcode", "B27 7XH"}}};
}

device::Change mark(const std::string& session, const std::string& person) {
    return {domain::registerStream(kVenue, 2025), "mark", base::markId(session, person),
            {{"session", "session:" + session}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}, {"arrived", "10:02"}}};
}

std::vector<double> bareCommits(const std::string& file, int rowBytes) {
    SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=FULL");
    database.exec("CREATE TABLE op(n INTEGER PRIMARY KEY, id TEXT UNIQUE, sealed BLOB)");
    SQLite::Statement insert(database, "INSERT INTO op(id, sealed) VALUES(?, ?)");
    const std::string row(static_cast<std::size_t>(rowBytes), 'x');
    std::vector<double> samples;
    for (int i = 0; i < kTaps; ++i) {
        samples.push_back(1e3 * bench::seconds([&] {
            insert.reset();
            insert.bind(1, "op " + std::to_string(i));
            insert.bind(2, row.data(), rowBytes);
            insert.exec();
        }));
    }
    return samples;
}

void measureTaps() {
    std::vector<double> p50s, p99s, bare50s, bare99s;
    for (int round = 0; round < kRounds; ++round) {
        tests::FakeClock clock;
        tests::TestDevice device(clock, 1 + static_cast<std::uint64_t>(round));
        device.join(kWorker);
        std::vector<double> samples;
        const std::string session = base::newUuid(device.random());
        for (int i = 0; i < kTaps; ++i) {
            const auto change = mark(session, base::newUuid(device.random()));
            clock.advance(700);
            samples.push_back(1e3 * bench::seconds([&] { tests::must(device.notebook().record(kWorker.user, {change})); }));
            device.notebook().takeChanges();
        }
        const auto bare = bareCommits(device.path() + "-bare", 900);
        p50s.push_back(bench::percentile(samples, 0.5));
        p99s.push_back(bench::percentile(samples, 0.99));
        bare50s.push_back(bench::percentile(bare, 0.5));
        bare99s.push_back(bench::percentile(bare, 0.99));
    }
    bench::report("one durable tap, p50", "ms", bench::spreadOf(p50s), "bare one-row commit, p50", bench::spreadOf(bare50s), bench::toPrint());
    bench::report("one durable tap, p99", "ms", bench::spreadOf(p99s), "bare one-row commit, p99", bench::spreadOf(bare99s), bench::ratioAtMost(1.5));
}

void measureLoad() {
    tests::FakeClock clock;
    tests::TestDevice device(clock);
    device.join(kWorker);
    std::vector<std::string> people;
    std::vector<device::Change> batch;
    const auto flush = [&] {
        tests::must(device.notebook().record(kWorker.user, batch));
        device.notebook().takeChanges();
        batch.clear();
    };
    for (int i = 0; i < kPeople; ++i) {
        batch.push_back(person(device.random(), i));
        people.push_back(batch.back().entity);
        if (batch.size() == 500) flush();
    }
    std::string session;
    for (int i = 0; i < kMarks; ++i) {
        if (i % 30 == 0) session = base::newUuid(device.random());
        batch.push_back(mark(session, people[static_cast<std::size_t>(i) % people.size()]));
        if (batch.size() == 500) flush();
    }
    if (!batch.empty()) flush();

    std::vector<double> load, read;
    for (int round = 0; round < kRounds; ++round) {
        device.notebook().unload();
        load.push_back(1e3 * bench::seconds([&] { tests::must(device.notebook().load()); }));
        device.close();  // the file is its own as long as it is open
        {
            SQLite::Database database(device.path(), SQLite::OPEN_READONLY);
            std::size_t bytes = 0;
            read.push_back(1e3 * bench::seconds([&] {
                for (const auto* table : {"op", "entity"}) {
                    SQLite::Statement select(database, std::string("SELECT * FROM ") + table);
                    while (select.executeStep())
                        for (int c = 0; c < select.getColumnCount(); ++c)
                            bytes += static_cast<std::size_t>(select.getColumn(c).getBytes());
                }
            }));
        }
        device.open();
        tests::must(device.vault().unlock(kWorker.user, tests::kPin));
    }
    bench::report("unlocking 13,500 records, all still waiting", "ms", bench::spreadOf(load), "bare read of the same tables", bench::spreadOf(read),
                  bench::toPrint());
}

} // namespace

int main() {
    measureTaps();
    measureLoad();
    return 0;
}
