// indexed-repeat(): an answer from another occurrence of a repeat.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include <algorithm>
#include <cmath>

namespace waymark::xpath {

namespace {

bool contains(const Node& outer, const Node& inner) {
    for (const xmlNode* at = inner.tree; at; at = at->parent)
        if (at == outer.tree) return true;
    return false;
}

std::size_t depthOf(const Node& node) {
    std::size_t depth = 0;
    for (const xmlNode* at = node.tree; at; at = at->parent)
        ++depth;
    return depth;
}

/// How many nodes two places share on their way from the root.
std::size_t sharedDepth(const Node& a, const Node& b) {
    for (const xmlNode* at = a.tree; at; at = at->parent)
        if (contains({const_cast<xmlNode*>(at), nullptr}, b)) return depthOf({const_cast<xmlNode*>(at), nullptr});
    return 0;
}

struct Level {
    std::vector<Node> occurrences;
    double index = 1;
};

/// indexed-repeat(target, repeat, index, [inner repeat, index]…): pairs may come in any order; what they leave open is decided by where
/// the expression stands. An index below 1 means the first, one that is not there gives nothing.
Value indexedRepeat(const Call& call) {
    const auto& arguments = call.expr.operands;
    std::vector<Level> levels;
    for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
        Level level{call.evaluation.everywhere(*arguments[i], call.place).nodes, std::trunc(call.number(i + 1))};
        if (std::isnan(level.index) || level.index < 1) level.index = 1;
        if (level.occurrences.empty()) return NodeSet{};
        levels.push_back(std::move(level));
    }
    std::sort(levels.begin(), levels.end(),
              [](const Level& a, const Level& b) { return depthOf(a.occurrences.front()) < depthOf(b.occurrences.front()); });
    NodeSet found = call.evaluation.everywhere(*arguments[0], call.place);
    const Node& here = call.evaluation.current();
    for (const Level& level : levels) {
        // Of the occurrences below one parent: the parent that was chosen by the level before, or the one we stand in.
        std::vector<Node> candidates;
        for (const Node& one : level.occurrences)
            if (std::any_of(found.nodes.begin(), found.nodes.end(), [&](const Node& target) { return contains(one, target); }))
                candidates.push_back(one);
        std::size_t nearest = 0;
        for (const Node& one : candidates)
            nearest = std::max(nearest, sharedDepth({one.tree->parent, nullptr}, here));
        std::erase_if(candidates, [&](const Node& one) { return sharedDepth({one.tree->parent, nullptr}, here) != nearest; });
        if (candidates.empty()) return NodeSet{};
        const xmlNode* const parent = candidates.front().tree->parent;
        std::erase_if(candidates, [&](const Node& one) { return one.tree->parent != parent; });
        if (level.index > static_cast<double>(candidates.size())) return NodeSet{};
        const Node chosen = candidates[static_cast<std::size_t>(level.index) - 1];
        std::erase_if(found.nodes, [&](const Node& target) { return !contains(chosen, target); });
    }
    std::erase_if(found.nodes, [&](const Node& target) { return call.environment().isHidden(target); });
    return found;
}

constexpr FunctionSpec kFunctions[] = {
    {"indexed-repeat", 3, -1, indexedRepeat},
};

}  // namespace

std::span<const FunctionSpec> repeatFunctions() { return kFunctions; }

}  // namespace waymark::xpath
