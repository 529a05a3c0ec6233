// Many tablets at once: made, set to work and compared. Owned by the program; each tablet is used by one thread at a time.
#pragma once

#include "shared/base/json.h"
#include "tests/soak/tablet.h"

#include <functional>

namespace waymark::soak {

using base::Json;
using Tablets = std::map<std::string, std::unique_ptr<Tablet>>;

/// Does `work` for 0 … count-1 on so many threads. Throws std::runtime_error with the words of one that failed, after all have ended.
void together(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

/// The orders of tablets.cpp. A tablet's name is its hall, a space and a number.
Json makeAll(Tablets& tablets, const Json& order);
Json recordAll(Tablets& tablets, const Json& order);
/// {"tablets","records","wrong"}: how many tablets hold other records than those that were made in their hall.
Json compare(Tablets& tablets, const Json& order);

} // namespace waymark::soak
