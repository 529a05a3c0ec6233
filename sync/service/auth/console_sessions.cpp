#include "sync/service/auth/console_sessions.h"

#include "shared/base/hex.h"
#include "sync/service/auth/keyed_hash.h"

namespace waymark::service {

namespace {

constexpr auto kLifeSeconds = std::chrono::seconds(kConsoleSessionLife).count();
constexpr auto kLifeMs = std::chrono::milliseconds(kConsoleSessionLife).count();

std::string randomHex(base::Random& random) {
    const auto bytes = random.bytes<32>();
    return base::toHex(bytes.data(), bytes.size());
}

std::string cookieHash(std::string_view cookie) { return plainHash("console cookie", cookie); }

std::string header(std::string_view value, std::int64_t maxAge, bool secure) {
    std::string text = std::string(kConsoleCookie) + '=' + std::string(value) + "; Path=/; Max-Age=" + std::to_string(maxAge) +
                       "; HttpOnly; SameSite=Strict";
    if (secure) text += "; Secure";
    return text;
}

} // namespace

OpenedSession openSession(Registry& registry, base::Random& random, const std::string& user, Millis now) {
    OpenedSession opened;
    opened.cookie = randomHex(random);
    opened.session = {cookieHash(opened.cookie), user, randomHex(random), now + kLifeMs};
    registry.removeExpiredSessions(now);
    registry.addSession(opened.session);
    return opened;
}

std::optional<ConsoleSession> findSession(Registry& registry, std::string_view cookie, Millis now) {
    if (cookie.empty()) return std::nullopt;
    auto session = registry.session(cookieHash(cookie));
    if (session && session->expires <= now) return std::nullopt;
    return session;
}

void closeSession(Registry& registry, std::string_view cookie) { registry.removeSession(cookieHash(cookie)); }

bool csrfMatches(const ConsoleSession& session, std::string_view fromForm) { return sameSecret(session.csrf, fromForm); }

std::string cookieHeader(std::string_view cookie, bool secure) { return header(cookie, kLifeSeconds, secure); }

std::string endedCookieHeader(bool secure) { return header({}, 0, secure); }

} // namespace waymark::service
