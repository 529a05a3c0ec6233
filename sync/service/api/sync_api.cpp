#include "sync/service/api/sync_api.h"

#include "sync/service/api/refusals.h"
#include "sync/service/auth/tokens.h"

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

Response SyncApi::sync(const Request& request) {
    const Result<Response> response = trySync(request);
    if (response) return *response;
    const bool isRetired = response.error().detail == SyncCore::kRetired;
    if (response.error().code == ErrorCode::Revoked) return wipeResponse(m_clock.wallMs(), isRetired ? Ended::Retired : Ended::Lost);
    return refused(response.error(), m_clock.wallMs());
}

Result<Response> SyncApi::trySync(const Request& request) {
    std::string device;
    const auto read = m_store.read([&](ReadTransaction& transaction) {
        if (const auto found = transaction.registry().deviceByToken(tokenHash(request.bearer))) device = found->id;
    });
    if (!read) return read.error();
    if (device.empty()) return Error{ErrorCode::Unauthorised, "token"};
    auto asked = wire::syncRequestFromText(request.body);
    if (!asked) return asked.error();
    const auto reply = m_core.sync(device, std::move(*asked));
    if (!reply) return reply.error();
    if (m_watcher) m_watcher(*reply);
    Response response;
    response.body = wire::toText(*reply);
    return response;
}

} // namespace waymark::service
