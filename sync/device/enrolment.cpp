#include "sync/device/enrolment.h"

#include "shared/base/hex.h"
#include "sync/device/device_store.h"
#include "sync/device/http_url.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::textOf;

namespace {

constexpr RowName kTokenName{"meta", {}, {}, "token", 0};

Error errorOf(const HttpReply& reply) {
    const auto json = base::parseJson(reply.body);
    const std::string code = json ? textOf(*json, "error") : std::string();
    const std::string said = json ? textOf(*json, "message") : std::string();
    if (code == "code_unknown") return {ErrorCode::CodeUnknown, said};
    if (code == "code_expired") return {ErrorCode::CodeExpired, said};
    if (code == "code_used") return {ErrorCode::CodeUsed, said};
    if (reply.status == 429)
        return {ErrorCode::TooManyAttempts, std::to_string(reply.retryAfter.value_or(60'000) / 1000)};
    if (reply.status == 401) return {ErrorCode::Unauthorised, said};
    if (reply.status == 403) return {ErrorCode::NotPermitted, said};
    if (reply.status >= 500) return {ErrorCode::Busy, said};
    return {ErrorCode::Malformed, "status " + std::to_string(reply.status)};
}

// The same code however it was typed: the nonce must be the same too, or a lost answer would cost the code.
std::string spelled(std::string_view code) {
    std::string plain;
    for (const char c : code)
        if (std::isalnum(static_cast<unsigned char>(c))) plain.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    return plain;
}

Json toJson(const Worker& worker) { return {{"user", worker.user}, {"name", worker.name}, {"role", domain::name(worker.role)}}; }

std::optional<Worker> workerFrom(const Json& json, const char* idKey) {
    const auto role = domain::parseRole(textOf(json, "role"));
    if (!role || textOf(json, idKey).empty()) return std::nullopt;
    return Worker{textOf(json, idKey), textOf(json, "name"), *role};
}

Result<std::optional<Json>> metaJson(DeviceStore& store, std::string_view name) {
    const auto text = store.meta(name);
    if (!text) return text.error();
    if (!*text) return std::optional<Json>();
    auto json = base::parseJson(**text);
    return json ? std::optional(std::move(*json)) : std::optional<Json>();
}

using NamedValues = std::map<std::string, std::string, std::less<>>;

/// What a link that begins like that says, by name. Errors: Malformed.
Result<NamedValues> namedValues(std::string_view text, std::string_view start) {
    if (!text.starts_with(start)) return Error{ErrorCode::Malformed, "no such link"};
    text.remove_prefix(start.size());
    NamedValues values;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) return Error{ErrorCode::Malformed, "no such link"};
        auto value = decodePercent(pair.substr(equals + 1));
        if (!value) return value.error();
        values[std::string(pair.substr(0, equals))] = std::move(*value);
    }
    return values;
}

std::string withoutBlanks(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n' && c != '\t') out.push_back(c);
    return out;
}

} // namespace

Result<EnrolLink> parseEnrolLink(std::string_view text) {
    const auto said = namedValues(text, "waymark://enrol?");
    if (!said) return said.error();
    const auto value = [&values = *said](std::string_view name) {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    };
    auto url = checkServiceUrl(value("u"));
    if (!url) return url.error();
    EnrolLink link{std::move(*url), value("c"), value("k"), value("s")};
    if (link.code.empty()) return Error{ErrorCode::Malformed, "no code"};
    return link;
}

Result<std::string> parseJoinCode(std::string_view text) {
    std::string code = withoutBlanks(text);
    if (!code.starts_with("waymark:")) return code;
    const auto said = namedValues(code, "waymark://join?");
    if (!said) return said.error();
    const auto found = said->find("c");
    code = found == said->end() ? std::string() : withoutBlanks(found->second);
    if (code.empty()) return Error{ErrorCode::Malformed, "no code"};
    return code;
}

Result<EnrolLink> makeEnrolLink(std::string_view address, std::string_view code) {
    std::string url = withoutBlanks(address), typed = withoutBlanks(code);
    if (url.find("://") == std::string::npos) url = "https://" + url;
    auto checked = checkServiceUrl(url);
    if (!checked) return checked.error();
    if (typed.empty()) return Error{ErrorCode::Malformed, "no code"};
    return EnrolLink{std::move(*checked), std::move(typed), {}, {}};
}

Enrolment::Enrolment(DeviceStore& store, Vault& vault, base::Random& random) : m_store(store), m_vault(vault), m_random(random) {}

std::optional<Enrolled> Enrolment::enrolled() const {
    const auto json = metaJson(m_store, "enrolled");
    if (!json || !*json) return std::nullopt;
    const Json& held = **json;
    return Enrolled{textOf(held, "url"),    textOf(held, "service_key"),  textOf(held, "safeguarding_key"),
                    textOf(held, "device"), textOf(held, "organisation"), textOf(held, "organisation_name")};
}

// The nonce is on the disk before the call and goes with the answer's transaction.
Result<Json> Enrolment::call(Transport& transport, const std::string& what, const std::string& path, Json body, const std::string& bearer) {
    const std::string name = "asking_" + what;
    const auto asked = metaJson(m_store, name);
    if (!asked) return asked.error();
    std::string nonce;
    if (*asked && textOf(**asked, "code") == spelled(textOf(body, "code"))) nonce = textOf(**asked, "nonce");
    if (nonce.empty()) {
        nonce = base::toHex(m_random.bytes<16>().data(), 16);
        if (auto stored = m_store.setMeta(name, base::toText(Json{{"code", spelled(textOf(body, "code"))}, {"nonce", nonce}})); !stored) return stored.error();
    }
    body["nonce"] = nonce;
    const auto reply = transport.post(path, base::toText(body), bearer);
    if (!reply) return reply.error();
    if (reply->status != 200 && reply->status != 201) return errorOf(*reply);
    auto json = base::parseJson(reply->body);
    if (!json || !json->is_object()) return Error{ErrorCode::Malformed, "answer"};
    return json;
}

Result<Enrolled> Enrolment::enrol(Transport& transport, const EnrolLink& link, const DeviceInfo& info) {
    const bool anybody = !m_vault.workers().empty();
    if (anybody && !m_vault.isUnlocked()) return Error{ErrorCode::Locked, "somebody must be signed in to enrol this device again"};
    const Json body{{"code", link.code}, {"device", {{"name", info.name}, {"platform", info.platform}, {"app", info.app}}}};
    const auto answer = call(transport, "enrol", "/v1/enrol", body, {});
    if (!answer) return answer.error();
    const Json organisation = answer->value("organisation", Json::object());
    const Enrolled now{link.url, link.serviceKey, link.safeguardingKey, textOf(*answer, "device"), textOf(organisation, "id"),
                       textOf(organisation, "name")};
    const std::string token = textOf(*answer, "token");
    if (now.device.empty() || now.organisation.empty() || token.empty()) return Error{ErrorCode::Malformed, "the answer lacks something"};
    const auto before = enrolled();
    if (before && before->organisation != now.organisation && anybody)
        return Error{ErrorCode::NotPermitted, "this device holds another organisation's records"};

    const Json held{{"url", now.serviceUrl},  {"service_key", now.serviceKey},   {"safeguarding_key", now.safeguardingKey},
                    {"device", now.device}, {"organisation", now.organisation}, {"organisation_name", now.organisationName}};
    const auto stored = m_store.transaction([&]() -> Result<void> {
        if (auto set = m_store.setMeta("enrolled", base::toText(held)); !set) return set;
        if (auto set = m_store.setMeta("token_in_clear", token); !set) return set;
        if (auto set = m_store.removeMeta("asking_enrol"); !set) return set;
        return sealToken();
    });
    if (!stored) return stored.error();
    return now;
}

Result<void> Enrolment::sealToken() {
    if (!m_vault.isUnlocked()) return {};
    const auto token = m_store.meta("token_in_clear");
    if (!token) return token.error();
    if (!*token) return {};
    const auto sealed = m_vault.seal(KeyTier::Venue, kTokenName, **token);
    if (!sealed) return sealed.error();
    if (auto set = m_store.setMeta("token", base::asText(*sealed)); !set) return set;
    if (auto owed = m_store.oweScrub(); !owed) return owed;
    return m_store.removeMeta("token_in_clear");
}

Result<std::string> Enrolment::token() {
    const auto clear = m_store.meta("token_in_clear");
    if (!clear) return clear.error();
    if (*clear) {
        // A full disk keeps it in the clear a little longer; the sync need not wait for that.
        if (m_store.transaction([this] { return sealToken(); }) && m_vault.isUnlocked()) static_cast<void>(m_store.scrub().ok());
        return **clear;
    }
    const auto sealed = m_store.meta("token");
    if (!sealed) return sealed.error();
    if (!*sealed) return Error{ErrorCode::NotFound, "not enrolled"};
    return m_vault.open(kTokenName, base::asBytes(**sealed));
}

Result<Worker> Enrolment::join(Transport& transport, const std::string& code) {
    const auto bearer = token();
    if (!bearer) return bearer.error();
    if (!m_vault.workers().empty() && !m_vault.isUnlocked()) return Error{ErrorCode::Locked, "somebody who has joined must be signed in"};
    const auto given = parseJoinCode(code);
    if (!given) return given.error();
    const auto answer = call(transport, "join", "/v1/join", Json{{"code", *given}}, *bearer);
    if (!answer) return answer.error();
    const auto worker = workerFrom(answer->value("user", Json::object()), "id");
    if (!worker) return Error{ErrorCode::Malformed, "the answer lacks something"};
    const auto stored = m_store.transaction([&]() -> Result<void> {
        if (auto set = m_store.setMeta("joining", base::toText(toJson(*worker))); !set) return set;
        return m_store.removeMeta("asking_join");
    });
    if (!stored) return stored.error();
    return *worker;
}

std::optional<Worker> Enrolment::joining() const {
    const auto json = metaJson(m_store, "joining");
    return json && *json ? workerFrom(**json, "user") : std::nullopt;
}

Result<void> Enrolment::choosePin(const std::string& pin) {
    const auto worker = joining();
    if (!worker) return Error{ErrorCode::NotFound, "nobody is joining"};
    if (auto added = m_vault.addWorker(*worker, pin); !added) return added;
    // A crash from here on finds the worker joined already: joining again with the same PIN is harmless.
    const auto stored = m_store.transaction([&]() -> Result<void> {
        if (auto sealed = sealToken(); !sealed) return sealed;
        return m_store.removeMeta("joining");
    });
    return stored ? m_store.scrub() : stored;
}

Result<void> Enrolment::cancelJoin() { return m_store.removeMeta("joining"); }

} // namespace waymark::device
