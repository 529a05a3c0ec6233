#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kTeamPath = "/console/team";

}  // namespace

std::string rolesText(const Visitor& visitor, const std::vector<domain::Grant>& grants) {
    std::string words;
    for (const auto& grant : grants)
        if (grant.holdsAt(visitor.now())) words += (words.empty() ? "" : ", ") + std::string(domain::name(grant.role)) + " at " + visitor.placeName(grant.venue);
    return words;
}

std::string rolesText(const Visitor& visitor, const UserEntry& user) { return user.active ? rolesText(visitor, user.grants) : std::string(); }

bool seesMember(const Visitor& visitor, const UserEntry& user) {
    if (visitor.administers()) return true;
    return std::any_of(user.grants.begin(), user.grants.end(), [&visitor](const domain::Grant& grant) {
        return grant.venue.empty() ? grant.holdsAt(visitor.now()) : visitor.coordinates(grant.venue);
    });
}

Response teamPage(const PageTools&, const Visitor& visitor, const Request& request) {
    Table venues("Venues");
    venues.column("Name").column("Postcode");
    for (const auto& id : visitor.coordinated())
        if (const auto* venue = visitor.directory().venue(id)) venues.row({venue->name, venue->postcode});
    base::Json working = base::Json::array(), others = base::Json::array();
    for (const auto& user : visitor.directory().users) {
        if (!seesMember(visitor, user)) continue;
        const std::string roles = rolesText(visitor, user);
        const base::Json line = {{"id", user.id}, {"name", user.name}, {"roles", roles.empty() ? user.active ? "nothing now" : "has left" : roles}};
        (roles.empty() ? others : working).push_back(line);
    }
    const std::string lead = countedText(static_cast<std::int64_t>(working.size()), "person works", "people work") + " at " +
                             countedText(static_cast<std::int64_t>(visitor.coordinated().size()), "venue", "venues") + '.';
    for (auto& line : others)
        working.push_back(std::move(line));
    return pageFor(visitor, request, kTeamPath, "Team and venues",
                   renderTemplate("team.html", {{"lead", lead}, {"venues", venues.html()}, {"users", working}, {"some", !working.empty()}}));
}

}  // namespace waymark::service
