// What no option may be given, whichever it is. An empty value is mostly a variable of the shell that is not set: taken for "not given" it
// would widen a report to everything; and who names one thing twice among several has left another one out.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace waymark::service {

/// Of the arguments as they were typed: none is `--option=` with nothing behind it, which CLI11 takes for an option whose value comes next.
/// Throws CLI::ValidationError.
void refuseNothingGiven(const std::vector<std::string>& arguments);

/// Of a command line that was read: no value is empty, and no option has one value twice. Throws CLI::ValidationError.
void refuseEmptyOrRepeated(const CLI::App& command);

} // namespace waymark::service
