// POST /v1/sync: the token, the body and the errors around SyncCore. Owned by the program; any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "sync/service/api/exchange.h"
#include "sync/service/api/sync_core.h"

namespace waymark::service {

class SyncApi {
public:
    SyncApi(Store& store, base::Random& random, const base::Clock& clock) : m_store(store), m_clock(clock), m_core(store, clock, random) {}

    /// 200 with the reply of the contract; 400 malformed or too_new; 401 token_unknown, token_revoked (with "wipe"); 503.
    Response sync(const Request& request);

private:
    base::Result<Response> trySync(const Request& request);

    Store& m_store;
    const base::Clock& m_clock;
    SyncCore m_core;
};

} // namespace waymark::service
