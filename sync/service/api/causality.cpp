#include "sync/service/api/causality.h"

#include "shared/base/mutant.h"

#include <algorithm>
#include <unordered_set>

namespace waymark::service {

namespace {
// What a push keeps in memory of the ops that it read: more than an honest one needs.
constexpr std::size_t kMostLinks = 200'000;
} // namespace

void Causality::makeRoom(std::size_t links) {
    if (m_linksKept > kMostLinks) {
        m_links.clear();
        m_standIns.clear();
        m_linksKept = 0;
    }
    m_linksKept += links + 1;
}

const Causality::Links& Causality::linksOf(const std::string& op) {
    if (const auto known = m_links.find(op); known != m_links.end()) return known->second;
    m_work += kReadWork;
    Links links;
    if (auto held = m_streams.heldOp(op)) links = {std::move(held->saw), std::move(held->standsFor)};
    makeRoom(links.saw.size() + links.standsFor.size());
    return m_links.emplace(op, std::move(links)).first->second;
}

const std::vector<SeenValue>& Causality::seenByStandIns(const std::string& op) {
    if (const auto known = m_standIns.find(op); known != m_standIns.end()) return known->second;
    auto seen = m_streams.seenByStandIns(op);
    m_work += static_cast<int>(seen.size());
    makeRoom(seen.size());
    return m_standIns.emplace(op, std::move(seen)).first->second;
}

void Causality::addSeenByStandIns(const std::string& op, const std::string& field, std::vector<std::string>& ahead) {
    for (const auto& seen : seenByStandIns(op))
        if (seen.field == field) ahead.push_back(seen.op);
}

void Causality::forget(const std::string& op) {
    m_links.erase(op);
    m_standIns.erase(op);
}

bool Causality::sees(const std::string& a, const std::string& c, const std::string& field) {
    if (a.empty()) return false;
    return walk({a}, c, field);
}

bool Causality::hadSeen(const std::string& op, const std::string& c, const std::string& field) {
    std::vector<std::string> ahead;
    const auto& saw = linksOf(op).saw;
    if (const auto it = saw.find(field); it != saw.end()) ahead.push_back(it->second);
    addSeenByStandIns(op, field, ahead);
    return walk(std::move(ahead), c, field);
}

bool Causality::hadStandInSeen(const std::string& op, const std::string& c, const std::string& field) {
    std::vector<std::string> ahead;
    addSeenByStandIns(op, field, ahead);
    return walk(std::move(ahead), c, field);
}

bool Causality::walk(std::vector<std::string> ahead, const std::string& c, const std::string& field) {
    if (base::mutant(base::Mutant::NoWalk)) return std::find(ahead.begin(), ahead.end(), c) != ahead.end();
    if (base::mutant(base::Mutant::SawByNumber) && !ahead.empty() && ahead.front().starts_with('#')) {
        const auto held = m_streams.heldOp(c);
        return held && held->seq <= std::stoll(ahead.front().substr(1));
    }
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
        addSeenByStandIns(id, field, ahead);
    }
    return false;
}

} // namespace waymark::service
