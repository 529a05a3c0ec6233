// The order in which a form's rules are worked out, and the circles that have none.
#pragma once

#include "shared/questionnaire/xforms/form.h"

namespace waymark::xforms {

/// Fills `order` and `dependents` of the form; adds a problem for every circle and every path that leads nowhere. Fields of a circle come
/// in the order they are written.
void findDependencies(Form& form, Problems& problems);

}  // namespace waymark::xforms
