// The table of mutants: each known defect switched on (shared/base/mutant.h), and after how many seeds the simulator noticed it.
#pragma once

namespace waymark::simulation {

/// Prints the table; 0 if every defect was caught within its number of seeds, and nothing without one.
int runMutants();

} // namespace waymark::simulation
