// A request and its answer, free of any HTTP library: what sync/service/http hands to the API and to the console.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace waymark::service {

struct Request {
    std::string method;                         ///< "GET", "POST", …
    std::string path;                           ///< decoded, without the query
    std::map<std::string, std::string> query;   ///< decoded; the last of repeated keys
    std::map<std::string, std::string> cookies;
    std::string bearer;                         ///< of `Authorization: Bearer …`
    std::string contentType;
    std::string range, contentRange;            ///< headers of those names
    bool hasLength = true;                      ///< it said beforehand how long its content is
    std::string body;                           ///< decompressed, within the limits
    std::string peer;                           ///< address of the other side, for rate limits only; never logged
    bool secure = false;                        ///< it came over TLS, here or at the proxy in front

    /// Fields of an application/x-www-form-urlencoded body, decoded.
    std::map<std::string, std::string> form() const;
};

/// The next piece of a body that is made while it is sent; empty at its end. An error cuts the connection, so that nobody takes a part for all.
/// Called on any thread, one call after the other; what it holds lives until it is thrown away.
using BodySource = std::function<base::Result<std::string>()>;

struct Response {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::map<std::string, std::string> headers;  ///< others: Location, Set-Cookie, Retry-After, …
    BodySource more{};                           ///< what follows `body`, if it is too much to be made at once
};

/// Answers a request; called on any of several threads at once. What it throws becomes a 500.
using Handler = std::function<Response(const Request&)>;

/// `{"error":"code","message":"plain words","clock":…}` with the status; the shape of every error of the API.
Response errorResponse(int status, const std::string& code, const std::string& message, std::int64_t clockMs);

} // namespace waymark::service
