#include "sync/service/api/causality.h"

#include <unordered_set>
#include <vector>

namespace waymark::service {

bool Causality::sees(const std::string& a, const std::string& c, const std::string& field) {
    if (a.empty()) return false;
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
