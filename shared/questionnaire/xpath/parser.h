// Expressions from text: XPath 1.0 whole, with the functions of functions.h. A name that is no function, or a wrong number of arguments,
// is found here, before anybody answers; parseLazily() leaves it to the evaluation.
#pragma once

#include "shared/base/result.h"
#include "shared/questionnaire/xpath/ast.h"

#include <string_view>

namespace waymark::xpath {

/// Brackets, operators and predicates within each other, at most; an author never comes near, a hostile file does.
inline constexpr int kMaxDepth = 200;

/// Errors: Malformed with place and words ("at character 7: …"); TooLarge above 64 kB.
base::Result<Expression> parse(std::string_view source);

/// The same, but a call that no function answers fails only when it is reached: the second half of an `or` may never be.
base::Result<Expression> parseLazily(std::string_view source);

}  // namespace waymark::xpath
