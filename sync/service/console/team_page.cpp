#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

namespace waymark::service {

namespace {

constexpr const char* kPath = "/console/team";

std::string grantsText(const Visitor& visitor, const UserEntry& user) {
    std::string words;
    for (const auto& grant : user.grants) {
        if (!grant.holdsAt(visitor.now())) continue;
        const auto* venue = visitor.directory().venue(grant.venue);
        words += (words.empty() ? "" : ", ") + std::string(domain::name(grant.role)) + " at " +
                 (grant.venue.empty() ? "every venue"
                  : venue             ? venue->name
                                      : "a venue that was removed");
    }
    return words;
}

/// Coordinators see the people of their venues; administrators see everybody.
bool sees(const Visitor& visitor, const UserEntry& user) {
    if (visitor.administers()) return true;
    for (const auto& grant : user.grants)
        if (grant.holdsAt(visitor.now()) && (grant.venue.empty() || visitor.coordinates(grant.venue))) return true;
    return false;
}

}  // namespace

Response teamPage(const PageTools&, const Visitor& visitor, const Request& request) {
    Table venues("Venues");
    venues.column("Name").column("Postcode");
    for (const auto& id : visitor.coordinated())
        if (const auto* venue = visitor.directory().venue(id)) venues.row({venue->name, venue->postcode});
    Table users("People of the team");
    users.column("Name").column("May work as").column("");
    std::int64_t people = 0;
    for (const auto& user : visitor.directory().users) {
        if (!sees(visitor, user)) continue;
        ++people;
        const std::string grants = grantsText(visitor, user);
        users.row({user.name, grants.empty() ? "nothing now" : grants, user.active ? "" : "not active"});
    }
    const std::string lead = countedText(people, "person works", "people work") + " at " +
                             countedText(static_cast<std::int64_t>(visitor.coordinated().size()), "venue", "venues") + '.';
    return pageFor(visitor, request, kPath, "Team and venues",
                   renderTemplate("team.html", {{"lead", lead}, {"venues", venues.html()}, {"users", users.html()}}));
}

}  // namespace waymark::service
