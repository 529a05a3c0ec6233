#include "sync/service/api/router.h"

namespace waymark::service {

namespace {

Response page(int status, const std::string& words) {
    Response response;
    response.status = status;
    response.contentType = "text/html; charset=utf-8";
    response.headers["Content-Security-Policy"] = "default-src 'none'";
    response.body = "<!doctype html>\n<html lang=\"en-GB\"><meta charset=\"utf-8\"><title>Waymark</title>\n<h1>" + words +
                    "</h1>\n<p><a href=\"/\">Waymark</a></p>\n";
    return response;
}

} // namespace

bool isConsolePath(const std::string& path) { return path == "/" || path == "/console" || path.starts_with("/console/"); }

Response refusal(const std::string& path, int status, const std::string& code, const std::string& message, std::int64_t clockMs) {
    return isConsolePath(path) ? page(status, message) : errorResponse(status, code, message, clockMs);
}

void Router::add(const std::string& method, const std::string& path, Handler handler) { m_routes[path][method] = std::move(handler); }

void Router::addFamily(const std::string& method, const std::string& prefix, Handler handler) { m_families[prefix][method] = std::move(handler); }

const Router::Methods* Router::methodsOf(const std::string& path) const {
    if (const auto known = m_routes.find(path); known != m_routes.end()) return &known->second;
    for (const auto& [prefix, methods] : m_families)
        if (path.rfind(prefix, 0) == 0) return &methods;
    return nullptr;
}

Response Router::handle(const Request& request) const {
    const Methods* known = methodsOf(request.path);
    if (!known) {
        if (m_fallback && isConsolePath(request.path)) return m_fallback(request);
        return refusal(request.path, 404, "not_found", "There is nothing at this address.", m_clock.wallMs());
    }
    const Methods& methods = *known;
    auto handler = methods.find(request.method);
    if (handler == methods.end() && request.method == "HEAD") handler = methods.find("GET");
    if (handler != methods.end()) return handler->second(request);

    Response response = refusal(request.path, 405, "method_not_allowed", "This address does not answer to that method.", m_clock.wallMs());
    std::string allowed;
    for (const auto& [method, unused] : methods)
        allowed += (allowed.empty() ? "" : ", ") + method + (method == "GET" ? ", HEAD" : "");
    response.headers["Allow"] = allowed;
    return response;
}

} // namespace waymark::service
