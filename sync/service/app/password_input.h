// A password on standard input.
#pragma once

#include "shared/base/result.h"

#include <iosfwd>
#include <string>

namespace waymark::service {

/// "a password of at least 8 characters", for a command's help.
std::string passwordWords();

/// The first line, hashed. At a terminal it is asked for and not shown. Errors: Malformed (none, too short, too long).
base::Result<std::string> readAndHashPassword(std::istream& in, std::ostream& err);

} // namespace waymark::service
