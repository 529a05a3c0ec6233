#include "tests/sync/service/console/console_world.h"

#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/form_encoding.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"

namespace waymark::tests {

using base::Json;
using base::Result;
using service::Request;
using service::Response;
using service::WriteTransaction;

namespace {

const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";

void must(const Result<void>& done) {
    if (!done) qFatal("%s", done.error().detail.c_str());
}

}  // namespace

ConsoleWorld::ConsoleWorld() {
    auto store = service::SqliteStore::open(m_directory.filePath("waymark.db").toStdString());
    if (!store) qFatal("%s", store.error().detail.c_str());
    m_store = std::move(*store);
    must(m_store->write([](WriteTransaction& t) -> Result<void> {
        t.registry().setOrganisation({kOrganisation, "A charity & friends", "Europe/London", std::string(64, '7')});
        return {};
    }));
    set(domain::organisationStream(kOrganisation), "venue", kLibrary, {{"name", "Acocks Green Library"}});
    set(domain::organisationStream(kOrganisation), "venue", kHall, {{"name", "The Hall"}});
    service::ConsoleSettings settings;
    settings.publicUrl = [] { return std::string("https://waymark.example.org"); };
    m_console = std::make_unique<service::Console>(*m_store, random, clock, settings, service::PasswordCost::least());
}

void ConsoleWorld::set(const std::string& stream, const std::string& type, const std::string& id, Json fields) {
    must(m_store->write([&](WriteTransaction& t) -> Result<void> {
        const auto done = service::ServiceOps(t.streams(), random, clock.wallMs()).set(stream, {type, id}, fields);
        return done ? Result<void>() : Result<void>(done.error());
    }));
}

std::string ConsoleWorld::addUser(const std::string& name, const std::vector<domain::Grant>& grants, bool active) {
    const std::string id = base::newUuid(random);
    set(domain::organisationStream(kOrganisation), "user", id, {{"name", name}, {"active", active}, {"grants", domain::toJson(grants)}});
    const auto hash = service::hashPassword(kPassword, service::PasswordCost::least());
    must(m_store->write([&](WriteTransaction& t) -> Result<void> {
        t.registry().setLogin({id, name + "@example.org", *hash});
        return {};
    }));
    return id;
}

std::string ConsoleWorld::addSession(const std::string& venue, const std::string& date, int people) {
    const std::string session = base::newUuid(random);
    set(domain::venueStream(venue), "session", session, {{"date", date}, {"status", "signed"}});
    for (int i = 0; i < people; ++i) {
        const std::string person = base::newUuid(random);
        set(domain::venueStream(venue), "person", person, {{"name", "Invented " + std::to_string(i)}, {"kind", "child"}});
        set(domain::registerStream(venue, std::stoi(date.substr(0, 4))), "mark", base::markId(session, person),
            {{"session", "session:" + session}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}});
    }
    return session;
}

std::string ConsoleWorld::addDevice(const std::string& name, const std::string& venue) {
    service::Device device;
    device.id = base::newUuid(random);
    device.name = name;
    device.platform = "Android";
    device.app = "0.1.0";
    device.tokenHash = device.id;
    device.enrolledAt = clock.wallMs();
    device.grants = {{domain::Role::Worker, venue, 0, std::nullopt}};
    must(m_store->write([&](WriteTransaction& t) -> Result<void> {
        t.registry().addDevice(device);
        return {};
    }));
    return device.id;
}

service::Device ConsoleWorld::device(const std::string& id) {
    service::Device found;
    must(m_store->read([&](service::ReadTransaction& t) { found = t.registry().device(id).value_or(service::Device{}); }));
    return found;
}

Response ConsoleWorld::get(const std::string& path, const std::map<std::string, std::string>& query) {
    Request request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    return send(request);
}

Response ConsoleWorld::post(const std::string& path, const std::map<std::string, std::string>& form) {
    Request request;
    request.method = "POST";
    request.path = path;
    request.contentType = "application/x-www-form-urlencoded";
    for (const auto& [key, value] : form)
        request.body += (request.body.empty() ? "" : "&") + service::percentEncode(key) + '=' + service::percentEncode(value);
    return send(request);
}

Response ConsoleWorld::send(Request request) {
    request.cookies = m_cookies;
    request.peer = peer;
    Response response = m_console->handle(request);
    // A body that is made piece by piece, as the connection sends it.
    for (bool isAtEnd = !response.more; !isAtEnd;) {
        const auto piece = response.more();
        if (!piece) qFatal("%s", piece.error().detail.c_str());
        isAtEnd = piece->empty();
        response.body += *piece;
    }
    const auto cookie = response.headers.find("Set-Cookie");
    if (cookie != response.headers.end()) {
        const std::string pair = cookie->second.substr(0, cookie->second.find(';'));
        m_cookies[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    return response;
}

Response ConsoleWorld::signIn(const std::string& email, const std::string& password) {
    const std::string token = hiddenField(get("/console/sign-in").body, "csrf");
    return post("/console/sign-in", {{"csrf", token}, {"email", email}, {"password", password}, {"next", "/console/"}});
}

std::string ConsoleWorld::csrf() { return hiddenField(get("/console/").body, "csrf"); }

std::string hiddenField(const std::string& html, const std::string& name) {
    const std::string field = "name=\"" + name + "\" value=\"";
    const auto at = html.find(field);
    if (at == std::string::npos) return {};
    const auto from = at + field.size();
    return html.substr(from, html.find('"', from) - from);
}

}  // namespace waymark::tests
