// Grants as the dictionary writes them in a user's `grants`: [{role, venue, from, to}], venue as "venue:<uuid>", absent or null for
// the whole organisation.
#pragma once

#include "shared/base/json.h"
#include "shared/domain/role.h"

#include <vector>

namespace waymark::domain {

base::Json toJson(const std::vector<Grant>& grants);

/// The grants that can be read. One that cannot be (an unknown role, a venue that is no reference, a time that is no number) grants
/// nothing.
std::vector<Grant> grantsFromJson(const base::Json& json);

} // namespace waymark::domain
