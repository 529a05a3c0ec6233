// What an erased person leaves at a session: that somebody of an age band was there. So attendance adds up as before. Pure functions over a
// transaction.
#pragma once

#include "sync/service/store/stream_store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace waymark::service {

/// One session that they attended.
struct Residue {
    std::string stream;   ///< the register that held the mark
    std::string session;  ///< "session:<uuid>"
    std::string band;     ///< "0-4", "5-10", "11-15", "16-19", "adult", or "unknown"
};

/// The band of head counts for a person of these values on a day; without a date of birth, by their kind.
std::string bandOf(const Fields& person, const std::string& day);

/// The sessions whose attendance counted because of these people, who are one person by merging; each session once, however many marks.
/// Nothing for somebody whose record was deleted: they counted nowhere.
std::vector<Residue> residuesOf(StreamReader& streams, const std::vector<std::string>& people,
                                const std::map<std::string, std::set<EntityKey>>& removed);

} // namespace waymark::service
