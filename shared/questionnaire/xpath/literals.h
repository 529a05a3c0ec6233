// Mistakes in what stands in an expression literally, so that its author hears of them before anybody answers.
#pragma once

#include "shared/questionnaire/xpath/ast.h"

#include <optional>
#include <string>

namespace waymark::xpath {

/// The first call that is bound to fail: a pattern that cannot be read, a digest that there is not, a value where nodes are needed. In words, with its place.
std::optional<std::string> wrongLiteral(const Expression& expression);

}  // namespace waymark::xpath
