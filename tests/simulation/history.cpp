#include "tests/simulation/history.h"

#include "tests/simulation/failure.h"

#include <algorithm>
#include <vector>

namespace waymark::simulation {

namespace {

/// Whether what a place shows now is what it showed first, less some fields; those are told to `gone`.
bool isRestOf(const RefEntry& first, const RefEntry& now, std::set<std::string>& gone) {
    if (first.seq != now.seq) return false;
    if (now.kind == RefEntry::Kind::Void) {
        for (const auto& [name, value] : first.set.items())
            gone.insert(name);
        return first.kind != RefEntry::Kind::Erase;
    }
    if (first.kind != now.kind || first.key != now.key || first.op != now.op || first.by != now.by || first.at != now.at || first.extra != now.extra) return false;
    for (const auto& [name, value] : first.set.items())
        if (!now.set.contains(name)) gone.insert(name);
        else if (now.set[name] != value) return false;
    return now.set.size() + gone.size() == first.set.size();
}

} // namespace

void History::add(const std::string& stream, const std::string& chainBefore, const std::string& chain, const RefEntry& entry) {
    auto& place = m_places[{stream, chain}];
    if (place) {
        std::set<std::string> gone;
        // A backup shows it as it was before an erasure that the ledger will do again.
        const bool same = isRestOf(place->entry, entry, gone);
        require(same, "I6: one chain names two different places of " + stream + " at " + std::to_string(entry.seq));
        place->blanked.insert(gone.begin(), gone.end());
        return;
    }
    std::shared_ptr<const Place> before;
    if (entry.seq > 1) {
        const auto it = m_places.find({stream, chainBefore});
        require(it != m_places.end(), "I21: the chain of " + stream + " is broken before " + std::to_string(entry.seq));
        before = it->second;
    }
    place = std::make_shared<Place>(Place{std::move(before), entry, {}});
}

bool History::knows(const std::string& stream, std::int64_t seq, const std::string& chain) const {
    if (seq == 0) return chain.empty();
    const auto it = m_places.find({stream, chain});
    return it != m_places.end() && it->second->entry.seq == seq;
}

History::Folded History::fold(const std::string& stream, std::int64_t seq, const std::string& chain) const {
    std::vector<const Place*> way;
    if (seq > 0)
        for (const Place* place = m_places.at({stream, chain}).get(); place; place = place->before.get())
            way.push_back(place);
    Folded folded;
    for (auto it = way.rbegin(); it != way.rend(); ++it) {
        const RefEntry& entry = (*it)->entry;
        if (entry.kind == RefEntry::Kind::Erase) {
            folded.state.erase(entry.key);
            std::erase_if(folded.either, [&entry](const auto& field) { return field.first == entry.key; });
            continue;
        }
        for (const auto& [name, value] : entry.set.items()) {
            if ((*it)->blanked.contains(name)) folded.either.insert({entry.key, name});
            else if (!folded.either.empty()) folded.either.erase({entry.key, name});
            folded.state[entry.key][name] = {value, entry.seq, entry.op, entry.at, entry.by, entry.extra};
        }
    }
    return folded;
}

bool History::leadsTo(const std::string& stream, const std::string& chain, std::int64_t seq, const std::string& through) const {
    if (seq == 0) return through.empty();
    const auto end = m_places.find({stream, chain}), wanted = m_places.find({stream, through});
    if (end == m_places.end() || wanted == m_places.end()) return false;
    for (const Place* place = end->second.get(); place && place->entry.seq >= seq; place = place->before.get())
        if (place == wanted->second.get()) return place->entry.seq == seq;
    return false;
}

} // namespace waymark::simulation
