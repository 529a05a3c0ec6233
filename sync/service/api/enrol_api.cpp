#include "sync/service/api/enrol_api.h"

#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/base/text.h"
#include "shared/domain/stream.h"
#include "sync/service/api/grants.h"
#include "sync/service/api/refusals.h"
#include "sync/service/auth/codes.h"
#include "sync/service/auth/tokens.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

// A hall may mistype a few codes in a row; guessing fifty bits at this rate takes longer than any code lives.
constexpr RateLimitOptions kFailures{.burst = 20, .refill = std::chrono::seconds(30), .maxKeys = 10'000};

constexpr std::size_t kMaxDeviceText = 200;  // a name that a person can read on the board

struct CodeRequest {
    std::string code, nonce;
    Device device;  // name, platform and app of an enrolment
};

Error malformed(const std::string& message) { return {ErrorCode::Malformed, message}; }

/// A text of the device; empty where it is left out.
Result<std::string> deviceText(const Json& device, const char* key) {
    const auto it = device.find(key);
    if (it == device.end() || it->is_null()) return std::string();
    const std::string name = std::string("device.") + key;
    if (!it->is_string()) return malformed(name + " is not a text.");
    std::string text = base::cleaned(it->get_ref<const std::string&>());
    if (base::lengthInCharacters(text) > kMaxDeviceText) return malformed(name + " is longer than " + std::to_string(kMaxDeviceText) + " characters.");
    return text;
}

Result<CodeRequest> readRequest(const std::string& body, bool enrols) {
    const auto json = base::parseJson(body);
    if (!json || !json->is_object()) return malformed("The request is not a JSON object.");
    const Json& object = *json;
    const auto isText = [&object](const char* key) { return object.contains(key) && object[key].is_string(); };
    for (const char* key : {"code", "nonce"})
        if (!isText(key)) return malformed(std::string(key) + " is missing, or not a text.");
    CodeRequest request;
    request.code = object["code"].get<std::string>();
    request.nonce = object["nonce"].get<std::string>();
    if (!base::isOpId(request.nonce)) return malformed("nonce is not 32 lower-case hex digits.");
    if (!enrols) return request;
    const Json device = object.value("device", Json());
    if (!device.is_object()) return malformed("device is missing, or not an object.");
    for (auto [key, member] : {std::pair{"name", &Device::name}, std::pair{"platform", &Device::platform}, std::pair{"app", &Device::app}}) {
        auto text = deviceText(device, key);
        if (!text) return text.error();
        request.device.*member = std::move(*text);
    }
    return request;
}

std::string nameNow(StreamReader& streams, const Organisation& organisation) {
    const auto fields = streams.fieldsOf(domain::organisationStream(organisation.id), {"organisation", organisation.id});
    const Json name = valueOf(fields, "name");
    return name.is_string() ? name.get<std::string>() : organisation.name;
}

// The strongest of the user's roles at any venue that the device is granted; nothing if there is none.
std::optional<domain::Role> roleOn(const Device& device, const std::vector<domain::Grant>& user, Millis now) {
    std::optional<domain::Role> strongest;
    for (const auto& grant : device.grants) {
        if (!grant.holdsAt(now)) continue;
        for (const auto role : domain::rolesAt(user, grant.venue, now))
            strongest = strongest ? std::min(*strongest, role) : role;
    }
    return strongest;
}

// Only a wrong code counts against the limit: everything else tells a guesser nothing.
bool isGuess(ErrorCode code) { return code == ErrorCode::CodeUnknown || code == ErrorCode::CodeExpired || code == ErrorCode::CodeUsed; }

// Whoever writes a client is told what is wrong with the request.
Response refusedRequest(const Error& error, Millis clock) {
    if (error.code != ErrorCode::Malformed || error.detail.empty()) return refused(error, clock);
    return errorResponse(400, std::string(word(ErrorCode::Malformed)), error.detail, clock);
}

Response created(const Json& json) {
    Response response;
    response.status = 201;
    response.body = base::toText(json);
    return response;
}

// Without a beginning: what a device hands over that was enrolled again is older than this enrolment.
std::vector<domain::Grant> grantsOf(const Code& code) {
    std::vector<domain::Grant> grants;
    for (const auto& venue : code.venues)
        grants.push_back({code.role, venue, 0, std::nullopt});
    return grants;
}

} // namespace

