// Makes a plan that fails smaller, by leaving out steps while it still fails.
#pragma once

#include "tests/simulation/plan.h"

namespace waymark::simulation {

Plan shrink(const Plan& failing);

} // namespace waymark::simulation
