// A device that hears anything from its service: each line of the input is a status and a body ("200 {…}"), taken in turn as answers to its syncs;
// "join 201 {…}" and "enrol 201 {…}" answer those. $1, $2 and $3 in a body stand for the ids of its waiting ops. Whatever comes, an op waits until
// its own line says otherwise, and what is in memory is what the disk says.
#include "shared/domain/stream.h"
#include "sync/device/device_store.h"
#include "sync/device/enrolment.h"
#include "sync/device/notebook.h"
#include "sync/device/sync_runner.h"
#include "tests/fuzz/claim.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_disk.h"
#include "tests/support/seeded_random.h"

#include <charconv>
#include <string>
#include <vector>

using namespace waymark;
using base::Json;

namespace {

const std::string kVenue = "22222222-2222-4222-8222-222222222222", kUser = "33333333-3333-4333-8333-333333333333",
                  kZara = "55555555-5555-4555-8555-555555555551", kAdam = "55555555-5555-4555-8555-555555555552",
                  kMark = "66666666-6666-4666-8666-666666666666", kPin = "493817";
const std::string kStream = domain::venueStream(kVenue), kHouse = "organisation/11111111-1111-4111-8111-111111111111";

class Answers : public device::Transport {
public:
    base::Result<device::HttpReply> post(const std::string&, const std::string&, const std::string&) override { return next; }
    device::HttpReply next;
};

/// The device's parts over its file.
struct Parts {
    explicit Parts(const std::string& path) : store(std::move(*device::DeviceStore::open(path))) {}
    tests::FakeClock clock;
    tests::SeededRandom random;
    std::unique_ptr<device::DeviceStore> store;
    device::Vault vault{*store, clock, random, device::KdfCost::least()};
    device::Notebook notebook{*store, vault, clock, random};
    device::Enrolment enrolment{*store, vault, random};
    device::SyncRunner runner{*store, vault, notebook, enrolment, "test"};
    Answers answers;
};

Json state(const std::string& type, const std::string& entity, const Json& set, int seq) {
    Json fields = Json::object();
    for (const auto& [name, value] : set.items())
        fields[name] = {{"v", value}, {"seq", seq}, {"op", "019aa" + std::string(26, '0') + std::to_string(seq)}, {"at", 1'763'740'000'000 + seq}, {"by", kUser}};
    return {{"type", type}, {"entity", entity}, {"fields", fields}};
}

/// A device that was enrolled, has a worker and the copy of two streams, and holds three ops that wait.
std::vector<std::string> makeDevice(const std::string& path) {
    Parts device(path);
    device.answers.next = {201, base::toText({{"device", "d"}, {"token", "t"}, {"organisation", {{"id", kHouse.substr(13)}, {"name", "Test"}}}}), {}};
    fuzz::claim(device.enrolment.enrol(device.answers, *device::makeEnrolLink("https://waymark.example", "ABCDE"), {"Tablet", "test", "1"}).ok());
    device.answers.next = {201, base::toText({{"user", {{"id", kUser}, {"name", "Wanda"}, {"role", "worker"}}}}), {}};
    fuzz::claim(device.enrolment.join(device.answers, "FGHJK").ok() && device.enrolment.choosePin(kPin).ok() && device.notebook.load().ok());
    const Json grants{{{"role", "worker"}, {"venue", "venue:" + kVenue}, {"from", 0}}};
    const auto whole = [](const std::string& stream, Json rows) -> Json {
        const auto head = rows.size();
        return {{"stream", stream}, {"state", std::move(rows)}, {"seq", head}, {"chain", "c" + std::to_string(head)}, {"head", head}};
    };
    Json streams = Json::array(), pull = Json::array();
    for (const auto& stream : {kHouse, kStream, domain::registerStream(kVenue, 2025)})
        streams.push_back({{"stream", stream}, {"role", "worker"}});
    pull.push_back(whole(kHouse, {state("user", kUser, {{"name", "Wanda"}, {"active", true}, {"grants", grants}}, 1)}));
    pull.push_back(whole(kStream, {state("person", kZara, {{"name", "Zara"}}, 1), state("person", kAdam, {{"name", "Adam"}}, 2)}));
    pull.push_back(whole(domain::registerStream(kVenue, 2025), Json::array()));
    device.answers.next = {200, base::toText({{"protocol", 1}, {"clock", 1'763'740'800'000}, {"streams", streams}, {"pull", pull}, {"results", Json::array()}}), {}};
    fuzz::claim(device.runner.exchange(device.answers).end == device::RunEnd::Done);
    const auto ids = device.notebook.record(kUser, {{kStream, "person", kZara, {{"name", "Sarah"}}},
                                                    {kStream, "person", "55555555-5555-4555-8555-555555555553", {{"name", "Ben"}, {"kind", "child"}}},
                                                    {domain::registerStream(kVenue, 2025), "mark", kMark,
                                                     {{"session", "session:" + kMark}, {"person", "person:" + kZara}, {"presence", {{"status", "late"}}}}}});
    fuzz::claim(ids.ok());
    return *ids;
}

Json contents(const device::Notebook& notebook) {
    Json all = Json::object();
    for (const auto& entity : notebook.everything())
        all[entity->stream + ' ' + entity->key.type + ' ' + entity->key.id] = {entity->values, static_cast<int>(entity->safety)};
    return all;
}

void takeLine(Parts& device, std::string_view line, const std::vector<std::string>& ids) {
    const auto word = [&line] {
        const auto taken = line.substr(0, line.find(' '));
        line.remove_prefix(std::min(line.size(), taken.size() + 1));
        return taken;
    };
    std::string_view what = "sync", status = word();
    if (status == "join" || status == "enrol") what = std::exchange(status, word());
    device::HttpReply reply;
    (void)std::from_chars(status.data(), status.data() + status.size(), reply.status);
    reply.body = line;
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (auto at = reply.body.find('$' + std::to_string(i + 1)); at != std::string::npos; at = reply.body.find('$' + std::to_string(i + 1)))
            reply.body.replace(at, 2, ids[i]);
    device.answers.next = reply;
    if (what == "join") (void)device.enrolment.join(device.answers, "ZZZZZ");
    else if (what == "enrol") (void)device.enrolment.enrol(device.answers, *device::makeEnrolLink("https://waymark.example", "ZZZZZ"), {"Tablet", "test", "1"});
    else (void)device.runner.exchange(device.answers);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static tests::MemoryDisk& disk = tests::MemoryDisk::instance();
    static const std::vector<std::string> ids = makeDevice("/made");
    const std::string_view input = fuzz::textOf(data, size);
    disk.copy("/made", "/device");
    Parts device("/device");
    fuzz::claim(device.vault.unlock(kUser, kPin).ok() && device.notebook.load().ok());
    for (std::string_view text = input; !text.empty();) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        takeLine(device, line, ids);
    }
    if (!device.vault.isUnlocked()) return 0;
    const bool mayRemove = input.find("eras") != std::string_view::npos || input.find("wipe") != std::string_view::npos || input.find('\\') != std::string_view::npos;
    const auto outbox = device.notebook.outbox();
    for (std::size_t i = 0; i < ids.size() && !mayRemove; ++i) {
        if (input.find('$' + std::to_string(i + 1)) != std::string_view::npos || input.find(ids[i]) != std::string_view::npos) continue;
        fuzz::claim(std::any_of(outbox.begin(), outbox.end(), [&](const auto& line) { return line.op == ids[i] && line.state == device::OutboxLine::State::Waiting; }));
    }
    if (const auto later = device.notebook.record(kUser, {{kStream, "person", kZara, {{"name", "Sally"}}}})) (void)device.notebook.undo(kUser, *later);
    const Json before = contents(device.notebook);
    device.notebook.unload();
    fuzz::claim(device.notebook.load().ok() && device.notebook.tamperedRows() == 0);
    fuzz::claim(contents(device.notebook) == before);
    return 0;
}
