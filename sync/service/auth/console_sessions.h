// Being signed in to the console: a random cookie of which the Registry keeps the hash, and a token that every form must repeat.
// Pure functions over the Registry of the caller's transaction; a session outlives a restart of the service and ends after 12 hours.
#pragma once

#include "shared/base/random.h"
#include "sync/service/store/registry.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::service {

inline constexpr std::chrono::hours kConsoleSessionLife{12};  ///< a working day; nobody is signed in overnight
inline constexpr std::string_view kConsoleCookie = "waymark";

struct OpenedSession {
    std::string cookie;  ///< the secret itself, for the browser alone
    ConsoleSession session;
};

/// Starts a session and forgets those that have ended.
OpenedSession openSession(Registry& registry, base::Random& random, const std::string& user, Millis now);

/// The session that a cookie stands for, if it has not ended.
std::optional<ConsoleSession> findSession(Registry& registry, std::string_view cookie, Millis now);

void closeSession(Registry& registry, std::string_view cookie);

/// Whether a form carries the session's token (constant time).
bool csrfMatches(const ConsoleSession& session, std::string_view fromForm);

/// Values of `Set-Cookie`: HttpOnly, SameSite=Strict, Path=/, and Secure where the request came over TLS.
std::string cookieHeader(std::string_view cookie, bool secure);
std::string endedCookieHeader(bool secure);

} // namespace waymark::service
