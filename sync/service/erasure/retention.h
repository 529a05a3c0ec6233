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

/// Whether a device sent anything about a person, or about whoever is joined with them, after this moment: then the list is out of date. What
/// the service itself writes when it erases others is no word about them.
bool heardOfSince(StreamReader& streams, const std::string& person, Millis since);

} // namespace waymark::service
