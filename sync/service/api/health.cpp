#include "sync/service/api/health.h"

#include "shared/base/json.h"
#include "shared/wire/limits.h"
#include "sync/service/api/refusals.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

namespace waymark::service {

Response health(Store& store, const base::Clock& clock) {
    bool ready = false;
    const auto read = store.read([&](ReadTransaction& tx) { ready = tx.registry().organisation().has_value(); });
    if (!read || !ready) return refused({base::ErrorCode::Storage, ""}, clock.wallMs());
    Response response;
    response.body = base::toText(
        {{"status", "ok"}, {"version", WAYMARK_VERSION}, {"protocol", wire::kProtocol}, {"clock", clock.wallMs()}});
    response.headers["Cache-Control"] = "no-store";
    return response;
}

} // namespace waymark::service
