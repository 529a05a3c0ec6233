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
    struct Step {
        std::string id;
        bool stoodFor = false, standInSaw = false;   ///< on the way there
    };
    std::set<std::string> visited;
    std::vector<Step> ahead{{a}};
    while (!ahead.empty()) {
        const Step step = ahead.back();
        ahead.pop_back();
        if (step.id.empty() || !visited.insert(step.id).second) continue;
        if (step.id == c) {
            if (visited.size() > 1) counters.count("walked through saws");
            if (step.stoodFor) counters.count("an op stood for another");
            if (step.standInSaw) counters.count("what a stand-in had seen counted");
            return true;
        }
        const auto it = held.find(step.id);
        if (it == held.end()) continue;
        ahead.push_back({sawBy(step.id, field), step.stoodFor, step.standInSaw});
        if (const auto stands = it->second.standsFor.find(field); stands != it->second.standsFor.end())
            ahead.push_back({stands->second, true, step.standInSaw});
        for (const auto& seen : seenByStandIns(step.id, field))
            ahead.push_back({seen, step.stoodFor, true});
    }
    return false;
}

std::string Reference::sawBy(const std::string& op, const std::string& field) const {
    const auto it = held.find(op);
    if (it == held.end()) return {};
    const auto saw = it->second.saw.find(field);
    return saw == it->second.saw.end() ? std::string() : saw->second;
}

// Whether who wrote what stands, or said the same again, had seen the op.
bool Reference::winnerHasSeen(const RefEntity& now, const std::string& field, const std::string& id, Counters& counters) const {
    const std::string winner = now.at(field).op;
    std::vector<std::string> seen = seenByStandIns(winner, field);
    if (const auto own = sawBy(winner, field); !own.empty()) seen.push_back(own);
    return anySees(seen, id, field, counters);
}

} // namespace waymark::simulation
