#include "shared/domain/grant_json.h"

#include "shared/domain/op.h"

namespace waymark::domain {

namespace {

bool isAbsent(const Json& grant, const char* key) { return !grant.contains(key) || grant[key].is_null(); }

std::optional<Grant> grantFromJson(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    const auto role = parseRole(base::textOf(json, "role"));
    if (!role) return std::nullopt;
    Grant grant{*role, {}, 0, std::nullopt};
    if (!isAbsent(json, "venue")) {
        const EntityKey venue = parseReference(base::textOf(json, "venue"));
        if (venue.type != "venue") return std::nullopt;
        grant.venue = venue.id;
    }
    if (!isAbsent(json, "from")) {
        if (!json["from"].is_number_integer()) return std::nullopt;
        grant.from = json["from"].get<Millis>();
    }
    if (!isAbsent(json, "to")) {
        if (!json["to"].is_number_integer()) return std::nullopt;
        grant.to = json["to"].get<Millis>();
    }
    return grant;
}

} // namespace

Json toJson(const std::vector<Grant>& grants) {
    Json list = Json::array();
    for (const auto& grant : grants) {
        Json json = {{"role", name(grant.role)}};
        if (grant.from != 0) json["from"] = grant.from;
        if (!grant.venue.empty()) json["venue"] = reference("venue", grant.venue);
        if (grant.to) json["to"] = *grant.to;
        list.push_back(std::move(json));
    }
    return list;
}

std::vector<Grant> grantsFromJson(const Json& json) {
    std::vector<Grant> grants;
    if (!json.is_array()) return grants;
    for (const auto& item : json)
        if (auto grant = grantFromJson(item)) grants.push_back(std::move(*grant));
    return grants;
}

} // namespace waymark::domain
