<<<<<<< HEAD
// One durable tap on the device beside a bare one-row SQLite commit with the same durability, and the unlocking of a device that holds
// 3,500 people and 10,000 marks beside a bare read of the same file.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "tests/bench/measure.h"
#include "tests/support/device.h"

#include <SQLiteCpp/SQLiteCpp.h>

=======
// What a device takes its time for: one durable tap, beside a bare one-row commit with the same durability; opening the rows of 3,500 people
// and 10,000 marks at unlock, beside reading the same sealed rows and doing nothing with them; taking a bootstrap of them from the wire.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/device_store.h"
#include "sync/device/notebook.h"
#include "sync/device/session.h"
#include "sync/device/system.h"
#include "sync/device/vault.h"
#include "tests/bench/measure.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdlib>
#include <filesystem>

>>>>>>> 6c814b2 (device: Try the HTTP transport and measure the device)
using namespace waymark;
using base::Json;

namespace {

<<<<<<< HEAD
constexpr int kTaps = 1'000;
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
    for (int round = 0; round < 5; ++round) {
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
    const auto a = bench::spreadOf(p50s), b = bench::spreadOf(bare50s), c = bench::spreadOf(p99s), d = bench::spreadOf(bare99s);
    bench::report("one durable tap, p50", "ms", a, "bare one-row commit, p50", b, a.median / b.median, "a figure to print");
    bench::report("one durable tap, p99", "ms", c, "bare one-row commit, p99", d, c.median / d.median, "within 1.5");
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
    for (int round = 0; round < 5; ++round) {
        device.notebook().unload();
        load.push_back(1e3 * bench::seconds([&] { tests::must(device.notebook().load()); }));
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
    const auto a = bench::spreadOf(load), b = bench::spreadOf(read);
    bench::report("unlocking 13,500 records, all still waiting", "ms", a, "bare read of the same tables", b, a.median / b.median, "a figure to print");
=======
constexpr int kPeople = 3'500;
constexpr int kMarks = 10'000;
constexpr int kTaps = 2'000;
constexpr int kRounds = 9;
constexpr std::size_t kRowsInPage = 800;
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Worker", domain::Role::Worker};

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "bench: %s\n", what);
    std::exit(1);
}

struct Scratch {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("waymark-bench-device-" + std::to_string(std::rand()));
    Scratch() { std::filesystem::create_directories(path); }
    ~Scratch() { std::filesystem::remove_all(path); }
    std::string file(const char* name) const { return (path / name).string(); }
};

domain::FieldState field(base::Random& random, std::int64_t seq, Json value) {
    return {std::move(value), seq, base::newOpId(1'763'740'800'000, random), 1'763'740'800'000, kWorker.user, Json::object()};
}

// The streams as pages of state, the way a new device gets them.
std::vector<wire::SyncReply> pagesOf(base::Random& random) {
    std::vector<std::string> people;
    std::vector<wire::SyncReply> replies;
    const std::string venue = domain::venueStream(kVenue), marks = domain::registerStream(kVenue, 2025);
    std::vector<domain::EntityState> rows;
    const auto flush = [&](const std::string& stream, bool last, std::int64_t head) {
        wire::SyncReply reply;
        reply.clock = 1'763'740'800'000;
        reply.streams = {{venue, "worker"}, {marks, "worker"}};
        wire::StreamPull pull;
        pull.stream = stream;
        pull.isState = true;
        pull.head = head;
        pull.past = wire::Place{head, "c"};
        pull.state = std::move(rows);
        if (last) pull.place = wire::Place{head, "c"};
        else pull.stateNext = "next";
        reply.pull.push_back(std::move(pull));
        replies.push_back(std::move(reply));
        rows.clear();
    };
    for (int i = 0; i < kPeople; ++i) {
        people.push_back(base::newUuid(random));
        domain::EntityState row{{"person", people.back()}, {}};
        row.fields["name"] = field(random, i + 1, "Person Number " + std::to_string(i));
        row.fields["known_as"] = field(random, i + 1, "P" + std::to_string(i));
        row.fields["kind"] = field(random, i + 1, "child");
        row.fields["born"] = field(random, i + 1, {{"date", "2019-05-01"}, {"precision", "day"}});
        row.fields["postcode"] = field(random, i + 1, "B27 7XH");
        rows.push_back(std::move(row));
        if (rows.size() == kRowsInPage || i + 1 == kPeople) flush(venue, i + 1 == kPeople, kPeople);
    }
    std::string session;
    for (int i = 0; i < kMarks; ++i) {
        if (i % 30 == 0) session = base::newUuid(random);
        const std::string& person = people[static_cast<std::size_t>(i) % people.size()];
        domain::EntityState row{{"mark", base::markId(session, person)}, {}};
        row.fields["session"] = field(random, i + 1, "session:" + session);
        row.fields["person"] = field(random, i + 1, "person:" + person);
        row.fields["presence"] = field(random, i + 1, {{"status", "present"}});
        row.fields["arrived"] = field(random, i + 1, "10:05");
        rows.push_back(std::move(row));
        if (rows.size() == kRowsInPage || i + 1 == kMarks) flush(marks, i + 1 == kMarks, kMarks);
    }
    return replies;
}

struct Device {
    device::SystemClock clock;
    device::SystemRandom random;
    std::unique_ptr<device::DeviceStore> store;
    std::unique_ptr<device::Vault> vault;
    std::unique_ptr<device::Notebook> book;

