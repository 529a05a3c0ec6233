#include "sync/service/api/causality.h"

#include "shared/base/mutant.h"

#include <unordered_set>
#include <vector>

namespace waymark::service {

bool Causality::sees(const std::string& a, const std::string& c, const std::string& field) {
    if (a.empty()) return false;
    if (base::mutant(base::Mutant::NoWalk)) return a == c;
    if (base::mutant(base::Mutant::SawByNumber) && a[0] == '#') {
        const auto held = m_streams.heldOp(c);
        return held && held->seq <= std::stoll(a.substr(1));
    }
    std::vector<std::string> ahead{a};
    std::unordered_set<std::string> visited;
    const auto walkOn = [&](const std::map<std::string, std::string>& links) {
        if (const auto it = links.find(field); it != links.end()) ahead.push_back(it->second);
    };
    for (int steps = 0; !ahead.empty(); ++steps) {
        if (steps > wire::kMaxWalkSteps) return false;
        const std::string id = std::move(ahead.back());
        ahead.pop_back();
        if (id == c) return true;
        if (!visited.insert(id).second) continue;
        if (const auto held = m_streams.heldOp(id)) {
            walkOn(held->saw);
            walkOn(held->standsFor);
        }
    }
    return false;
}

} // namespace waymark::service
