#include "mobile/bridge/standing.h"

#include "shared/domain/grant_json.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr domain::Role kByStrength[] = {domain::Role::Administrator, domain::Role::Coordinator,  domain::Role::Worker,
                                        domain::Role::Volunteer,     domain::Role::Safeguarding, domain::Role::Reader};

}  // namespace

Standing standingOf(const device::Notebook& notebook, const device::Worker& joined) {
    Standing standing{joined, true};
    const auto user = notebook.find({"user", joined.user});
    if (!user) return standing;
    if (const auto name = base::textOf(user->values, "name"); !name.empty()) standing.worker.name = name;
    const auto grants = user->values.value("grants", base::Json());
    const bool active = !user->deleted() && user->values.value("active", base::Json()) != base::Json(false);
    const auto now = notebook.now();
    std::vector<domain::Role> roles;
    for (const auto& grant : domain::grantsFromJson(grants))
        if (grant.holdsAt(now)) roles.push_back(grant.role);
    // As the notebook judges what is recorded: a user record without grants allows nothing.
    standing.worksHere = active && !roles.empty();
    const auto* strongest = std::find_first_of(std::begin(kByStrength), std::end(kByStrength), roles.begin(), roles.end());
    if (strongest != std::end(kByStrength)) standing.worker.role = *strongest;
    return standing;
}

}  // namespace waymark::mobile