    explicit Device(const std::string& path) {
        auto opened = device::DeviceStore::open(path);
        require(opened.ok(), "the store does not open");
        store = std::move(*opened);
        vault = std::make_unique<device::Vault>(*store, clock, random, device::KdfCost::least());
        book = std::make_unique<device::Notebook>(*store, *vault, clock, random);
        require(vault->workers().empty() ? vault->addWorker(kWorker, "493817").ok() : vault->unlock(kWorker.user, "493817").ok(), "unlock");
        require(book->load().ok(), "load");
    }
};

void measureBootstrap(Device& device, const std::vector<wire::SyncReply>& pages) {
    device::SyncSession session(*device.book, "bench");
    std::vector<std::string> texts;
    for (const auto& page : pages)
        texts.push_back(wire::toText(page));
    const double parsing = bench::seconds([&] {
        for (const auto& text : texts)
            require(wire::syncReplyFromText(text).ok(), "a page is not read");
    });
    const double taking = bench::seconds([&] {
        for (const auto& text : texts) {
            session.nextRequest();
            require(session.apply(*wire::syncReplyFromText(text)).ok(), "a page is not taken");
        }
    });
    bench::report("bootstrap of 13,500 records taken", "s", {taking, taking, taking}, "reading the same pages alone", {parsing, parsing, parsing},
                  taking / parsing, "a figure to print");
}

void measureUnlock(const std::string& path) {
    std::vector<double> loads, reads;
    std::size_t rows = 0;
    for (int round = 0; round < kRounds; ++round) {
        Device device(path);
        device.book->unload();
        loads.push_back(1000 * bench::seconds([&] { require(device.book->load().ok(), "load"); }));
        require(device.book->everything().size() == kPeople + kMarks, "rows are missing");
        reads.push_back(1000 * bench::seconds([&] {
            const auto cursors = device.store->cursors();
            for (const auto& cursor : *cursors)
                require(device.store->eachEntity(cursor.key, [&](const device::DeviceStore::EntityView& view) { rows += view.size; }).ok(), "read");
        }));
    }
    require(rows > 0, "nothing was read");
    const auto ours = bench::spreadOf(loads), bare = bench::spreadOf(reads);
    bench::report("opening 3,500 people and 10,000 marks", "ms", ours, "reading the sealed rows alone", bare, ours.median / bare.median,
                  "well under 150 ms");
}

void measureTap(Device& device, const std::string& barePath) {
    SQLite::Database bare(barePath, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const auto* pragma : {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "CREATE TABLE op (n INTEGER PRIMARY KEY, body BLOB)"})
        bare.exec(pragma);
    SQLite::Statement insert(bare, "INSERT INTO op (body) VALUES (?)");
    const std::string body(800, 'x');
    const auto people = device.book->all("person");
    const std::string session = base::newUuid(device.random);
    std::vector<double> taps, commits;
    for (int i = 0; i < kTaps; ++i) {
        const std::string& person = people[static_cast<std::size_t>(i) % people.size()]->key.id;
        const device::Change mark{domain::registerStream(kVenue, 2025), "mark", base::markId(session, person),
                                  {{"session", "session:" + session}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}}};
        taps.push_back(1000 * bench::seconds([&] { require(device.book->record(kWorker.user, {mark}).ok(), "record"); }));
        commits.push_back(1000 * bench::seconds([&] {
            insert.reset();
            insert.bind(1, body);
            insert.exec();
        }));
    }
    const auto ours = bench::spreadOf(taps), beside = bench::spreadOf(commits);
    bench::report("one tap, durable (median)", "ms", ours, "a bare one-row commit", beside, ours.median / beside.median, "a figure to print");
    const double p99 = bench::percentile(taps, 0.99), bareP99 = bench::percentile(commits, 0.99);
    bench::report("one tap, durable (99th percentile)", "ms", {p99, ours.least, ours.most}, "a bare one-row commit (99th)",
                  {bareP99, beside.least, beside.most}, p99 / bareP99, "at most 1.5");
>>>>>>> 6c814b2 (device: Try the HTTP transport and measure the device)
}

} // namespace

int main() {
<<<<<<< HEAD
    measureTaps();
    measureLoad();
    return 0;
=======
    const Scratch scratch;
    device::SystemRandom random;
    const auto pages = pagesOf(random);
    {
        Device device(scratch.file("device.db"));
        measureBootstrap(device, pages);
    }
    measureUnlock(scratch.file("device.db"));
    Device device(scratch.file("device.db"));
    measureTap(device, scratch.file("bare.db"));
>>>>>>> 6c814b2 (device: Try the HTTP transport and measure the device)
}
