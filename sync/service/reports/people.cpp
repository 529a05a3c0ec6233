#include "sync/service/reports/people.h"

namespace waymark::service {

namespace {
// Merges always point to the lower id, so they make no ring; the bound is for data that broke that rule.
constexpr int kMostMerges = 64;
}  // namespace

People::People(const std::vector<PersonFact>& facts) {
    for (const auto& fact : facts) {
        Known& known = m_known[fact.id];
        if (!fact.deleted) known.gone = false;
        if (!fact.kind.empty()) known.kind = fact.kind;
        if (!fact.mergedInto.empty()) known.mergedInto = fact.mergedInto;
    }
}

const std::string& People::resolved(const std::string& id) const {
    const std::string* current = &id;
    for (int step = 0; step < kMostMerges; ++step) {
        const auto it = m_known.find(*current);
        if (it == m_known.end() || it->second.mergedInto.empty()) break;
        current = &it->second.mergedInto;
    }
    return *current;
}

bool People::isGone(const std::string& id) const {
    const auto it = m_known.find(resolved(id));
    return it != m_known.end() && it->second.gone;
}

std::string People::kindOf(const std::string& id) const {
    const auto it = m_known.find(resolved(id));
    return it == m_known.end() ? std::string() : it->second.kind;
}

}  // namespace waymark::service
