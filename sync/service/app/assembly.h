// The service put together: everything that answers requests, over one store. Owned by the program or a test; after construction any
// thread may call it.
#pragma once

#include "sync/service/api/blob_api.h"
#include "sync/service/api/enrol_api.h"
#include "sync/service/api/router.h"
#include "sync/service/api/sync_api.h"
#include "sync/service/console/console.h"
#include "sync/service/metrics/metrics.h"

namespace waymark::service {

class Store;

class Assembly {
public:
    /// All must outlive the assembly.
    Assembly(Store& store, const base::Clock& clock, base::Random& random, ConsoleSettings console,
             PasswordCost cost = PasswordCost::interactive());

    Response handle(const Request& request) const { return m_router.handle(request); }
    /// To be told of every answered request.
    Metrics& metrics() { return m_metrics; }

private:
    Metrics m_metrics;
    EnrolApi m_enrol;
    SyncApi m_sync;
    BlobApi m_blobs;
    Console m_console;
    Router m_router;
};

} // namespace waymark::service
