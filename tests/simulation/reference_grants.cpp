// Who may see and write what: grants of the device and of the person at it, at the time of the change.
#include "tests/simulation/reference.h"

#include <QDateTime>

#include <algorithm>

namespace waymark::simulation {

std::vector<RefGrant> Reference::userGrants(const std::string& user) const {
    const RefEntity* fields = entity("organisation/" + organisation, {"user", user});
    if (!fields || !fields->contains("grants")) return {};
    if (fields->contains("active") && fields->at("active").value == Json(false)) return {};
    std::vector<RefGrant> grants;
    for (const auto& json : fields->at("grants").value) {
        RefGrant grant{textOf(json, "role"), textOf(json, "venue"), json.value("from", Millis(0)), std::nullopt};
        if (grant.venue.starts_with("venue:")) grant.venue = grant.venue.substr(6);
        if (json.contains("to") && json["to"].is_number()) grant.to = json["to"].get<Millis>();
        grants.push_back(grant);
    }
    return grants;
}

std::vector<std::string> Reference::granted(const std::string& id, Millis clock) const {
    const auto it = devices.find(id);
    std::vector<std::string> names;
    if (it == devices.end() || it->second.status != "active") return names;
    // What may be seen goes by the clock, not by the largest time that was ever judged at: that one is for judging alone.
    const Millis now = clock;
    const int year = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).date().year();  // London's, but for an hour of summer nights
    std::set<std::string> venues;
    for (const auto& grant : it->second.grants)
        if (grant.from <= now && (!grant.to || now < *grant.to)) venues.insert(grant.venue);
    if (!venues.empty()) names.push_back("organisation/" + organisation);
    for (const auto& venue : venues) {
        const auto roles = rolesAt(it->second.grants, venue, now);
        const auto has = [&](const char* role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); };
        if (std::any_of(roles.begin(), roles.end(), [](const auto& role) { return role != "reader"; })) {
            names.push_back("venue/" + venue);
            names.push_back("register/" + venue + '/' + std::to_string(year));
            names.push_back("register/" + venue + '/' + std::to_string(year - 1));
        }
        if (has("worker") || has("coordinator") || has("administrator")) names.push_back("case/" + venue);
        if (has("safeguarding")) names.push_back("concern/" + venue);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string Reference::permission(const std::string& device, const Json& op) const {
    const std::string stream = textOf(op, "stream"), tier = tierOf(stream);
    if (tier.empty()) return "malformed";
    if (tier == "organisation" && ownerOf(stream) != organisation) return "not_granted";
    const RefEntity* there = entity(stream, {textOf(op, "type"), textOf(op, "entity")});
    const RefEntity now = there ? *there : RefEntity();
    const Millis t = std::min(op["at"].get<Millis>(), high);
    const std::string venue = tier == "organisation" ? std::string() : ownerOf(stream);
    const auto allowed = [&](const std::vector<RefGrant>& grants) -> std::string {
        const auto roles = rolesAt(grants, venue, t);
        if (roles.empty()) return "not_granted";
        return mayWrite(roles, op, now) ? "" : "not_permitted";
    };
    const RefDevice& known = devices.at(device);
    if (const auto reason = allowed(known.grants); !reason.empty()) return reason;
    if (const std::string by = textOf(op, "by"); by.empty()) {
        if (textOf(op, "type") != "feedback") return "unknown_user";
    } else {
        if (!known.users.contains(by)) return "unknown_user";
        if (const auto reason = allowed(userGrants(by)); !reason.empty()) return reason;
    }
    return {};
}

} // namespace waymark::simulation
