#include "sync/service/console/device_roles.h"

#include <algorithm>

namespace waymark::service {

namespace {

using domain::Role;

struct DeviceRole {
    Role role;
    const char* words;
};
constexpr DeviceRole kDeviceRoles[] = {
    {Role::Worker, "Workers: registers, questionnaires, notes"},
    {Role::Volunteer, "Volunteers: registers only"},
    {Role::Coordinator, "Coordinators"},
    {Role::Safeguarding, "Safeguarding leads"},
};

}  // namespace

base::Json deviceRoleChoices(const Visitor& visitor, const std::string& chosen) {
    base::Json choices = base::Json::array();
    for (const auto& one : kDeviceRoles)
        if (visitor.mayGive(one.role)) choices.push_back({{"value", domain::name(one.role)}, {"label", one.words}, {"chosen", chosen == domain::name(one.role)}});
    return choices;
}

std::optional<Role> deviceRoleFor(const Visitor& visitor, const std::string& name, const std::vector<std::string>& venues) {
    const auto role = domain::parseRole(name);
    const bool isOffered = role && std::any_of(std::begin(kDeviceRoles), std::end(kDeviceRoles), [&](const DeviceRole& one) { return one.role == *role; });
    const bool mayGive = isOffered && std::all_of(venues.begin(), venues.end(), [&](const std::string& venue) { return visitor.mayGive(*role, venue); });
    return mayGive ? role : std::nullopt;
}

}  // namespace waymark::service
