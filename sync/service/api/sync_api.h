// POST /v1/sync: the token, the body and the errors around SyncCore. Owned by the program; any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "sync/service/api/exchange.h"
#include "sync/service/api/sync_core.h"

#include <functional>
#include <utility>

namespace waymark::service {

class SyncApi {
public:
    /// Told of each reply before it is sent, on the thread that answers.
    using Watcher = std::function<void(const wire::SyncReply&)>;

    SyncApi(Store& store, base::Random& random, const base::Clock& clock, Watcher watcher = {})
        : m_store(store), m_clock(clock), m_watcher(std::move(watcher)), m_core(store, clock, random) {}

    /// 200 with the reply of the contract; 400 malformed or too_new; 401 token_unknown, token_revoked (with "wipe"); 503.
    Response sync(const Request& request);

private:
    base::Result<Response> trySync(const Request& request);

    Store& m_store;
    const base::Clock& m_clock;
    Watcher m_watcher;
    SyncCore m_core;
};

} // namespace waymark::service
