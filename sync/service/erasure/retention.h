// Whom nothing was recorded about for so long that their records are due to go. Deciding is by people: this only makes the list.
#pragma once

#include "sync/service/store/stream_store.h"

#include <string>
#include <vector>

namespace waymark::service {

struct DuePerson {
    std::string person;  ///< id; of people who were merged, the one that the others became
    Millis last = 0;     ///< when anything about them was last recorded, in any venue
};

/// People whose last record of any kind is from before `before`, the longest silent first. Reads every stream.
std::vector<DuePerson> dueForErasure(StreamReader& streams, Millis before);

} // namespace waymark::service
