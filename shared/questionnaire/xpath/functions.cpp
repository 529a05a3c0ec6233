#include "shared/questionnaire/xpath/functions.h"

#include <map>

namespace waymark::xpath {

const FunctionSpec* findFunction(std::string_view name) {
    static const std::map<std::string_view, const FunctionSpec*> kAll = [] {
        std::map<std::string_view, const FunctionSpec*> all;
        for (const auto part : {logicFunctions(), textFunctions(), numberFunctions(), dateFunctions(), nodeFunctions(), choiceFunctions(),
                                repeatFunctions(), placeFunctions()})
            for (const FunctionSpec& function : part)
                all.emplace(function.name, &function);
        return all;
    }();
    const auto it = kAll.find(name);
    return it == kAll.end() ? nullptr : it->second;
}

namespace {

std::optional<std::string> wrongCount(const FunctionSpec& function, std::size_t arguments) {
    const auto given = static_cast<int>(arguments);
    const std::string name = std::string(function.name) + "() ";
    if (function.name == "weighted-checklist" && given % 2 != 0) return name + "takes a weight after each value";
    if (function.name == "indexed-repeat" && given >= 3 && given % 2 == 0) return name + "takes a number after each repeat";
    if (given >= function.least && (function.most < 0 || given <= function.most)) return std::nullopt;
    std::string takes = std::to_string(function.least);
    if (function.most < 0)
        takes = "at least " + takes;
    else if (function.most == function.least + 1)
        takes += " or " + std::to_string(function.most);
    else if (function.most > function.least)
        takes += " to " + std::to_string(function.most);
    if (function.most == 0) takes = "no";
    const bool one = function.most == 1 || (function.most < 0 && function.least == 1);
    return name + "takes " + takes + (one ? " value, not " : " values, not ") + std::to_string(arguments);
}

}  // namespace

std::optional<std::string> wrongCall(const Expr& call) {
    const FunctionSpec* function = findFunction(call.text);
    return function ? wrongCount(*function, call.operands.size()) : "there is no function " + call.text + "()";
}

}  // namespace waymark::xpath
