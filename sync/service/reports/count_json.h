// The two parts that every report's JSON is made of.
#pragma once

#include "shared/base/json.h"
#include "sync/service/reports/disclosure.h"

#include <optional>

namespace waymark::service {

/// Null if it is hidden, or there is none.
inline base::Json orNull(const Count& count) { return count.hidden ? base::Json() : base::Json(count.value); }
inline base::Json orNull(const std::optional<double>& value) { return value ? base::Json(*value) : base::Json(); }

} // namespace waymark::service
