// Expressions from text: XPath 1.0 whole, with the functions of functions.h. A name that is no function, or a wrong number of arguments,
// is found here, before anybody answers.
#pragma once

#include "shared/base/result.h"
#include "shared/questionnaire/xpath/ast.h"

#include <string_view>

namespace waymark::xpath {

/// Brackets, operators and predicates within each other, at most; an author never comes near, a hostile file does.
inline constexpr int kMaxDepth = 200;

/// Errors: Malformed with place and words ("at character 7: …"); TooLarge above 64 kB.
base::Result<Expression> parse(std::string_view source);

}  // namespace waymark::xpath
