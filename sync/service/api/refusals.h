// The errors of the API, each with its status, its code and its plain words, said in one place.
#pragma once

#include "shared/base/result.h"
#include "sync/service/api/exchange.h"

#include <chrono>
#include <string_view>

namespace waymark::service {

/// The code of an error as the wire and the command line write it: "code_unknown".
std::string_view word(base::ErrorCode code);

/// The answer for an error: 400 malformed, 401 token_unknown or token_revoked, 403 code_…, 413, 503 and 500.
Response refused(const base::Error& error, std::int64_t clockMs);

/// What a refused device is: reported lost, or retired and without anything left to hand over.
enum class Ended { Lost, Retired };

/// 401 `token_revoked` with `"wipe":true`: the device removes what it holds. A retired one is told so, for what it has recorded meanwhile.
Response wipeResponse(std::int64_t clockMs, Ended ended = Ended::Lost);

/// 429 with Retry-After.
Response tooManyAttempts(std::chrono::milliseconds wait, std::int64_t clockMs);

} // namespace waymark::service
