// What people and devices may be granted, venue by venue.
#pragma once

#include "shared/base/clock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::domain {

enum class Role { Administrator, Coordinator, Worker, Volunteer, Reader, Safeguarding };

std::string_view name(Role role);                    ///< "worker"
std::optional<Role> parseRole(std::string_view text);

/// A role at one venue (empty: at every venue of the organisation) from one moment until before another.
struct Grant {
    Role role = Role::Volunteer;
    std::string venue;
    base::Millis from = 0;
    std::optional<base::Millis> to;

    bool holdsAt(base::Millis t) const { return from <= t && (!to || t < *to); }
    bool covers(std::string_view venueId) const { return venue.empty() || venue == venueId; }
};

/// The roles that a set of grants gives at a venue at a moment; an empty venue asks for the organisation itself.
std::vector<Role> rolesAt(const std::vector<Grant>& grants, std::string_view venue, base::Millis t);

} // namespace waymark::domain
