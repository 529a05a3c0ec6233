#include "sync/service/app/assembly.h"

#include "sync/service/api/health.h"
#include "sync/service/api/open_api.h"

namespace waymark::service {

Assembly::Assembly(Store& store, const base::Clock& clock, base::Random& random, ConsoleSettings console, PasswordCost cost)
    : m_metrics(store, clock), m_enrol(store, random, clock),
      m_sync(store, random, clock, [this](const wire::SyncReply& reply) { m_metrics.synced(reply); }), m_blobs(store, clock),
      m_console(store, random, clock, std::move(console), cost),
      m_router(clock) {
    m_router.add("POST", "/v1/enrol", [this](const Request& request) { return m_enrol.enrol(request); });
    m_router.add("POST", "/v1/join", [this](const Request& request) { return m_enrol.join(request); });
    m_router.add("POST", "/v1/sync", [this](const Request& request) { return m_sync.sync(request); });
    m_router.addFamily("HEAD", kBlobRoute, [this](const Request& request) { return m_blobs.head(request); });
    m_router.addFamily("GET", kBlobRoute, [this](const Request& request) { return m_blobs.get(request); });
    m_router.addFamily("PUT", kBlobRoute, [this](const Request& request) { return m_blobs.put(request); });
    m_router.add("GET", "/v1/health", [&store, &clock](const Request&) { return health(store, clock); });
    m_router.add("GET", "/v1/openapi.json", [](const Request&) {
        Response response;
        response.body = openApiDocument();
        return response;
    });
    m_router.add("GET", "/metrics", [this](const Request&) { return m_metrics.answer(); });
    m_router.setFallback([this](const Request& request) { return m_console.handle(request); });
}

} // namespace waymark::service
