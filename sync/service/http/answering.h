// From a request as it came over the wire to the answer as it goes back, without any HTTP library: codings, cookies, the proxy's
// headers, and the headers that every answer carries. Pure but for the handler; runs on any thread.
#pragma once

#include "shared/base/clock.h"
#include "sync/service/api/exchange.h"
#include "sync/service/http/limits.h"

#include <string>
#include <utility>
#include <vector>

namespace waymark::service {

/// A request whose body is complete but may be compressed. Absent headers are empty.
struct RawRequest {
    std::string method, target;
    std::string contentType, contentEncoding, acceptEncoding, authorization, cookie, forwardedFor, forwardedProto, range, contentRange;
    bool hasLength = true;  ///< there is a Content-Length
    std::string body;
    std::string peer;     ///< address of the other end of the connection
    bool tls = false;     ///< the connection itself is encrypted
};

struct RawResponse {
    int status = 500;
    std::vector<std::pair<std::string, std::string>> headers;  ///< all but Content-Length, Connection and Date
    std::string body;                                          ///< compressed if the headers say so
    BodySource more{};                                         ///< what follows it; then nothing is compressed
};

class Answering {
public:
    Answering(Handler handler, const base::Clock& clock, bool behindProxy, const HttpLimits& limits)
        : m_handler(std::move(handler)), m_clock(clock), m_behindProxy(behindProxy), m_limits(limits) {}

    /// 400 (target or body cannot be read), 413, 415, else the handler's; 500 if it throws.
    RawResponse answer(const RawRequest& raw) const;

    /// A refusal by the connection itself. A 503 says after how many seconds to come back.
    RawResponse refuse(const std::string& target, int status, const std::string& code, const std::string& message, unsigned retryAfter = 10) const;

private:
    Response handled(const RawRequest& raw, const std::string& path, const std::string& query) const;
    Request requestOf(const RawRequest& raw) const;
    RawResponse finished(Response response, const RawRequest& raw) const;

    const Handler m_handler;
    const base::Clock& m_clock;
    const bool m_behindProxy;
    const HttpLimits m_limits;
};

/// The path of a request target, still encoded, and the query after it. Of an absolute target the path alone.
std::pair<std::string, std::string> splitTarget(const std::string& target);

} // namespace waymark::service
