// Fills an organisation with demonstration data: a year behind today and two weeks ahead. Nobody in it exists.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "sync/service/store/store.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace waymark::service {

struct DemoRequest {
    std::string profile;  ///< "small", "district" or "city"
    std::uint64_t seed = 1;
    std::vector<std::string> venues;  ///< ids to use first; empty: the organisation's open venues, by name
};

/// Generates and writes, in transactions of a few thousand changes; if it is stopped half-way, the same call goes on where it was. Calls
/// `progress` after each venue with how many are done and how many there are. Answers with what was made and the ids that a script
/// needs: {"profile","seed","organisation":{"id","name"},"venues":[{"id","name","worker","volunteer"}],"users":{role: id},"made":{type: n},
/// "changes": n}.
/// Errors: Unsupported (no such profile), NotFound (no organisation, or no such venue), AlreadyExists (the organisation holds people of
/// its own, or another demonstration), Storage, DiskFull.
base::Result<base::Json> makeDemonstration(Store& store, base::Millis now, const DemoRequest& request,
                                           const std::function<void(std::size_t, std::size_t)>& progress = {});

} // namespace waymark::service
