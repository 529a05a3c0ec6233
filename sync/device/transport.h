// How bytes reach the service: one call at a time, so that tests put a service in the same process behind it, or a network that drops and repeats.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace waymark::device {

using base::Millis;
using base::Result;

struct HttpReply {
    int status = 0;
    std::string body;                    ///< decompressed, within wire::kBodyLimits
    std::optional<Millis> retryAfter;    ///< of `Retry-After` in seconds
    std::optional<std::int64_t> uploadOffset = std::nullopt;  ///< how much of a blob the service has
};

/// One call: JSON that is posted, or a part of a blob on its way up or down.
struct HttpCall {
    enum class Method { Post, Head, Get, Put };
    std::string path, body, bearer;      ///< `bearer` may be empty
    Method method = Method::Post;
    std::string range = {};              ///< of a Get: "bytes=0-99"
    std::string contentRange = {};       ///< of a Put: "bytes 0-99/300"
};

class Transport {
public:
    virtual ~Transport() = default;
    /// Posts a JSON body to `path` ("/v1/sync"). `bearer` may be empty. Any answer of a Waymark service is a reply, whatever its status.
    /// Errors: Offline (no connection, it broke, or what answered is no Waymark service: a captive portal), TooLarge, Malformed (a body
    /// that does not decompress).
    virtual Result<HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) = 0;
    /// Any of the calls. Errors: as `post`, and Unsupported (a way that carries JSON alone: blobs wait).
    virtual Result<HttpReply> call(const HttpCall& call) {
        if (call.method == HttpCall::Method::Post) return post(call.path, call.body, call.bearer);
        return base::Error{base::ErrorCode::Unsupported, "blobs"};
    }
};

} // namespace waymark::device
