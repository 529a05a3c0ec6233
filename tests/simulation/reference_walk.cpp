// The reference model's walk: which op had seen which (contract, section 4).
#include "tests/simulation/reference.h"

namespace waymark::simulation {

// What those had seen whose value was equal to this op's, and who stand for it.
std::vector<std::string> Reference::seenByStandIns(const std::string& id, const std::string& field) const {
    std::vector<std::string> seen;
    for (const auto& [op, mine] : held)
        if (const auto stands = mine.standsFor.find(field); stands != mine.standsFor.end() && stands->second == id)
            if (const auto saw = mine.saw.find(field); saw != mine.saw.end()) seen.push_back(saw->second);
    return seen;
}

bool Reference::sees(const std::string& a, const std::string& c, const std::string& field, Counters& counters) const {
    std::set<std::string> visited;
    std::vector<std::pair<std::string, bool>> ahead{{a, false}};
    while (!ahead.empty()) {
        const auto [id, alias] = ahead.back();
        ahead.pop_back();
        if (id.empty() || !visited.insert(id).second) continue;
        if (id == c) {
            if (visited.size() > 1) counters.count("walked through saws");
            if (alias) counters.count("an op stood for another");
            return true;
        }
        const auto it = held.find(id);
        if (it == held.end()) continue;
        if (const auto saw = it->second.saw.find(field); saw != it->second.saw.end()) ahead.push_back({saw->second, alias});
        if (const auto stands = it->second.standsFor.find(field); stands != it->second.standsFor.end()) ahead.push_back({stands->second, true});
        for (const auto& seen : seenByStandIns(id, field))
            ahead.push_back({seen, true});
    }
    return false;
}

// Whether who wrote what stands, or said the same again, had seen the op.
bool Reference::winnerHasSeen(const RefEntity& now, const std::string& field, const std::string& id, Counters& counters) const {
    const std::string winner = now.at(field).op;
    std::vector<std::string> seen = seenByStandIns(winner, field);
    if (const auto it = held.find(winner); it != held.end())
        if (const auto saw = it->second.saw.find(field); saw != it->second.saw.end()) seen.push_back(saw->second);
    return anySees(seen, id, field, counters);
}

} // namespace waymark::simulation
