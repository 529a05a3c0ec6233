// Comparing values: XPath 1.0, section 3.4, with dates. Two texts that both are dates or date-times are compared as instants, so that a
// question's "2021-03-07" meets a calculated "2021-03-07T00:00:00.000+00:00".
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/moment.h"

namespace waymark::xpath {

namespace {

template <class T> bool holds(Operator op, const T& a, const T& b) {
    switch (op) {
    case Operator::Equal: return a == b;
    case Operator::NotEqual: return a != b;
    case Operator::Less: return a < b;
    case Operator::LessOrEqual: return a <= b;
    case Operator::Greater: return a > b;
    default: return a >= b;
    }
}

bool isEquality(Operator op) { return op == Operator::Equal || op == Operator::NotEqual; }

/// Cheap test before the real one: dates are rare among the texts that are compared.
bool mayBeMoment(std::string_view text) { return text.size() >= 10 && text[4] == '-' && text[7] == '-'; }

bool compareTexts(Operator op, const std::string& a, const std::string& b, const Environment& environment) {
    if (mayBeMoment(a) && mayBeMoment(b)) {
        const auto left = readMoment(a), right = readMoment(b);
        if (left && right) return holds(op, instantOf(*left, environment.zone()), instantOf(*right, environment.zone()));
    }
    if (isEquality(op)) return holds(op, a, b);
    return holds(op, numberOf(a, environment), numberOf(b, environment));
}

/// Neither is a node-set.
bool compareAtoms(Operator op, const Value& a, const Value& b, const Environment& environment) {
    if (isEquality(op) && (std::holds_alternative<bool>(a) || std::holds_alternative<bool>(b)))
        return holds(op, toBoolean(a), toBoolean(b));
    const auto *left = std::get_if<std::string>(&a), *right = std::get_if<std::string>(&b);
    if (left && right) return compareTexts(op, *left, *right, environment);
    return holds(op, toNumber(a, environment), toNumber(b, environment));
}

}  // namespace

bool compare(Operator op, const Value& left, const Value& right, const Environment& environment) {
    const auto *a = std::get_if<NodeSet>(&left), *b = std::get_if<NodeSet>(&right);
    if (!a && !b) return compareAtoms(op, left, right, environment);
    if ((a && std::holds_alternative<bool>(right)) || (b && std::holds_alternative<bool>(left)))
        return holds(op, toBoolean(left) ? 1 : 0, toBoolean(right) ? 1 : 0);
    const auto each = [&environment](const NodeSet& set) {
        std::vector<Value> values;
        for (const Node& node : set.nodes)
            values.emplace_back(textOf(node, environment));
        if (set.onlyHidden) values.emplace_back(std::string());
        return values;
    };
    const std::vector<Value> lefts = a ? each(*a) : std::vector<Value>{left}, rights = b ? each(*b) : std::vector<Value>{right};
    for (const Value& one : lefts)
        for (const Value& other : rights)
            if (compareAtoms(op, one, other, environment)) return true;
    return false;
}

}  // namespace waymark::xpath