EnrolApi::EnrolApi(Store& store, base::Random& random, const base::Clock& clock)
    : m_store(store), m_random(random), m_clock(clock), m_failures(clock, kFailures) {}

Response EnrolApi::limited(const Request& request, Result<Response> (EnrolApi::*work)(const Request&)) {
    const std::string network = networkOf(request.peer);
    const auto wait = m_failures.take(network);
    if (wait.count() > 0) return tooManyAttempts(wait, m_clock.wallMs());
    const Result<Response> response = (this->*work)(request);
    if (response || !isGuess(response.error().code)) m_failures.giveBack(network);
    return response ? *response : refusedRequest(response.error(), m_clock.wallMs());
}

Response EnrolApi::enrol(const Request& request) { return limited(request, &EnrolApi::tryEnrol); }
Response EnrolApi::join(const Request& request) { return limited(request, &EnrolApi::tryJoin); }

Result<Response> EnrolApi::tryEnrol(const Request& request) {
    auto asked = readRequest(request.body, true);
    if (!asked) return asked.error();
    Response response;
    const auto done = m_store.write([&](WriteTransaction& tx) -> Result<void> {
        Registry& registry = tx.registry();
        const auto organisation = registry.organisation();
        if (!organisation) return Error{ErrorCode::CodeUnknown, "no organisation"};
        const Millis now = m_clock.wallMs();
        const auto use = findCode(registry, *organisation, true, asked->code, asked->nonce, now);
        if (!use) return use.error();

        const std::string token = deviceToken(use->code.hash, asked->nonce, *organisation);
        std::string id = use->code.usedBy;
        if (use->replay) {
            const auto device = registry.device(id);
            if (!device || device->status != DeviceStatus::Active) return Error{ErrorCode::CodeUsed, "its device is out of use"};
        } else {
            Device device = asked->device;
            id = device.id = base::newUuid(m_random);
            device.tokenHash = tokenHash(token);
            device.enrolledAt = now;
            device.lastContact = now;
            device.grants = grantsOf(use->code);
            registry.addDevice(device);
            markCodeUsed(registry, *organisation, use->code, asked->nonce, id, now);
        }
        response = created({{"device", id},
                            {"token", token},
                            {"organisation", {{"id", organisation->id}, {"name", nameNow(tx.streams(), *organisation)}}},
                            {"clock", now}});
        return {};
    });
    if (!done) return done.error();
    return response;
}

Result<Response> EnrolApi::tryJoin(const Request& request) {
    Response response;
    const auto done = m_store.write([&](WriteTransaction& tx) -> Result<void> {
        Registry& registry = tx.registry();
        const auto organisation = registry.organisation();
        const auto device = registry.deviceByToken(tokenHash(request.bearer));
        if (!organisation || !device) return Error{ErrorCode::Unauthorised, "token"};
        if (device->status == DeviceStatus::Lost) {
            registry.recordToldToWipe(device->id, m_clock.wallMs());
            response = wipeResponse(m_clock.wallMs());
            return {};
        }
        if (device->status != DeviceStatus::Active) return Error{ErrorCode::Revoked, "retired"};
        const auto asked = readRequest(request.body, false);
        if (!asked) return asked.error();

        const Millis now = m_clock.wallMs();
        const auto use = findCode(registry, *organisation, false, asked->code, asked->nonce, now);
        if (!use) return use.error();
        if (use->replay && use->code.usedBy != device->id) return Error{ErrorCode::CodeUsed, "by another device"};

        const std::string& user = use->code.user;
        const auto fields = tx.streams().fieldsOf(domain::organisationStream(organisation->id), {"user", user});
        const auto role = roleOn(*device, grantsOfUser(fields), now);
        if (!role) {
            response = errorResponse(403, "not_granted", "This worker has no role at the venues of this device. Ask your coordinator.", now);
            return {};
        }
        registry.addDeviceUser(device->id, user, now);
        if (!use->replay) markCodeUsed(registry, *organisation, use->code, asked->nonce, device->id, now);
        response = created({{"user", {{"id", user}, {"name", valueOf(fields, "name")}, {"role", domain::name(*role)}}}, {"clock", now}});
        return {};
    });
    if (!done) return done.error();
    return response;
}

} // namespace waymark::service
