// One line for each request on standard error: what was asked and how it went, and nothing about anybody. No address, no token, no
// query, no body.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace waymark::service {

struct AccessLine {
    std::string method, path;
    int status = 0;
    std::chrono::milliseconds took{0};
    std::uint64_t bytesIn = 0, bytesOut = 0;  ///< of the bodies as they travelled
    bool turnedAway = false;                  ///< there was no room: told to come back later
};

using AccessLog = std::function<void(const AccessLine&)>;

/// "POST /v1/sync 200 12ms 4533B in 812B out": the path without control characters, with long segments (ids, and whatever else could
/// name somebody) cut to their first eight characters.
std::string format(const AccessLine& line);

/// Writes to standard error; a line is dropped if nobody reads there, because the service must not wait for its log.
AccessLog standardErrorLog();

} // namespace waymark::service
