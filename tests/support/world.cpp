#include "tests/support/world.h"

#include "shared/base/calendar.h"
#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/auth/codes.h"
#include "sync/service/store/registry.h"
#include "tests/support/any_store.h"

#include <map>

namespace waymark::tests {

using base::Json;
using domain::Role;

base::Result<device::HttpReply> WorldTransport::post(const std::string& path, const std::string& body, const std::string& bearer) {
    return call({path, body, bearer});
}

base::Result<device::HttpReply> WorldTransport::call(const device::HttpCall& call) {
    static constexpr const char* kMethods[] = {"POST", "HEAD", "GET", "PUT"};
    if (call.method != device::HttpCall::Method::Post) ++blobCalls;
    Fault fault = Fault::None;
    if (!faults.empty()) {
        fault = faults.front();
        faults.pop_front();
    }
    const base::Error lost{base::ErrorCode::Offline, "the network of the test"};
    if (offline || fault == Fault::LoseRequest || (losesBlobs && call.method != device::HttpCall::Method::Post)) return lost;
    bodies.push_back(call.body);
    service::Request request;
    request.method = kMethods[static_cast<int>(call.method)];
    request.path = call.path;
    request.bearer = call.bearer;
    request.body = call.body;
    request.range = call.range;
    request.contentRange = call.contentRange;
    request.contentType = "application/json";
    request.peer = "127.0.0.1";
    service::Response response = m_router.handle(request);
    if (fault == Fault::Repeat) response = m_router.handle(request);
    if (fault == Fault::LoseReply) return lost;
    replies.push_back(response.body);
    device::HttpReply reply{response.status, response.body, {}};
    if (const auto it = response.headers.find("Retry-After"); it != response.headers.end()) reply.retryAfter = std::stoll(it->second) * 1000;
    if (const auto it = response.headers.find("Upload-Offset"); it != response.headers.end()) reply.uploadOffset = std::stoll(it->second);
    return reply;
}

World::World() {
    organisation = base::newUuid(random);
    venue = base::newUuid(random);
    openService();
    write([&](service::WriteTransaction& t) {
        t.registry().setOrganisation({organisation, "Test organisation", "Europe/London", std::string(64, 'a')});
        service::ServiceOps ops(t.streams(), random, clock.wallMs() - 1000);
        const auto stream = organisationStream();
        must(ops.set(stream, {"organisation", organisation}, {{"name", "Test organisation"}, {"timezone", "Europe/London"}}));
        must(ops.set(stream, {"venue", venue}, {{"name", "Test hall"}, {"kind", "hall"}}));
        const auto add = [&](std::string& id, const char* name, Role role) {
            id = base::newUuid(random);
            const std::vector<domain::Grant> grants{{role, venue, clock.wallMs() - 86'400'000, std::nullopt}};
            must(ops.set(stream, {"user", id}, {{"name", name}, {"active", true}, {"grants", domain::toJson(grants)}}));
        };
        add(worker, "Wanda Worker", Role::Worker);
        add(otherWorker, "Otto Other", Role::Worker);
        add(coordinator, "Cora Coordinator", Role::Coordinator);
        add(volunteer, "Viv Volunteer", Role::Volunteer);
    });
}

void World::openService() {
    m_sync.reset();
    m_enrol.reset();
    m_blobs.reset();
    m_store = must(openStore(storePath()));
    m_enrol = std::make_unique<service::EnrolApi>(*m_store, random, clock);
    m_sync = std::make_unique<service::SyncApi>(*m_store, random, clock);
    m_blobs = std::make_unique<service::BlobApi>(*m_store, clock);
    if (m_network) return;
    m_router.add("POST", "/v1/enrol", [this](const service::Request& request) { return m_enrol->enrol(request); });
    m_router.add("POST", "/v1/join", [this](const service::Request& request) { return m_enrol->join(request); });
    m_router.add("POST", "/v1/sync", [this](const service::Request& request) { return m_sync->sync(request); });
    m_router.addFamily("HEAD", service::kBlobRoute, [this](const service::Request& request) { return m_blobs->head(request); });
    m_router.addFamily("GET", service::kBlobRoute, [this](const service::Request& request) { return m_blobs->get(request); });
    m_router.addFamily("PUT", service::kBlobRoute, [this](const service::Request& request) { return m_blobs->put(request); });
    m_network = std::make_unique<WorldTransport>(m_router);
}

std::string World::venueStream() const { return domain::venueStream(venue); }
std::string World::registerStream() const { return domain::registerStream(venue, base::localDate(clock.wallMs(), "Europe/London").year); }
std::string World::caseStream() const { return domain::caseStream(venue); }
std::string World::organisationStream() const { return domain::organisationStream(organisation); }

void World::write(const std::function<void(service::WriteTransaction&)>& work) {
    must(m_store->write([&](service::WriteTransaction& t) -> base::Result<void> {
        work(t);
        return {};
    }));
}

void World::read(const std::function<void(service::ReadTransaction&)>& work) { must(m_store->read(work)); }

void World::serviceSets(const std::string& stream, const domain::EntityKey& key, Json fields) {
    write([&](service::WriteTransaction& t) {
        service::ServiceOps ops(t.streams(), random, clock.wallMs());
        must(ops.set(stream, key, std::move(fields)));
    });
}

std::string World::enrolCode(Role role) {
    const std::string code = service::newCode(random);
    write([&](service::WriteTransaction& t) {
        service::Code stored;
        stored.hash = service::codeHash(code, *t.registry().organisation());
        stored.enrols = true;
        stored.role = role;
        stored.venues = {venue};
        stored.expires = clock.wallMs() + 86'400'000;
        t.registry().addCode(stored);
    });
    return code;
}

std::string World::joinCode(const std::string& user) {
    const std::string code = service::newCode(random);
    write([&](service::WriteTransaction& t) {
        service::Code stored;
        stored.hash = service::codeHash(code, *t.registry().organisation());
        stored.enrols = false;
        stored.user = user;
        stored.expires = clock.wallMs() + 86'400'000;
        t.registry().addCode(stored);
    });
    return code;
}

TestDevice& World::addDevice(Role role, const std::string& user) {
    auto device = std::make_unique<TestDevice>(clock, 100 + m_devices.size());
    auto link = must(device::makeEnrolLink("https://waymark.example", enrolCode(role)));
    link.safeguardingKey = safeguardingKey;
    must(device->enrolment().enrol(*m_network, link, {"Tablet", "test", "0"}));
    join(*device, user);
    m_devices.push_back(std::move(device));
    return *m_devices.back();
}

void World::join(TestDevice& device, const std::string& user) {
    must(device.enrolment().join(*m_network, joinCode(user)));
    device.notebook().unload();
    must(device.enrolment().choosePin(kPin));
    must(device.notebook().load());
}

device::RunOutcome World::sync(TestDevice& device) { return device.runner().run(*m_network); }

void World::syncAll() {
    for (int round = 0; round < 2; ++round)
        for (auto& device : m_devices)
            if (const auto outcome = sync(*device); outcome.end != device::RunEnd::Done)
                throw std::runtime_error("a sync did not end well: " + outcome.error.detail);
}

void World::saveBackup() {
    m_store.reset();
    saveStore(storePath());
    openService();
}

void World::restoreBackup() {
    m_store.reset();
    restoreStore(storePath());
    openService();
    must(service::replayLedger({*m_store, m_ledger, clock, random}));
}

service::ErasureDone World::erase(const std::string& person) { return must(service::erasePerson({*m_store, m_ledger, clock, random}, person)); }

device::Change person(const World& world, const std::string& id, Json fields) {
    return {world.venueStream(), "person", id, std::move(fields)};
}

device::Change mark(const World& world, const std::string& session, const std::string& person, const std::string& status) {
    return {world.registerStream(), "mark", base::markId(session, person),
            {{"session", "session:" + session}, {"person", "person:" + person}, {"presence", {{"status", status}}}}};
}

} // namespace waymark::tests
