// Times as they come over the wire. For the codec alone.
#pragma once

#include "shared/base/json.h"

#include <algorithm>

namespace waymark::wire {

/// The end of the year 9999, in milliseconds since 1970. What lies beyond is cut to it, before and after 1970, so that nobody who adds or subtracts
/// times further on can overflow, whatever a stranger sends.
inline constexpr std::int64_t kFarthestTime = 253'402'300'799'999;

inline std::int64_t cutTime(std::int64_t time) { return std::clamp(time, -kFarthestTime, kFarthestTime); }

/// The member as a time; 0 if it is absent or no integer.
inline std::int64_t timeOf(const base::Json& object, const char* key) { return cutTime(base::integerOf(object, key)); }

} // namespace waymark::wire
