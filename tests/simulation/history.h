// Every history that any service of a run ever had, as a tree of places: a service that was restored from a backup grows a branch. What a
// device's copy must be is the plain fold of the way to its place.
#pragma once

#include "tests/simulation/reference.h"

#include <map>
#include <memory>
#include <set>
#include <string>

namespace waymark::simulation {

class History {
public:
    struct Place {
        std::shared_ptr<const Place> before;
        RefEntry entry;                  ///< as it was first shown
        std::set<std::string> blanked;   ///< fields that an erasure has taken out of it since
    };
    /// A state, and what of it erasures have taken out: a copy that is not behind them yet may have that, or not.
    struct Folded {
        RefState state;
        std::set<std::pair<Key, std::string>> either;
    };

    /// A place that a service's log has shown. Throws Broken if another entry stands there under the same chain, but for what was erased.
    void add(const std::string& stream, const std::string& chainBefore, const std::string& chain, const RefEntry& entry);
    bool knows(const std::string& stream, std::int64_t seq, const std::string& chain) const;
    /// The state at a place; it must be known.
    Folded fold(const std::string& stream, std::int64_t seq, const std::string& chain) const;
    /// Whether the way to a place goes through another.
    bool leadsTo(const std::string& stream, const std::string& chain, std::int64_t seq, const std::string& through) const;

private:
    std::map<std::pair<std::string, std::string>, std::shared_ptr<Place>> m_places;
};

} // namespace waymark::simulation
