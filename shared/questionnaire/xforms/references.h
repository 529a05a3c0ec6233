// Which answers an expression looks at, told from its text alone.
#pragma once

#include "shared/questionnaire/xforms/form.h"

#include <set>
#include <string>
#include <vector>

namespace waymark::xforms {

struct References {
    std::set<Field*> certain;   ///< looked at in the same occurrence: has to be worked out before
    std::set<Field*> possible;  ///< in some other occurrence (a condition, indexed-repeat): may be this very rule, one occurrence earlier
    std::set<Field*> filtered;  ///< of the possible ones: those that a condition in square brackets was put on
    std::vector<std::string> unknown;  ///< paths that lead nowhere in the form's data
    std::vector<std::string> lists;    ///< ids of instance('…')
    bool isRandom = false;             ///< gives something else every time: random(), uuid()
};

/// `at` is the field that the expression belongs to; relative paths and "." start there.
void addReferences(const Form& form, const xpath::Expression& expression, Field* at, References& into);

}  // namespace waymark::xforms
