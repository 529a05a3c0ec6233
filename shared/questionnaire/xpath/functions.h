// Every function an expression may call: XPath 1.0's core, and what the ODK XForms specification adds or changes.
#pragma once

#include "shared/questionnaire/xpath/ast.h"
#include "shared/questionnaire/xpath/value.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace waymark::xpath {

struct Call;

struct FunctionSpec {
    std::string_view name;
    int least = 0, most = 0;  ///< arguments; a negative `most` means any number
    Value (*run)(const Call& call) = nullptr;
};

/// Null if there is no such function.
const FunctionSpec* findFunction(std::string_view name);

/// In words, if there is no such function or the number of arguments does not fit it.
std::optional<std::string> wrongCall(const Expr& call);

/// The parts the whole is made of.
std::span<const FunctionSpec> logicFunctions();
std::span<const FunctionSpec> textFunctions();
std::span<const FunctionSpec> numberFunctions();
std::span<const FunctionSpec> dateFunctions();
std::span<const FunctionSpec> nodeFunctions();
std::span<const FunctionSpec> choiceFunctions();
std::span<const FunctionSpec> repeatFunctions();
std::span<const FunctionSpec> placeFunctions();

}  // namespace waymark::xpath
