#include "tests/simulation/sim_service.h"

#include "shared/wire/sync_messages.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/simulation/failure.h"
#include "tests/support/device.h"
#include "tests/support/memory_disk.h"

#include <algorithm>
#include <filesystem>

namespace waymark::simulation {

using tests::MemoryDisk;
using tests::must;

/// A request that is being answered.
struct SimService::Running {
    const Inside* inside = nullptr;
    std::string device;
    Json request;
    int transactions = 0;
    bool pushed = false;
    bool forgot = false, forgotOnce = false;   ///< it may have been given back while a request without a push was answered
    Json lines = Json::array();
    std::vector<std::string> granted;
    std::vector<std::string> passed;           ///< erasures, as the first transaction sees it
    bool ended = false;                        ///< a device that is to be emptied
};

/// The store that a process of the service is given.
class InterposedStore : public service::Store {
public:
    InterposedStore(SimService& service, std::unique_ptr<service::Store> inner) : inner(std::move(inner)), m_service(service) {}

    base::Result<void> read(const std::function<void(service::ReadTransaction&)>& work) override {
        if (running()) m_service.beforeTransaction(*running(), false);
        return inner->read(work);
    }
    base::Result<void> write(const std::function<base::Result<void>(service::WriteTransaction&)>& work) override {
        if (!running()) return inner->write(work);
        m_service.beforeTransaction(*running(), true);
        const auto how = running()->inside->write;
        if (how != Inside::Write::Once) {
            m_service.m_counters.count(how == Inside::Write::Twice ? "a transaction ran again" : "a transaction was rolled back");
            const auto undone = inner->write([&](service::WriteTransaction& t) -> base::Result<void> {
                if (auto done = work(t); !done) return done;
                return base::Error{base::ErrorCode::Storage, "the simulator rolled it back"};
            });
            if (how == Inside::Write::RolledBack) return undone;
        }
        auto done = inner->write(work);
        if (done) m_service.afterWrite(*running());
        return done;
    }

    base::Result<void> scrub() override { return inner->scrub(); }

