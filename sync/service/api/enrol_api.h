// POST /v1/enrol brings a device in by a code; POST /v1/join lets a worker sign in to it once (contract, section 5). The same code with
// the same nonce gets the same answer for 24 hours, so a lost reply costs nothing. Owned by the program; any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "sync/service/api/exchange.h"
#include "sync/service/auth/rate_limit.h"

namespace waymark::service {

class Store;

class EnrolApi {
public:
    EnrolApi(Store& store, base::Random& random, const base::Clock& clock);

    /// 201 {device, token, organisation:{id,name}, clock}; 400 malformed; 403 code_unknown, code_expired, code_used; 429; 503.
    Response enrol(const Request& request);
    /// 201 {user:{id,name,role}, clock}; 400, 403, 429 and 503 as above, 403 not_granted; 401 token_unknown, token_revoked.
    Response join(const Request& request);

private:
    Response limited(const Request& request, base::Result<Response> (EnrolApi::*work)(const Request&));
    base::Result<Response> tryEnrol(const Request& request);
    base::Result<Response> tryJoin(const Request& request);

    Store& m_store;
    base::Random& m_random;
    const base::Clock& m_clock;
    RateLimit m_failures;
};

} // namespace waymark::service
