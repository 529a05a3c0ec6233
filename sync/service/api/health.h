// GET /v1/health: whether the service and its storage answer. Open to all, so it says nothing else.
#pragma once

#include "shared/base/clock.h"
#include "sync/service/api/exchange.h"

namespace waymark::service {

class Store;

/// 200 {"status":"ok","version","protocol","clock"}, or 503 `storage`.
Response health(Store& store, const base::Clock& clock);

} // namespace waymark::service