    std::unique_ptr<service::Store> inner;

private:
    SimService::Running* running() { return m_service.m_running.empty() ? nullptr : m_service.m_running.back(); }
    SimService& m_service;
};

struct SimService::Process {
    Process(SimService& service, std::unique_ptr<service::Store> inner)
        : store(service, std::move(inner)), enrol(store, service.random, service.clock), sync(store, service.random, service.clock) {}
    InterposedStore store;
    service::EnrolApi enrol;
    service::SyncApi sync;
};

SimService::SimService(std::string path, tests::FakeClock& clock, Counters& counters) : clock(clock), m_path(std::move(path)), m_counters(counters) { lendIds(); }

void SimService::lendIds() {
    reference.idAt = [this](const std::string& stream, std::int64_t seq) {
        std::pair<std::string, std::string> made;
        must(innerStore().read([&](service::ReadTransaction& t) {
            const Json rows = Json::parse('[' + t.streams().entriesAfter(stream, seq - 1, 1).rowsJson + ']');
            if (!rows.empty()) made = {rows[0].value("op", std::string()), rows[0].value("entity", std::string())};
        }));
        return made;
    };
}
SimService::~SimService() {
    close();
    std::error_code error;
    std::filesystem::remove(m_ledger.path(), error);
}

service::Store& SimService::innerStore() { return *m_processes[0]->store.inner; }

void SimService::continueFrom(const SimService& base) {
    organisation = base.organisation;
    reference = base.reference;
    lendIds();
    history = base.history;
    m_deviceOf = base.m_deviceOf;
}

void SimService::open() {
    for (int i = 0; i < 2; ++i)
        m_processes.push_back(std::make_unique<Process>(*this, must(service::SqliteStore::open(m_path))));
}

void SimService::close() { m_processes.clear(); }

void SimService::failAfter(std::int64_t operations) { MemoryDisk::instance().freezeAfter(m_path, operations); }
void SimService::failAtCommit() { MemoryDisk::instance().freezeAtSync(m_path); }
bool SimService::hasFailed() const { return MemoryDisk::instance().isFrozen(m_path); }

void SimService::restart(bool powerCut, base::Random& chance) {
    close();
    MemoryDisk::instance().thaw(m_path);
    if (powerCut) MemoryDisk::instance().cutPower(m_path, chance);
    open();
    replayLedger();
    // A commit whose sync failed may be on the disk all the same; nobody was told that it is.
    must(m_processes[0]->store.inner->read([&](service::ReadTransaction& t) {
        for (const auto& [id, push] : std::map(m_unsure))
            if (!reference.holds(id) && t.streams().holds(id)) {
                m_counters.count("a commit that nobody was told of");
                reference.push(push.first, push.second, clock.wallMs(), m_counters);
            }
    }));
    m_unsure.clear();
    learnPassed();
    compareLogs();
}

void SimService::backup(const std::string& to) {
    MemoryDisk::instance().copy(m_path, to);
    m_backups[to] = reference;
}

bool SimService::restore(const std::string& from) {
    if (!m_backups.contains(from)) return false;
    close();
    MemoryDisk::instance().copy(from, m_path);
    reference = m_backups.at(from);
    open();
    replayLedger();
    return true;
}

void SimService::write(const std::function<void(service::WriteTransaction&)>& work) {
    must(m_processes[0]->store.inner->write([&](service::WriteTransaction& t) -> base::Result<void> {
        work(t);
        return {};
    }));
}

void SimService::sets(const std::string& stream, const Key& key, const Json& fields) {
    write([&](service::WriteTransaction& t) {
        service::ServiceOps ops(t.streams(), random, clock.wallMs());
        must(ops.set(stream, {key.first, key.second}, fields));
    });
    reference.serviceSets(stream, key, fields, clock.wallMs(), m_counters);
    compareLogs();
}

void SimService::learnDevices() {
    must(m_processes[0]->store.inner->read([&](service::ReadTransaction& t) {
        for (const auto& device : t.registry().devices()) {
            if (reference.devices.contains(device.id) && reference.devices[device.id].users.size() == device.users.size()) continue;
            RefDevice known;
            for (const auto& grant : device.grants)
                known.grants.push_back({std::string(domain::name(grant.role)), grant.venue, grant.from, grant.to});
            known.users.insert(device.users.begin(), device.users.end());
            known.status = device.status == service::DeviceStatus::Active ? "active" : device.status == service::DeviceStatus::Lost ? "lost" : "retired";
            reference.devices[device.id] = known;
        }
    }));
}

service::Response SimService::handle(std::size_t process, const service::Request& request, const Inside& inside) {
    Process& by = *m_processes[process % m_processes.size()];
    Running running;
    running.inside = &inside;
    running.request = Json::parse(request.body, nullptr, false);
    if (const auto it = m_deviceOf.find(request.bearer); it != m_deviceOf.end()) running.device = it->second;
    m_running.push_back(&running);
    service::Response response;
    if (request.path == "/v1/sync") response = by.sync.sync(request);
    else response = request.path == "/v1/join" ? by.enrol.join(request) : by.enrol.enrol(request);
    m_running.pop_back();

    const Json reply = Json::parse(response.body, nullptr, false);
    if (request.path != "/v1/sync") {
        if (reply.is_object() && reply.contains("token")) m_deviceOf[reply["token"]] = reply["device"];
        if (response.status < 300) learnDevices();
        return response;
    }
    if (!hasFailed()) comparePassed();
    if (response.status == 401) require(running.ended || !reference.devices.contains(running.device), "I23: a device was turned away that may call");
    else if (response.status == 200) require(!running.ended, "I17: a device that must be emptied was answered");
    if (response.status == 200) checkReply(running, reply);
    else if (hasFailed() && running.request.is_object() && running.request.contains("push"))
        for (const auto& op : running.request["push"])
            if (op.is_object() && op.contains("id") && op["id"].is_string()) m_unsure[op["id"]] = {running.device, running.request["push"]};
    if (response.status == 200 && running.request.value("protocol", 1) < 1) m_counters.count("an old app handed over");
    return response;
}

void SimService::beforeTransaction(Running& running, bool writes) {
    ++running.transactions;
    if (running.transactions == running.inside->atTransaction && running.inside->happens) {
        m_counters.count("something happened within a request");
        running.inside->happens();
    }
    if (!reference.devices.contains(running.device)) return;
    running.granted = reference.granted(running.device, clock.wallMs());
    // The first transaction is the token's, the second looks at the request.
    const auto& status = reference.devices.at(running.device).status;
    if (running.transactions > 1 && status == "lost") running.ended = true;
    if (running.pushed || !running.request.is_object() || !running.request.contains("anchor")) return;
    running.forgot = running.request["anchor"].is_string() && !reference.holds(running.request["anchor"]);
    running.forgotOnce = running.forgotOnce || running.forgot;
    const bool looks = running.transactions == 2 && !writes;
    const Json waiting = running.request.value("waiting", Json::object());
    if (looks && status == "retired" && !running.forgot && running.request["push"].empty() && waiting.value("ops", 0) == 0) running.ended = true;
    if (looks && !running.forgot) running.passed = passedBy(running.request);
}

void SimService::afterWrite(Running& running) {
    // Of a lost device nothing is taken: what is written is that it was told to wipe itself.
    if (const auto device = reference.devices.find(running.device); device != reference.devices.end() && device->second.status == "lost") return;
    for (auto& erasure : reference.erasures)
        if (std::find(running.passed.begin(), running.passed.end(), erasure.id) != running.passed.end() && erasure.passedBy.insert(running.device).second)
            m_counters.count("a device passed an erasure");
    if (!running.request.is_object() || !running.request.contains("push") || running.request["push"].empty()) return;
    running.pushed = true;
    if (running.forgot) m_counters.count("the service had forgotten an anchor");
    else running.lines = reference.push(running.device, running.request["push"], clock.wallMs(), m_counters);
    compareLogs();
}

void SimService::checkReply(const Running& running, const Json& reply) {
    const bool old = running.request.value("protocol", 1) < 1;
    const Json got = reply.value("results", Json::array());
    if (got != running.lines) throw Broken("I5: the lines are not what the contract says\n  got      " + got.dump() + "\n  expected " + running.lines.dump());
    const bool forgot = reply.value("forgot", false);
    require(forgot == running.forgot || (!running.pushed && forgot == running.forgotOnce), "I24: forgot is " + reply.dump().substr(0, 80));
    require(reply.value("upgrade", false) == old, "I27: upgrade");
    std::vector<std::string> names, revoked;
    for (const auto& grant : reply.value("streams", Json::array()))
        names.push_back(grant["stream"]);
    if (names != running.granted) throw Broken("I16: the streams are not those granted: " + Json(names).dump() + " and " + Json(running.granted).dump());
    for (const auto& asked : running.request.value("pull", Json::array()))
        if (std::find(names.begin(), names.end(), asked["stream"]) == names.end()) revoked.push_back(asked["stream"]);
    require(reply.value("revoked", Json::array()) == Json(revoked), "I17: what was revoked is not said");
    for (const auto& pull : reply.value("pull", Json::array())) {
        require(!old, "an old app was sent a pull that it cannot read");
        checkPull(running, pull);
    }
}

void SimService::checkPull(const Running& running, const Json& pull) {
    const std::string stream = pull["stream"];
    require(std::find(running.granted.begin(), running.granted.end(), stream) != running.granted.end(), "I16: sent without a grant: " + stream);
    if (pull.value("reset", false)) {
        m_counters.count("a stream was reset");
        return;
    }
    const RefStream& model = reference.streams[stream];
    const auto head = static_cast<std::int64_t>(model.log.size());
    require(pull.value("head", Json()) == Json(head), "I6: the head of " + stream);
    Json asked;
    for (const auto& one : running.request.value("pull", Json::array()))
        if (one["stream"] == stream) asked = one;
    if (pull.contains("state")) {
        if (!asked.contains("state")) {
            std::set<Key> erased;
            for (const auto& key : pull.value("erased", Json::array()))
                erased.emplace(key[0].get<std::string>(), key[1].get<std::string>());
            require(erased == model.erased, "I20: the list of what was erased in " + stream);
            if (!erased.empty()) m_counters.count("a list of erasures began a copy");
        }
        if (pull.contains("state_next")) m_counters.count("a page of several");
        for (const auto& row : pull["state"]) {
            const RefEntity* there = reference.entity(stream, {row["type"], row["entity"]});
            require(there && row["fields"].size() == there->size(), "I9: a page of " + stream + " has another " + row.dump());
            for (const auto& [name, field] : row["fields"].items())
                require(there->contains(name) && there->at(name).op == field["op"] && there->at(name).seq == field["seq"] && there->at(name).value == field["v"],
                        "I9: a page of " + stream + " has another " + row.dump());
        }
    } else {
        std::int64_t seq = asked.value("seq", std::int64_t(0));
        for (const auto& entry : pull["entries"]) {
            require(entry["seq"] == ++seq, "I6: a gap in the entries of " + stream);
            require(entry == model.log[static_cast<std::size_t>(seq - 1)].wire(), "I6: another entry at " + std::to_string(seq) + " of " + stream);
        }
        require(pull["seq"] == seq, "I8: a place that its entries do not reach");
    }
    if (!pull.contains("seq")) return;
    require(history.knows(stream, pull["seq"], pull.value("chain", std::string())), "I6: a place that is in no history: " + pull["seq"].dump() + " of " + stream);
    if (pull.contains("sum")) require(pull["seq"] == head, "a sum away from the head");
}

void SimService::compareLogs() {
    must(m_processes[0]->store.inner->read([&](service::ReadTransaction& t) {
        for (auto& [name, stream] : reference.streams)
            compareStream(t.streams(), name);
        require(t.streams().nowHigh() >= 0, "the time of the service");
    }));
}

void SimService::compareStream(service::StreamReader& streams, const std::string& name) {
    RefStream& model = reference.streams[name];
    const auto head = streams.head(name);
    const auto expected = static_cast<std::int64_t>(model.log.size());
    if (head.seq != expected)
        throw Broken("I6: " + name + " has its head at " + std::to_string(head.seq) + ", by the contract it is at " + std::to_string(expected));
    if (model.known == expected) return;
    const auto page = streams.entriesAfter(name, model.known, 1'000'000'000);
    const Json rows = Json::parse('[' + page.rowsJson + ']');
    require(static_cast<std::int64_t>(rows.size()) == expected - model.known, "I6: entries are missing in " + name);
    for (const auto& row : rows) {
        const std::int64_t seq = model.known + 1;
        RefEntry& entry = model.log[static_cast<std::size_t>(seq - 1)];
        const Json wanted = entry.wire();
        if (row != wanted) throw Broken("I13: an entry of " + name + " is not what the contract says\n  got      " + row.dump() + "\n  expected " + wanted.dump());
        const std::string chain = streams.chainAt(name, seq).value_or(std::string());
        history.add(name, model.chain, chain, entry);
        model.known = seq;
        model.chain = chain;
    }
}

void SimService::compareStates() {
    compareLogs();
    must(m_processes[1]->store.inner->read([&](service::ReadTransaction& t) {
        for (const auto& [name, model] : reference.streams) {
            const Json rows = Json::parse('[' + t.streams().stateAfter(name, {}, 1'000'000'000).rowsJson + ']');
            RefState state;
            for (const auto& row : rows)
                for (const auto& [field, value] : row["fields"].items()) {
                    Json extra = value;
                    for (const auto* key : {"v", "seq", "op", "at", "by"})
                        extra.erase(key);
                    state[{row["type"], row["entity"]}][field] = {value["v"], value["seq"], value["op"], value["at"], value["by"], extra};
                }
            require(state == model.state, "I9: the state of " + name + " is not the fold of its log");
            require(t.streams().head(name).sum == sumOf(state), "I10: the service's sum of " + name);
        }
    }));
}

} // namespace waymark::simulation
