// What is written in a run, by type: every type of the dictionary that anybody may write, the everyday of a venue more often than the rest, and what
// no device may write, which others try.
#pragma once

#include "sync/device/notebook.h"
#include "tests/simulation/counters.h"
#include "tests/simulation/plan.h"

#include <string>
#include <vector>

namespace waymark::simulation {

using Json = nlohmann::json;

/// Few people, so that they meet. The last digit of an id says who it is.
std::string personId(std::uint64_t n);
std::string sessionId(std::uint64_t n);
std::string thingId(std::uint64_t n);
/// "person:…" or "household:…" that an entity with this id hangs on; empty for what hangs on nobody, and for marks.
std::string holderOf(const std::string& id);
std::string word(Dice& dice);

/// Keys of the lead, as constants: the first is published before every run, the second in it by the lead's own client.
Json safeguardingKey(std::uint64_t n, const std::string& holder);
std::string safeguardingKeyId(std::uint64_t n);

/// One draw: who, where and when it is about.
struct Scene {
    Scene(Dice& dice, Counters& counters, int year);

    Dice& dice;
    Counters& counters;
    bool isOther;   ///< at the other venue
    std::uint64_t who;
    std::string venue, book, cases, concerns, organisation;   ///< streams
    std::string person, session;                              ///< ids
    std::string personReference, sessionReference;
};

using Changes = std::vector<device::Change>;

/// What the app offers to whoever holds a tablet.
Changes drawTap(Scene& scene);
/// What the console alone writes; of others it is refused. One change.
device::Change drawForConsole(Scene& scene);
/// What a client of another make tries, allowed or not: of a worker, or of a safeguarding lead.
Changes drawForeign(Scene& scene);
Changes drawForLead(Scene& scene);

} // namespace waymark::simulation
