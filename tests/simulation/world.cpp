#include "tests/simulation/world.h"

#include "shared/base/id.h"
#include "sync/service/auth/codes.h"
#include "sync/service/store/registry.h"
#include "tests/simulation/drawn_types.h"
#include "tests/support/device.h"
#include "tests/support/memory_disk.h"

namespace waymark::simulation {

using tests::must;

namespace {

// Codes are chance of their own, so that giving one out does not change what comes after it.
std::string keepCode(SimService& service, service::Code code) {
    std::string text;
    service.write([&](service::WriteTransaction& t) {
        text = service::newCode(service.random);
        code.hash = service::codeHash(text, *t.registry().organisation());
        code.expires = std::max(service.clock.wallMs(), service.reference.high) + 86'400'000;
        t.registry().addCode(code);
    });
    return text;
}

} // namespace

std::string enrolCode(SimService& service, const std::string& role, const std::vector<std::string>& venues) {
    service::Code code;
    code.role = *domain::parseRole(role);
    code.venues = venues;
    return keepCode(service, code);
}

std::string joinCode(SimService& service, const std::string& user) {
    service::Code code;
    code.enrols = false;
    code.user = user;
    return keepCode(service, code);
}

service::Request requestOf(const std::string& path, const std::string& body, const std::string& bearer) {
    service::Request request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.bearer = bearer;
    request.contentType = "application/json";
    request.peer = "127.0.0.1";
    return request;
}

base::Result<device::HttpReply> DirectTransport::post(const std::string& path, const std::string& body, const std::string& bearer) {
    const auto response = m_service.handle(0, requestOf(path, body, bearer), {});
    return device::HttpReply{response.status, response.body, {}};
}

World& World::instance() {
    static World world;
    return world;
}

std::string World::nameOf(const std::string& user) const {
    return user == worker ? "Wanda Worker" : user == otherWorker ? "Otto Other" : user == coordinator ? "Cora Coordinator" : user == volunteer ? "Viv Volunteer" : "Lea Lead";
}

std::string World::roleOf(const std::string& user) const {
    return user == coordinator ? "coordinator" : user == volunteer ? "volunteer" : user == lead ? "safeguarding" : "worker";
}

World::World() {
    tests::MemoryDisk::instance();
    service = std::make_unique<SimService>("base/service", clock, counters);
    service->open();
    tests::SeededRandom random(7);
    for (auto* id : {&organisation, &venue, &otherVenue, &worker, &otherWorker, &coordinator, &volunteer, &lead})
        *id = base::newUuid(random);
    service->organisation = service->reference.organisation = organisation;
    service->write([&](service::WriteTransaction& t) {
        t.registry().setOrganisation({organisation, "Test organisation", "Europe/London", std::string(64, 'a')});
    });
    const std::string stream = organisationStream();
    service->sets(stream, {"organisation", organisation}, {{"name", "Test organisation"}, {"timezone", "Europe/London"}});
    service->sets(stream, {"venue", venue}, {{"name", "Test hall"}, {"kind", "hall"}});
    service->sets(stream, {"venue", otherVenue}, {{"name", "Other hall"}, {"kind", "hall"}});
    for (const auto& user : {worker, otherWorker, coordinator, volunteer, lead}) {
        Json grants = Json::array();
        for (const auto& at : {venue, otherVenue})
            grants.push_back({{"role", roleOf(user)}, {"venue", "venue:" + at}, {"from", kStart - 86'400'000}});
        service->sets(stream, {"user", user}, {{"name", nameOf(user)}, {"active", true}, {"grants", grants}});
    }

    service->sets(stream, {"safeguarding_key", safeguardingKeyId(0)}, safeguardingKey(0, lead));

    DirectTransport transport(*service);
    const auto addDevice = [&](const std::string& role, const std::vector<std::string>& venues, const std::vector<std::string>& users) {
        DeviceInfo info;
        info.path = "base/device" + std::to_string(devices.size());
        info.users = users;
        info.user = users[0];
        SimDevice made(info.path, clock, 100 + devices.size());
        made.open();
        const auto link = must(device::makeEnrolLink("https://waymark.example", enrolCode(*service, role, venues)));
        info.id = must(made.enrolment().enrol(transport, link, {"Tablet", "test", "0"})).device;
        for (const auto& user : users) {
            must(made.enrolment().join(transport, joinCode(*service, user)));
            made.notebook().unload();
            must(made.enrolment().choosePin(tests::kPin));
            if (user != users.back()) made.unlock(users[0]);
        }
        made.close();
        devices.push_back(info);
    };
    addDevice("worker", {venue, otherVenue}, {worker});
    addDevice("coordinator", {venue, otherVenue}, {coordinator});
    addDevice("worker", {venue}, {otherWorker, volunteer});
    addDevice("worker", {venue, otherVenue}, {otherWorker, worker});

    // The other make speaks the wire and nothing else.
    const auto addClient = [&](const std::string& user, char nonce) {
        const Json enrol{{"code", enrolCode(*service, roleOf(user), {venue, otherVenue})}, {"nonce", std::string(32, nonce)},
                         {"device", {{"name", "Other make"}, {"platform", "x"}, {"app", "9"}}}};
        const std::string token = Json::parse(must(transport.post("/v1/enrol", enrol.dump(), {})).body)["token"];
        must(transport.post("/v1/join", Json{{"code", joinCode(*service, user)}, {"nonce", std::string(32, nonce)}}.dump(), token));
        return Client{token, user};
    };
    otherMake = addClient(worker, 'b');
    otherMakeOfLead = addClient(lead, 'c');
    service->learnDevices();
    clock.advance(60'000);
    service->close();
}

} // namespace waymark::simulation
