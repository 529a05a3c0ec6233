// true() to weighted-checklist(): deciding.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include <cmath>
#include <limits>

namespace waymark::xpath {

namespace {

Value ifThenElse(const Call& call) { return call.value(call.boolean(0) ? 1 : 2); }

Value coalesce(const Call& call) {
    std::string first = call.text(0);
    if (!first.empty() && first != "NaN") return first;
    return call.text(1);
}

/// What is there already, and the calculation only where there is nothing.
Value once(const Call& call) {
    std::string present = textOf(call.place.node, call.environment());
    if (!present.empty()) return present;
    return call.value(0);
}

/// Each value of an argument as true or false: the nodes of a path one by one, by their text.
std::vector<bool> flags(const Call& call, std::size_t i) {
    const Value value = call.value(i);
    if (!std::holds_alternative<NodeSet>(value)) return {toBoolean(value)};
    std::vector<bool> result;
    for (const Node& node : std::get<NodeSet>(value).nodes)
        result.push_back(!textOf(node, call.environment()).empty());
    return result;
}

/// Minus one as a limit means none.
bool within(double amount, double least, double most) { return (least == -1 || amount >= least) && (most == -1 || amount <= most); }

Value checklist(const Call& call) {
    double met = 0;
    for (std::size_t i = 2; i < call.count(); ++i)
        for (const bool flag : flags(call, i))
            met += flag ? 1 : 0;
    return within(met, call.number(0), call.number(1));
}

Value weightedChecklist(const Call& call) {
    double total = 0;
    for (std::size_t i = 2; i + 1 < call.count(); i += 2) {
        const auto met = flags(call, i);
        const auto weights = call.texts(i + 1);
        if (met.size() != weights.size()) call.fail("there are not as many weights as values");
        for (std::size_t j = 0; j < met.size(); ++j)
            if (met[j]) total += numberOf(weights[j], call.environment());
    }
    return within(total, call.number(0), call.number(1));
}

constexpr FunctionSpec kLogicFunctions[] = {
    {"true", 0, 0, [](const Call&) -> Value { return true; }},
    {"false", 0, 0, [](const Call&) -> Value { return false; }},
    {"not", 1, 1, [](const Call& call) -> Value { return !call.boolean(0); }},
    {"boolean", 1, 1, [](const Call& call) -> Value { return call.boolean(0); }},
    {"boolean-from-string", 1, 1,
     [](const Call& call) -> Value {
         const std::string text = call.text(0);
         return text == "true" || text == "1";
     }},
    {"if", 3, 3, ifThenElse},
    {"coalesce", 2, 2, coalesce},
    {"once", 1, 1, once},
    {"checklist", 2, -1, checklist},
    {"weighted-checklist", 2, -1, weightedChecklist},
    {"depend", 1, -1, [](const Call& call) { return call.value(0); }},
};

}  // namespace

std::span<const FunctionSpec> logicFunctions() { return kLogicFunctions; }

}  // namespace waymark::xpath
