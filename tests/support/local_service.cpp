#include "tests/support/local_service.h"

#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "shared/questionnaire/shipped.h"
#include "sync/service/api/blob_api.h"
#include "sync/service/api/enrol_api.h"
#include "sync/service/api/router.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/api/sync_api.h"
#include "sync/service/auth/codes.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/support/seeded_random.h"

namespace waymark::tests {

using base::Json;

class LocalService::LockedRandom : public base::Random {
public:
    void fill(std::uint8_t* data, std::size_t size) override {
        const std::scoped_lock lock(m_mutex);
        m_random.fill(data, size);
    }

private:
    std::mutex m_mutex;
    SeededRandom m_random{4711};
};

class LocalTransport : public device::Transport {
public:
    explicit LocalTransport(LocalService& service) : m_service(service) {}
    device::Result<device::HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override {
        return m_service.answer({path, body, bearer});
    }
    device::Result<device::HttpReply> call(const device::HttpCall& call) override { return m_service.answer(call); }

private:
    LocalService& m_service;
};

namespace {

void must(const base::Result<void>& done) {
    if (!done) qFatal("the service's store: %s", done.error().detail.c_str());
}

}  // namespace

LocalService::LocalService(const base::Clock& clock) : m_clock(clock), m_random(std::make_unique<LockedRandom>()) {
    auto opened = service::SqliteStore::open(m_directory.filePath("service.sqlite").toStdString());
    if (!opened) qFatal("the service's store: %s", opened.error().detail.c_str());
    m_store = std::move(opened).value();
    m_organisation = base::newUuid(*m_random);
    must(m_store->write([this](service::WriteTransaction& tx) -> base::Result<void> {
        tx.registry().setOrganisation({m_organisation, "Sparrow Families", "Europe/London", std::string(64, 'a')});
        return {};
    }));
    m_enrol = std::make_unique<service::EnrolApi>(*m_store, *m_random, m_clock);
    m_sync = std::make_unique<service::SyncApi>(*m_store, *m_random, m_clock);
    m_blobs = std::make_unique<service::BlobApi>(*m_store, m_clock);
    m_router = std::make_unique<service::Router>(m_clock);
    m_router->add("POST", "/v1/enrol", [this](const service::Request& request) { return m_enrol->enrol(request); });
    m_router->add("POST", "/v1/join", [this](const service::Request& request) { return m_enrol->join(request); });
    m_router->add("POST", "/v1/sync", [this](const service::Request& request) { return m_sync->sync(request); });
    m_router->addFamily("HEAD", service::kBlobRoute, [this](const service::Request& request) { return m_blobs->head(request); });
    m_router->addFamily("GET", service::kBlobRoute, [this](const service::Request& request) { return m_blobs->get(request); });
    m_router->addFamily("PUT", service::kBlobRoute, [this](const service::Request& request) { return m_blobs->put(request); });

    const auto stream = domain::organisationStream(m_organisation);
    set(stream, "organisation", {{"name", "Sparrow Families"}, {"timezone", "Europe/London"}, {"settings", {{"lock_minutes", 3}}}},
        m_organisation);
    for (const auto& shipped : questionnaire::shippedInstruments())
        set(stream, "instrument",
            {{"family", shipped.instrument.family},
             {"version", shipped.instrument.version},
             {"status", shipped.instrument.byDefault ? "published" : "draft"},
             {"definition", Json::parse(shipped.definition)}},
            shipped.instrument.id);
}

LocalService::~LocalService() = default;

std::string LocalService::set(const std::string& stream, const std::string& type, const Json& fields, std::string id) {
    if (id.empty()) id = base::newUuid(*m_random);
    must(m_store->write([&](service::WriteTransaction& tx) -> base::Result<void> {
        const auto done = service::ServiceOps(tx.streams(), *m_random, m_clock.wallMs()).set(stream, {type, id}, fields);
        return done ? base::Result<void>() : done.error();
    }));
    return id;
}

void LocalService::forge(const std::string& stream, const domain::EntityKey& key, const Json& fields) {
    must(m_store->write([&](service::WriteTransaction& tx) -> base::Result<void> {
        const auto now = m_clock.wallMs();
        tx.streams().append(stream, {base::newOpId(now, *m_random), key.type, key.id, fields, std::nullopt, now, Json::object()}, m_random->bytes<16>());
        return {};
    }));
}

std::string LocalService::addVenue(const std::string& name) {
    return set(domain::organisationStream(m_organisation), "venue", {{"name", name}});
}

std::string LocalService::addUser(const std::string& name, domain::Role role, const std::vector<std::string>& venues) {
    std::vector<domain::Grant> grants;
    for (const auto& venue : venues)
        grants.push_back({role, venue, m_clock.wallMs() - 1000, std::nullopt});
    return set(domain::organisationStream(m_organisation), "user", {{"name", name}, {"active", true}, {"grants", domain::toJson(grants)}});
}

std::string LocalService::enrolCode(domain::Role role, const std::vector<std::string>& venues) {
    const auto typed = service::newCode(*m_random);
    must(m_store->write([&](service::WriteTransaction& tx) -> base::Result<void> {
        service::Code code;
        code.hash = service::codeHash(typed, *tx.registry().organisation());
        code.enrols = true;
        code.role = role;
        code.venues = venues;
        code.expires = m_clock.wallMs() + 3'600'000;
        tx.registry().addCode(code);
        return {};
    }));
    return typed;
}

std::string LocalService::joinCode(const std::string& user) {
    const auto typed = service::newCode(*m_random);
    must(m_store->write([&](service::WriteTransaction& tx) -> base::Result<void> {
        service::Code code;
        code.hash = service::codeHash(typed, *tx.registry().organisation());
        code.enrols = false;
        code.user = user;
        code.expires = m_clock.wallMs() + 3'600'000;
        tx.registry().addCode(code);
        return {};
    }));
    return typed;
}

void LocalService::reportLost() {
    must(m_store->write([&](service::WriteTransaction& tx) -> base::Result<void> {
        for (const auto& device : tx.registry().devices())
            tx.registry().setDeviceStatus(device.id, service::DeviceStatus::Lost);
        return {};
    }));
}

std::vector<LocalService::Row> LocalService::rows(const std::string& stream, const std::string& type) {
    std::vector<Row> out;
    must(m_store->read([&](service::ReadTransaction& tx) {
        for (const auto& entity : tx.streams().entitiesOf(stream, type)) {
            Row row{entity.key.id, Json::object(), {}};
            for (const auto& [field, state] : entity.fields) {
                if (!state.value.is_null()) row.values[field] = state.value;
                row.by[field] = state.by;
            }
            out.push_back(std::move(row));
        }
    }));
    return out;
}

std::unique_ptr<device::Transport> LocalService::transport() { return std::make_unique<LocalTransport>(*this); }

void LocalService::answersInstead(std::optional<device::HttpReply> reply) {
    const std::lock_guard lock(m_insteadMutex);
    m_instead = std::move(reply);
}

base::Result<device::HttpReply> LocalService::answer(const device::HttpCall& call) {
    static constexpr const char* kMethods[] = {"POST", "HEAD", "GET", "PUT"};
    ++m_calls;
    if (!m_online) return base::Error{base::ErrorCode::Offline, "the network is gone"};
    if (const std::lock_guard lock(m_insteadMutex); m_instead) return *m_instead;
    service::Request request;
    request.method = kMethods[static_cast<int>(call.method)];
    request.path = call.path;
    request.bearer = call.bearer;
    request.contentType = "application/json";
    request.body = call.body;
    request.range = call.range;
    request.contentRange = call.contentRange;
    request.peer = "127.0.0.1";
    const auto response = m_router->handle(request);
    if (m_loseReply.exchange(false)) return base::Error{base::ErrorCode::Offline, "the reply was lost"};
    device::HttpReply reply{response.status, response.body, std::nullopt};
    if (const auto it = response.headers.find("Upload-Offset"); it != response.headers.end()) reply.uploadOffset = std::stoll(it->second);
    return reply;
}

}  // namespace waymark::tests
