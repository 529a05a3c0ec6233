// Erasing people and ending devices in a run: the shipped code with a ledger of its own, the model beside it, and what must hold afterwards.
#include "sync/service/erasure/device_end.h"
#include "sync/service/erasure/retention.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"
#include "tests/simulation/failure.h"
#include "tests/simulation/sim_service.h"
#include "tests/support/device.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace waymark::simulation {

using tests::must;

namespace {

std::string ofFirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

std::set<std::string> asSet(const std::vector<std::string>& people) { return {people.begin(), people.end()}; }

} // namespace

// On a disk that is no disk where there is one: the ledger's own durability is not what is tried here.
std::string SimService::newLedgerPath() {
    static int made = 0;
    std::error_code error;
    const std::filesystem::path memory = "/dev/shm";
    const auto folder = std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
    return (folder / ("waymark-simulation-" + std::to_string(::getpid()) + '-' + std::to_string(made++))).string();
}

void SimService::erase(const std::string& person, std::int64_t failsAfter) {
    const auto people = reference.joined({person});
    const bool known = reference.heardOf(people);
    if (failsAfter >= 0) failAfter(failsAfter);
    const auto done = service::erasePerson({innerStore(), m_ledger, clock, random}, person);
    const auto lines = must(m_ledger.lines());
    if (!known) {
        // Whoever was erased before is scrubbed once more, and that may fail.
        require(!done && (done.error().code == base::ErrorCode::NotFound || hasFailed()), "I18: erasing somebody nobody heard of did something");
        require(lines.size() == m_lines.size(), "I18: the ledger names somebody nobody heard of");
        return;
    }
    require(lines.size() == m_lines.size() + 1 && asSet(lines.back().people) == people, "I18: the ledger does not say who is erased");
    m_lines = lines;
    if (hasFailed()) {
        m_counters.count("an erasure was cut");
        m_counters.count("the service lost power");
        m_unfinished = lines.back();
        restart(true, chance);
        return;
    }
    require(done.ok(), "an erasure failed: " + (done ? std::string() : ofFirstLine(done.error().detail)));
    require(asSet(done->people) == people, "I18: other people were erased than those who are joined");
    if (!m_running.empty()) m_counters.count("an erasure within a request");
    reference.erase(done->id, people, clock.wallMs(), m_counters);
    compareAll();
}

int SimService::eraseSilent(Millis before) {
    std::vector<std::string> due;
    must(innerStore().read([&](service::ReadTransaction& t) {
        for (const auto& person : service::dueForErasure(t.streams(), before))
            due.push_back(person.person);
    }));
    require(due == reference.silentSince(before), "the list of those whose records are due to go");
    for (const auto& person : due) {
        m_counters.count("retention erased somebody");
        erase(person, -1);
    }
    return static_cast<int>(due.size());
}

void SimService::endDevice(const std::string& device, const std::string& status) {
    const Millis now = clock.wallMs();
    const auto ended = service::endDevice(innerStore(), m_ledger, device, *service::parseDeviceEnd(status), now);
    require(ended.ok() == reference.devices.contains(device), "ending a device");
    if (!ended) return;
    m_lines = must(m_ledger.lines());
    reference.endDevice(device, status, now);
    m_counters.count(status == "lost" ? "a device was reported lost" : "a device was retired");
}

void SimService::endGrants(const std::string& device, const std::string& venue) {
    const Millis now = clock.wallMs();
    const auto ended = service::endGrants(innerStore(), m_ledger, device, venue, now);
    require(ended.ok() == reference.devices.contains(device), "taking a venue from a device");
    if (!ended) return;  // enrolled after the backup that the service came back from
    m_lines = must(m_ledger.lines());
    reference.endGrants(device, venue, now);
}

