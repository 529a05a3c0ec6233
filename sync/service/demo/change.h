// One change of the demonstration, before it becomes an op.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

inline constexpr base::Millis kMinute = 60'000;

struct Change {
    base::Millis at = 0;
    std::string stream, type, id;
    base::Json fields;
    std::optional<std::string> by;
};

using Changes = std::vector<Change>;

/// In order of time; changes of one moment keep their order.
void sortByTime(Changes& changes);

} // namespace waymark::service
