// The command line of `waymark-service`: which commands there are, and how their answers and errors are printed.
#pragma once

#include "sync/service/app/command.h"

#include <string>
#include <vector>

namespace waymark::service {

inline constexpr int kExitFailed = 1;  ///< {"error","message"} on standard error says why
inline constexpr int kExitUsage = 2;   ///< the command line itself is wrong

/// Runs the command that these arguments (without the program's name) ask for. Returns the exit status.
int runCommandLine(std::vector<std::string> arguments, const Surroundings& surroundings);

} // namespace waymark::service
