// What the service can check of a concern without opening it: that it is sealed for keys which the organisation published, and for those
// whom it says it is for.
#pragma once

#include "shared/domain/validity.h"
#include "sync/service/store/stream_store.h"

namespace waymark::service {

/// None where no key is published yet. InvalidValue if a box is for a key that nobody published, or if none is for a lead (for a deputy, where
/// it says `to: deputy`: then none may be for a lead). None for ops that seal nothing. Keys that were withdrawn count: a device may not have heard of that yet.
domain::Quarantine checkConcernKeys(const domain::Op& op, StreamReader& streams, const std::string& organisation);

} // namespace waymark::service
