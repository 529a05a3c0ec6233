#include "tests/simulation/history.h"

#include "tests/simulation/failure.h"

#include <algorithm>
#include <vector>

namespace waymark::simulation {

namespace {

bool same(const RefEntry& a, const RefEntry& b) {
    return a.seq == b.seq && a.op == b.op && a.key == b.key && a.set == b.set && a.by == b.by && a.at == b.at && a.extra == b.extra;
}

} // namespace

void History::add(const std::string& stream, const std::string& chainBefore, const std::string& chain, const RefEntry& entry) {
    auto& place = m_places[{stream, chain}];
    if (place) {
        require(same(place->entry, entry), "I6: one chain names two different places of " + stream + " at " + std::to_string(entry.seq));
        return;
    }
    std::shared_ptr<const Place> before;
    if (entry.seq > 1) {
        const auto it = m_places.find({stream, chainBefore});
        require(it != m_places.end(), "I21: the chain of " + stream + " is broken before " + std::to_string(entry.seq));
        before = it->second;
    }
    place = std::make_shared<Place>(Place{std::move(before), entry});
}

bool History::knows(const std::string& stream, std::int64_t seq, const std::string& chain) const {
    if (seq == 0) return chain.empty();
    const auto it = m_places.find({stream, chain});
    return it != m_places.end() && it->second->entry.seq == seq;
}

RefState History::fold(const std::string& stream, std::int64_t seq, const std::string& chain) const {
    std::vector<const RefEntry*> way;
    if (seq > 0)
        for (auto place = m_places.at({stream, chain}); place; place = place->before)
            way.push_back(&place->entry);
    RefState state;
    for (auto it = way.rbegin(); it != way.rend(); ++it)
        for (const auto& [name, value] : (*it)->set.items())
            state[(*it)->key][name] = {value, (*it)->seq, (*it)->op, (*it)->at, (*it)->by, (*it)->extra};
    return state;
}

} // namespace waymark::simulation
