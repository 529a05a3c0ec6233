// Evaluates parsed expressions over a libxml2 document. One thread per document; an expression may be shared.
#pragma once

#include "shared/base/result.h"
#include "shared/questionnaire/xpath/ast.h"
#include "shared/questionnaire/xpath/environment.h"

namespace waymark::xpath {

/// Nodes and calls that one evaluation may look at; a hostile expression stops here instead of running for ever.
inline constexpr std::size_t kMaxWork = 20'000'000;

/// The value of the expression at a node, which is also what current() and "this repeat" mean. Errors: Malformed with place and words, for
/// what only shows at work (a number where nodes are needed); TooLarge beyond kMaxWork.
base::Result<Value> evaluate(const Expression& expression, const Node& context, const Environment& environment);

/// The same at one node for somebody who stands at another: a path in the list of choices of a question.
base::Result<Value> evaluate(const Expression& expression, const Node& context, const Node& current, const Environment& environment);

/// The places that a path leads to, those too that are not relevant and so no part of any value: where an action writes. Errors: as above.
base::Result<NodeSet> placesOf(const Expression& expression, const Node& context, const Environment& environment);

}  // namespace waymark::xpath
