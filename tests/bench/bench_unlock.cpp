// A device that holds a venue: opening the confirmed rows of 3,500 people and 10,000 marks at unlock, beside reading the same sealed rows and
// doing nothing with them; and taking them from the wire as a bootstrap, beside reading its pages alone.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/device_store.h"
#include "sync/device/notebook.h"
#include "sync/device/session.h"
#include "sync/device/system.h"
#include "sync/device/vault.h"
#include "tests/bench/measure.h"

using namespace waymark;
using bench::require;
using bench::Scratch;
using base::Json;

namespace {

constexpr int kPeople = 3'500;
constexpr int kMarks = 10'000;
const int kRounds = bench::counted(9, 2);
constexpr std::size_t kRowsInPage = 800;
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Worker", domain::Role::Worker};

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
    bench::report("bootstrap of 13,500 records taken", "s", bench::once(taking), "reading the same pages alone", bench::once(parsing), bench::toPrint());
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
    bench::report("opening 3,500 people and 10,000 marks", "ms", bench::spreadOf(loads), "reading the sealed rows alone", bench::spreadOf(reads),
                  bench::atMost(150));
}

} // namespace

int main() {
    const Scratch scratch;
    device::SystemRandom random;
    const auto pages = pagesOf(random);
    {
        Device device(scratch.file("device.db"));
        measureBootstrap(device, pages);
    }
    measureUnlock(scratch.file("device.db"));
}
