// Which handler answers a method and a path. Built once at the start, then read by any thread. The answers to what is not there are
// JSON; on the console's addresses they are plain pages, or the fallback's to give.
#pragma once

#include "shared/base/clock.h"
#include "sync/service/api/exchange.h"

#include <map>
#include <string>

namespace waymark::service {

class Router {
public:
    explicit Router(const base::Clock& clock) : m_clock(clock) {}

    /// An exact path. A handler for GET answers HEAD too.
    void add(const std::string& method, const std::string& path, Handler handler);
    /// Every path that begins so and was not added itself; `prefix` ends in '/'.
    void addFamily(const std::string& method, const std::string& prefix, Handler handler);
    /// Every path of the console's that was not added.
    void setFallback(Handler handler) { m_fallback = std::move(handler); }

    /// 404 for an unknown path, 405 with Allow for a known one with another method.
    Response handle(const Request& request) const;

private:
    using Methods = std::map<std::string, Handler>;
    const Methods* methodsOf(const std::string& path) const;

    const base::Clock& m_clock;
    std::map<std::string, Methods> m_routes;    ///< path → method → handler
    std::map<std::string, Methods> m_families;  ///< prefix → method → handler
    Handler m_fallback;
};

/// Whether errors on this path are pages for people; elsewhere, and of what is no path at all, they are JSON.
bool isConsolePath(const std::string& path);

/// An error of the HTTP layer in the shape that fits the path.
Response refusal(const std::string& path, int status, const std::string& code, const std::string& message, std::int64_t clockMs);

} // namespace waymark::service
