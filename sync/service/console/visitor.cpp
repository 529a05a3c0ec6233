#include "sync/service/console/visitor.h"

#include <algorithm>

namespace waymark::service {

using domain::Role;

std::optional<Visitor> Visitor::of(Directory directory, ConsoleSession session, base::Millis now) {
    const UserEntry* user = directory.user(session.user);
    if (!user || !user->active) return std::nullopt;
    Visitor visitor;
    visitor.m_user = *user;
    bool reads = false;
    for (const auto& grant : user->grants) {
        if (!grant.holdsAt(now)) continue;
        visitor.m_anyAdministrator = visitor.m_anyAdministrator || grant.role == Role::Administrator;
        const bool coordinates = grant.role == Role::Administrator || grant.role == Role::Coordinator;
        reads = reads || coordinates || grant.role == Role::Reader;
        if (grant.role == Role::Administrator && grant.venue.empty()) visitor.m_administers = true;
    }
    if (!reads) return std::nullopt;
    for (const auto& venue : directory.venues) {
        const auto roles = domain::rolesAt(user->grants, venue.id, now);
        const auto has = [&roles](Role role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); };
        const bool coordinates = has(Role::Administrator) || has(Role::Coordinator);
        if (coordinates) visitor.m_coordinated.push_back(venue.id);
        if (coordinates || has(Role::Reader)) visitor.m_seen.push_back(venue.id);
    }
    visitor.m_directory = std::move(directory);
    visitor.m_session = std::move(session);
    visitor.m_now = now;
    return visitor;
}

bool Visitor::coordinates(const std::string& venue) const {
    return m_administers || std::find(m_coordinated.begin(), m_coordinated.end(), venue) != m_coordinated.end();
}

bool Visitor::mayActFor(const std::vector<domain::Grant>& grants) const {
    if (m_administers) return true;
    return std::all_of(grants.begin(), grants.end(), [this](const domain::Grant& grant) {
        return !grant.holdsAt(m_now) || (!grant.venue.empty() && coordinates(grant.venue) && mayGive(grant.role));
    });
}

bool Visitor::mayGive(Role role) const {
    if (role == Role::Administrator || role == Role::Safeguarding) return m_anyAdministrator;
    return true;
}

bool Visitor::mayGive(Role role, const std::string& venue) const {
    if (m_administers) return true;
    if (venue.empty() || !coordinates(venue)) return false;
    if (role != Role::Administrator && role != Role::Safeguarding) return true;
    const auto roles = domain::rolesAt(m_user.grants, venue, m_now);
    return std::find(roles.begin(), roles.end(), Role::Administrator) != roles.end();
}

std::string Visitor::placeName(const std::string& venue) const {
    if (venue.empty()) return "every venue";
    const auto* entry = m_directory.venue(venue);
    return entry ? entry->name : "a venue that was removed";
}

Disclosure Visitor::disclosureFor(const Scope& scope) const {
    const bool team =
        std::all_of(scope.venues.begin(), scope.venues.end(), [this](const std::string& venue) { return coordinates(venue); });
    return Disclosure(team ? Audience::Team : Audience::Partner);
}

std::string Visitor::roleText() const {
    if (m_anyAdministrator) return "Administrator";
    return coordinates() ? "Coordinator" : "Reader";
}

}  // namespace waymark::service
