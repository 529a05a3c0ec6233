#include "sync/service/api/grants.h"

#include "shared/base/calendar.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/permission.h"

#include <algorithm>
#include <set>

namespace waymark::service {

using domain::Grant;
using domain::Quarantine;
using domain::Role;
using domain::Tier;

namespace {

// The strongest of several roles is the one to show; it decides nothing.
Role strongest(const std::vector<Role>& roles) {
    return *std::min_element(roles.begin(), roles.end());
}

const std::string& venueOf(const domain::Stream& stream) {
    static const std::string kNone;
    return stream.tier == Tier::Organisation ? kNone : stream.owner;
}

} // namespace

std::vector<Grant> grantsOfUser(const Fields& user) {
    const auto field = user.find("grants");
    if (field == user.end()) return {};
    auto grants = domain::grantsFromJson(field->second.value);
    const auto active = user.find("active");
    if (active == user.end() || active->second.value != base::Json(false)) return grants;
    const Millis left = active->second.at;
    for (auto& grant : grants)
        grant.to = std::min(grant.to.value_or(left), left);
    return grants;
}

std::vector<wire::StreamGrant> pullable(const Device& device, const Organisation& organisation, Millis now) {
    std::vector<wire::StreamGrant> streams;
    if (device.status != DeviceStatus::Active) return streams;
    const auto everywhere = domain::rolesAt(device.grants, {}, now);
    if (everywhere.empty()) return streams;
    streams.push_back({domain::organisationStream(organisation.id), std::string(domain::name(strongest(everywhere)))});

    const int year = base::localDate(now, organisation.timezone).year;
    std::set<std::string> venues;
    for (const auto& grant : device.grants)
        if (!grant.venue.empty() && grant.holdsAt(now)) venues.insert(grant.venue);
    for (const auto& venue : venues) {
        const auto roles = domain::rolesAt(device.grants, venue, now);
        const auto offer = [&](const domain::Stream& stream) {
            std::vector<Role> able;
            std::copy_if(roles.begin(), roles.end(), std::back_inserter(able), [&](Role role) { return domain::mayPull(role, stream.tier); });
            if (!able.empty()) streams.push_back({stream.name(), std::string(domain::name(strongest(able)))});
        };
        offer({Tier::Venue, venue, 0});
        offer({Tier::Register, venue, year - 1});
        offer({Tier::Register, venue, year});
        offer({Tier::Case, venue, 0});
        offer({Tier::Concern, venue, 0});
    }
    std::sort(streams.begin(), streams.end(), [](const auto& a, const auto& b) { return a.stream < b.stream; });
    return streams;
}

const std::vector<Grant>& GrantCheck::userGrants(const std::string& user) {
    const auto it = m_users.find(user);
    if (it != m_users.end()) return it->second;
    const Fields fields = m_streams.fieldsOf(domain::organisationStream(m_organisation.id), {"user", user});
    return m_users.emplace(user, grantsOfUser(fields)).first->second;
}

Quarantine GrantCheck::check(const domain::Op& op, const Fields& before, Millis now) {
    const auto stream = domain::parseStream(op.stream);
    if (!stream) return Quarantine::Malformed;
    if (stream->tier == Tier::Organisation && stream->owner != m_organisation.id) return Quarantine::NotGranted;
    const Millis t = std::min(op.at, now);
    const auto hasValue = [&before](std::string_view field) { return before.count(std::string(field)) > 0; };
    const auto allowed = [&](const std::vector<Grant>& grants) {
        const auto roles = domain::rolesAt(grants, venueOf(*stream), t);
        if (roles.empty()) return Quarantine::NotGranted;
        return domain::mayWrite(domain::writersOf(roles), op, *stream, !before.empty(), hasValue) ? Quarantine::None : Quarantine::NotPermitted;
    };
    if (const auto device = allowed(m_device.grants); device != Quarantine::None) return device;
    if (!op.by) return op.type == "feedback" ? Quarantine::None : Quarantine::UnknownUser;
    if (std::find(m_device.users.begin(), m_device.users.end(), *op.by) == m_device.users.end()) return Quarantine::UnknownUser;
    return allowed(userGrants(*op.by));
}

} // namespace waymark::service