// As every start of a service does, before anybody is answered.
void SimService::replayLedger() {
    if (m_lines.empty()) return;
    must(service::replayLedger({innerStore(), m_ledger, clock, random}));
    const auto known = m_lines;
    m_lines = must(m_ledger.lines());
    std::size_t next = known.size();
    bool erased = false;
    for (const auto& line : known) {
        using Kind = service::LedgerLine::Kind;
        if (line.kind == Kind::Erase) {
            auto people = asSet(line.people);
            if (reference.areErased(people)) continue;
            m_counters.count(m_unfinished && m_unfinished->id == line.id ? "an erasure was finished by the next start" : "a backup was older than an erasure");
            std::string id = line.id;
            if (const auto joined = reference.joined(people); joined != people) {
                // In this history they are merged with others: a line of its own says so.
                require(next < m_lines.size() && asSet(m_lines[next].people) == joined, "I18: the ledger does not name everybody who was erased again");
                m_counters.count("an erasure grew in another history");
                people = joined;
                id = m_lines[next++].id;
            }
            reference.erase(id, people, clock.wallMs(), m_counters);
            erased = true;
        } else if (line.kind == Kind::Grants) {
            if (!reference.devices.contains(line.id) || !reference.hasOpenGrants(line.id, line.venue, line.at)) continue;
            reference.endGrants(line.id, line.venue, line.at);
            m_counters.count("a backup was older than the end of a grant");
        } else if (!reference.devices.contains(line.id)) {
            reference.devices[line.id].status = line.status;
            m_counters.count("a device that a backup does not know is ended");
        } else if (reference.devices.at(line.id).status != line.status && reference.devices.at(line.id).status != "lost") {
            reference.endDevice(line.id, line.status, line.at);
            m_counters.count("a backup was older than the end of a device");
        }
    }
    require(next == m_lines.size(), "I18: the ledger has a line that nothing asked for");
    m_unfinished.reset();
    if (erased) compareAll();
}

// The whole of every log and state, and no trace of anybody who was erased.
void SimService::compareAll() {
    for (auto& [name, stream] : reference.streams) {
        stream.known = 0;
        stream.chain.clear();
    }
    compareStates();
    must(innerStore().read([&](service::ReadTransaction& t) {
        for (const auto& subject : reference.barred)
            if (subject.starts_with("person:"))
                require(t.streams().opsContaining(subject.substr(7)).empty(), "I18: the log still names " + subject);
        for (const auto& [name, stream] : reference.streams) {
            std::set<Key> erased;
            for (const auto& key : t.streams().erasedIn(name))
                erased.insert({key.type, key.id});
            require(erased == stream.erased, "I18: the list of what was erased in " + name);
        }
    }));
}

// What the board of the console says of erasures: which devices have passed each (docs/adr/0017).
void SimService::comparePassed() {
    if (reference.erasures.empty()) return;
    must(innerStore().read([&](service::ReadTransaction& t) {
        const auto notes = t.registry().erasures();
        require(notes.size() == reference.erasures.size(), "an erasure is missing on the board");
        for (const auto& erasure : reference.erasures) {
            const auto note = std::find_if(notes.begin(), notes.end(), [&](const auto& one) { return one.id == erasure.id; });
            require(note != notes.end() && note->places == erasure.places, "the places of an erasure");
            std::set<std::string> passed;
            for (const auto& [device, at] : note->passedBy)
                passed.insert(device);
            require(passed == erasure.passedBy, "I19: the board does not say which devices have passed an erasure");
        }
    }));
}

void SimService::learnPassed() {
    must(innerStore().read([&](service::ReadTransaction& t) {
        for (const auto& note : t.registry().erasures())
            for (auto& erasure : reference.erasures)
                if (erasure.id == note.id)
                    for (const auto& [device, at] : note.passedBy)
                        erasure.passedBy.insert(device);
    }));
}

std::vector<std::string> SimService::passedBy(const Json& request) const {
    std::vector<std::string> ids;
    for (const auto& erasure : reference.erasures) {
        bool passed = true;
        for (const auto& pull : request.value("pull", Json::array())) {
            const std::string stream = pull["stream"];
            if (!erasure.places.contains(stream)) continue;
            const auto& model = reference.streams.at(stream);
            const std::int64_t seq = pull.value("seq", std::int64_t(0));
            passed = passed && !pull.contains("state") && seq >= erasure.places.at(stream) && seq <= static_cast<std::int64_t>(model.log.size()) &&
                     history.leadsTo(stream, model.chain, seq, pull.value("chain", std::string()));
        }
        if (passed) ids.push_back(erasure.id);
    }
    return ids;
}

} // namespace waymark::simulation
