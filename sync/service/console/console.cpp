#include "sync/service/console/console.h"

#include "shared/base/hex.h"
#include "sync/service/api/form_encoding.h"
#include "sync/service/auth/keyed_hash.h"
#include "sync/service/console/embedded.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

#include <algorithm>

namespace waymark::service {

namespace {

using PageFunction = Response (*)(const PageTools&, const Visitor&, const Request&);

struct PageRoute {
    const char* path;
    PageFunction page;
    bool forCoordinators;
};

Response retireDevice(const PageTools& tools, const Visitor& visitor, const Request& request) {
    return endDevice(tools, visitor, request, DeviceStatus::Retired);
}
Response loseDevice(const PageTools& tools, const Visitor& visitor, const Request& request) {
    return endDevice(tools, visitor, request, DeviceStatus::Lost);
}

constexpr PageRoute kPages[] = {
    {"/console/", overviewPage, false},         {"/console/attendance", attendancePage, false}, {"/console/feedback", feedbackPage, false},
    {"/console/distance", distancePage, false}, {"/console/devices", devicesPage, true},        {"/console/enrolment", enrolmentPage, true},
    {"/console/conflicts", conflictsPage, true}, {"/console/set-aside", setAsidePage, true},    {"/console/team", teamPage, true},
    {"/console/safeguarding", safeguardingPage, true}, {"/console/team/member", memberPage, true}, {"/console/devices/device", devicePage, true},
    {"/console/people", peoplePage, true},      {"/console/people/person", personPage, true},   {"/console/people/compare", comparePage, true},
};

constexpr PageRoute kForms[] = {
    {"/console/devices/retire", retireDevice, true},
    {"/console/devices/lost", loseDevice, true},
    {"/console/set-aside/export", exportSetAside, true},
    {"/console/conflicts/settle", settleConflict, true},
    {"/console/enrolment/device", makeDeviceCode, true},
    {"/console/safeguarding/key", changeSafeguardingKey, true},
    {"/console/safeguarding/settings", changeSafeguardingSettings, true},
    {"/console/enrolment/person", makePersonCode, true},
    {"/console/people", findPeople, true},
    {"/console/people/join", joinPeople, true},
    {"/console/people/part", partPerson, true},
    {"/console/people/share", sharePerson, true},
    {"/console/devices/give", giveDeviceVenue, true},
    {"/console/devices/take", takeDeviceVenue, true},
    {"/console/team/give", giveMemberRole, true},
    {"/console/team/take", takeMemberRole, true},
    {"/console/team/end", endMember, true},
};

// The form of the sign-in has no session to keep its token, so the token is in a cookie of its own, which no other site can set or read.
constexpr std::string_view kFormCookie = "waymark-form";

std::string valueOr(const std::map<std::string, std::string>& values, std::string_view key) {
    const auto it = values.find(std::string(key));
    return it == values.end() ? std::string() : it->second;
}

/// A place of the console to go on to, with what was asked of it; never another site.
std::string safeNext(const std::string& next) {
    const std::size_t mark = next.find('?');
    Request asked;
    asked.path = next.substr(0, mark);
    if (mark != std::string::npos) asked.query = decodeForm(next.substr(mark + 1));
    for (const auto& page : kPages)
        if (asked.path == page.path) return addressOf(asked);
    return "/console/";
}

/// The sign-in that leads on to where somebody was going.
std::string signInFor(const Request& request) {
    const std::string next = safeNext(addressOf(request));
    const std::size_t mark = std::min(next.find('?'), next.size());
    return "/console/sign-in" + (next == "/console/" ? "" : "?next=" + next.substr(0, mark) + percentEncode(next.substr(mark)));
}

std::string cookie(std::string_view name, const std::string& value, bool secure) {
    return std::string(name) + '=' + value + "; Path=/console; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
}

Response message(const std::string& title, const std::string& lead, const std::string& text, int status, const Request& request) {
    return pageAlone(
        request, title,
        "<div class=\"card\">" +
            renderTemplate("message.html",
                           {{"title", title}, {"lead", lead}, {"text", text}, {"href", "/console/"}, {"action", "Go to the overview"}}) +
            "</div>",
        status);
}

Response styleSheet() {
    Response response;
    response.contentType = "text/css; charset=utf-8";
    response.body = embeddedFile("console.css");
    response.headers["Cache-Control"] = "public, max-age=300";
    return response;
}

}  // namespace

Console::Console(Store& store, base::Random& random, const base::Clock& clock, ConsoleSettings settings, PasswordCost cost)
    : m_store(store), m_random(random), m_clock(clock), m_settings(std::move(settings)), m_signIn(store, random, clock, cost) {}

Response Console::handle(const Request& request) {
    Response response = answer(request);
    addSecurityHeaders(response);
    return response;
}

Response Console::answer(const Request& request) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (request.path == "/" || request.path == "/console") return seeOther("/console/");
    if (reads && request.path == "/console/console.css") return styleSheet();
    if (request.path == "/console/sign-in") return reads ? signInPage(request, {}, {}, 200) : signIn(request);

    bool storageFailed = false;
    const auto visitor = visitorOf(request, storageFailed);
    if (storageFailed)
        return message("Not now", "The service cannot read its data just now.", "Nothing is lost. Try again in a minute.", 503, request);
    if (!visitor) {
        Response response = seeOther(signInFor(request));
        return response;
    }
    return forVisitor(*visitor, request);
}

