// How bytes reach the service: one call, so that tests put a service in the same process behind it, or a network that drops and repeats.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <optional>
#include <string>

namespace waymark::device {

using base::Millis;
using base::Result;

struct HttpReply {
    int status = 0;
    std::string body;                    ///< decompressed, within wire::kBodyLimits
    std::optional<Millis> retryAfter;    ///< of `Retry-After` in seconds
};

class Transport {
public:
    virtual ~Transport() = default;
    /// Posts a JSON body to `path` ("/v1/sync"). `bearer` may be empty. Any answer of a Waymark service is a reply, whatever its status.
    /// Errors: Offline (no connection, it broke, or what answered is no Waymark service: a captive portal), TooLarge, Malformed (a body
    /// that does not decompress).
    virtual Result<HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) = 0;
};

} // namespace waymark::device
