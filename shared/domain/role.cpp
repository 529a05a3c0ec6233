#include "shared/domain/role.h"

#include <algorithm>
#include <array>

namespace waymark::domain {

namespace {
constexpr std::array<std::string_view, 6> kNames = {"administrator", "coordinator", "worker",
                                                    "volunteer",     "reader",      "safeguarding"};
}

std::string_view name(Role role) { return kNames[static_cast<std::size_t>(role)]; }

std::optional<Role> parseRole(std::string_view text) {
    const auto it = std::find(kNames.begin(), kNames.end(), text);
    if (it == kNames.end()) return std::nullopt;
    return static_cast<Role>(it - kNames.begin());
}

std::vector<Role> rolesAt(const std::vector<Grant>& grants, std::string_view venue, base::Millis t) {
    std::vector<Role> roles;
    for (const auto& grant : grants) {
        const bool here = venue.empty() || grant.covers(venue);
        if (here && grant.holdsAt(t) && std::find(roles.begin(), roles.end(), grant.role) == roles.end())
            roles.push_back(grant.role);
    }
    return roles;
}

} // namespace waymark::domain
