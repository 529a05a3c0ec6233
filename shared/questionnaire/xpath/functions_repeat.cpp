// indexed-repeat(): an answer from another occurrence of a repeat.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

struct RepeatLevel {
    std::vector<Node> occurrences;
    double index = 1;
};

bool isRelative(const Expr& expr) { return expr.kind == ExprKind::Path && !expr.absolute && expr.operands.empty(); }

/// The nodes of an argument; one that is relative and leads nowhere from where the expression stands is taken from the repeat named before it.
std::vector<Node> nodesOf(const Call& call, const Expr& expr, const std::vector<RepeatLevel>& levels) {
    std::vector<Node> found = call.evaluation.everywhere(expr, call.place).nodes;
    if (levels.empty() || !isRelative(expr)) return found;
    const std::vector<Node>& around = levels.back().occurrences;
    const auto belongs = [&](const Node& node) {
        return std::any_of(around.begin(), around.end(), [&](const Node& one) { return contains(one, node) || contains(node, one); });
    };
    if (std::any_of(found.begin(), found.end(), belongs)) return found;
    found.clear();
    for (const Node& one : around) {
        const auto below = call.evaluation.everywhere(expr, Place{one, 1, 1}).nodes;
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

/// A blank answer counts as 1, since somebody may still be filling it in; a path that leads nowhere as none.
double indexOf(const Call& call, std::size_t i) {
    const Value value = call.value(i);
    if (const auto* set = std::get_if<NodeSet>(&value); set && set->nodes.empty() && !set->onlyHidden) return std::numeric_limits<double>::infinity();
    const double index = std::trunc(toNumber(value, call.environment()));
    return std::isnan(index) || index < 1 ? 1 : index;
}

/// indexed-repeat(target, repeat, index, [inner repeat, index]…): pairs may come in any order; what they leave open is decided by where
/// the expression stands. An index below 1 means the first, one that is not there gives nothing.
Value indexedRepeat(const Call& call) {
    const auto& arguments = call.expr.operands;
    std::vector<RepeatLevel> levels;
    for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
        RepeatLevel level{nodesOf(call, *arguments[i], levels), indexOf(call, i + 1)};
        if (level.occurrences.empty()) return NodeSet{};
        levels.push_back(std::move(level));
    }
    NodeSet found;
    found.nodes = nodesOf(call, *arguments[0], levels);
    std::sort(levels.begin(), levels.end(),
              [](const RepeatLevel& a, const RepeatLevel& b) { return depthOf(a.occurrences.front()) < depthOf(b.occurrences.front()); });
    const Node& here = call.evaluation.current();
    for (const RepeatLevel& level : levels) {
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

constexpr FunctionSpec kRepeatFunctions[] = {
    {"indexed-repeat", 3, -1, indexedRepeat},
};

}  // namespace

std::span<const FunctionSpec> repeatFunctions() { return kRepeatFunctions; }

}  // namespace waymark::xpath
