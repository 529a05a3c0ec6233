#include "sync/service/api/causality.h"

#include "shared/base/mutant.h"

#include <unordered_set>
#include <vector>

namespace waymark::service {

namespace {
// What a push keeps in memory of the ops that it read: more than an honest one needs.
constexpr std::size_t kMostLinks = 200'000;
} // namespace

const Causality::Links& Causality::linksOf(const std::string& op) {
    if (const auto known = m_links.find(op); known != m_links.end()) return known->second;
    m_work += kReadWork;
    Links links;
    if (auto held = m_streams.heldOp(op)) links = {std::move(held->saw), std::move(held->standsFor)};
    if (m_linksKept > kMostLinks) {
        m_links.clear();
        m_linksKept = 0;
    }
    m_linksKept += links.saw.size() + links.standsFor.size() + 1;
    return m_links.emplace(op, std::move(links)).first->second;
}

std::string Causality::sawOf(const std::string& op, const std::string& field) {
    const auto& saw = linksOf(op).saw;
    const auto it = saw.find(field);
    return it == saw.end() ? std::string() : it->second;
}

void Causality::forget(const std::string& op) { m_links.erase(op); }

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
        const std::string id = std::move(ahead.back());
        ahead.pop_back();
        if (id == c) return steps <= wire::kMaxWalkSteps;
        if (steps >= wire::kMaxWalkSteps || ++m_work > kMostWork) return false;
        if (!visited.insert(id).second) continue;
        const Links& links = linksOf(id);
        walkOn(links.saw);
        walkOn(links.standsFor);
    }
    return false;
}

} // namespace waymark::service