std::optional<Visitor> Console::visitorOf(const Request& request, bool& storageFailed) {
    const std::string secret = valueOr(request.cookies, kConsoleCookie);
    if (secret.empty()) return std::nullopt;
    const base::Millis now = m_clock.wallMs();
    std::optional<ConsoleSession> session;
    std::optional<Directory> directory;
    const auto read = m_store.read([&](ReadTransaction& transaction) {
        session = findSession(transaction.registry(), secret, now);
        if (session) directory = readDirectory(transaction);
    });
    storageFailed = !read.ok();
    if (!read || !session || !directory) return std::nullopt;
    return Visitor::of(std::move(*directory), std::move(*session), now);
}

Response Console::signInPage(const Request& request, const std::string& problem, const std::string& email, int status) {
    std::string organisation = "Waymark";
    (void)m_store.read([&](ReadTransaction& transaction) {
        if (const auto known = transaction.registry().organisation()) organisation = known->name;
    });
    const auto bytes = m_random.bytes<16>();
    const std::string token = base::toHex(bytes.data(), bytes.size());
    const std::string next = valueOr(request.method == "POST" ? request.form() : request.query, "next");
    Response response = pageAlone(request, "Sign in",
                                  renderTemplate("sign_in.html", {{"sign", brandSign()},
                                                                  {"organisation", organisation},
                                                                  {"problem", problem},
                                                                  {"email", email},
                                                                  {"csrf", token},
                                                                  {"next", safeNext(next)}}),
                                  status);
    response.headers["Set-Cookie"] = cookie(kFormCookie, token, request.secure);
    return response;
}

Response Console::signIn(const Request& request) {
    const auto form = request.form();
    const std::string token = valueOr(request.cookies, kFormCookie), email = valueOr(form, "email");
    if (token.empty() || !sameSecret(token, valueOr(form, "csrf")))
        return signInPage(request, "That form was too old. Please sign in again.", email, 403);
    const auto outcome = m_signIn.signIn(email, valueOr(form, "password"), request.peer);
    if (const auto* refused = std::get_if<SignInRefused>(&outcome)) {
        if (refused->why == SignInRefusal::TooMany) {
            Response response = signInPage(request, "Too many tries. Wait a minute, then try again.", email, 429);
            response.headers["Retry-After"] = retryAfterSeconds(refused->wait);
            return response;
        }
        if (refused->why == SignInRefusal::StorageFailed)
            return signInPage(request, "The service cannot read its data just now. Try again in a minute.", email, 503);
        return signInPage(request, "The e-mail or the password is not right.", email, 403);
    }
    const auto& opened = std::get<OpenedSession>(outcome);
    Request as = request;
    as.cookies[std::string(kConsoleCookie)] = opened.cookie;
    bool storageFailed = false;
    if (!visitorOf(as, storageFailed)) {
        signOut(as);
        return signInPage(request,
                          storageFailed ? "The service cannot read its data just now. Try again in a minute."
                                        : "The console is for administrators, coordinators and readers. For your work, use the app.",
                          email, storageFailed ? 503 : 403);
    }
    Response response = seeOther(safeNext(valueOr(form, "next")));
    response.headers["Set-Cookie"] = cookieHeader(opened.cookie, request.secure);
    return response;
}

Response Console::signOut(const Request& request) {
    (void)m_store.write([&](WriteTransaction& transaction) -> base::Result<void> {
        closeSession(transaction.registry(), valueOr(request.cookies, kConsoleCookie));
        return {};
    });
    Response response = seeOther("/console/sign-in");
    response.headers["Set-Cookie"] = endedCookieHeader(request.secure);
    return response;
}

Response Console::forVisitor(const Visitor& visitor, const Request& request) {
    if (request.method == "GET" || request.method == "HEAD") return get(visitor, request);
    if (request.method != "POST") {
        Response response = message("Not like that", "This page cannot be used like that.", {}, 405, request);
        response.headers["Allow"] = "GET, HEAD, POST";
        return response;
    }
    if (!csrfMatches(visitor.session(), valueOr(request.form(), "csrf")))
        return message("Not done", "That form was too old, so nothing was done.", "Go back, load the page again, and send it again.", 403,
                       request);
    return post(visitor, request);
}

Response Console::get(const Visitor& visitor, const Request& request) {
    const PageTools tools{m_store, m_clock, m_random, m_settings};
    for (const auto& route : kPages)
        if (request.path == route.path && (!route.forCoordinators || visitor.coordinates())) return route.page(tools, visitor, request);
    return message("Not here", "There is no such page.", "It may have moved, or it is not for you.", 404, request);
}

Response Console::post(const Visitor& visitor, const Request& request) {
    const PageTools tools{m_store, m_clock, m_random, m_settings};
    if (request.path == "/console/sign-out") return signOut(request);
    if (request.path == "/console/mirror") {
        Response response = seeOther(safeNext(valueOr(request.form(), "back")));
        response.headers["Set-Cookie"] = cookie(kDirectionCookie, isMirrored(request) ? "ltr" : "rtl", request.secure);
        return response;
    }
    for (const auto& route : kForms)
        if (request.path == route.path && (!route.forCoordinators || visitor.coordinates())) return route.page(tools, visitor, request);
    return message("Not here", "There is no such page.", "It may have moved, or it is not for you.", 404, request);
}

}  // namespace waymark::service
