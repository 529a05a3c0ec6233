// The console's templates and style sheet, put into the program at build time from console/templates and console/static.
#pragma once

#include <string_view>

namespace waymark::service {

/// The text of a file by its name without its folder ("overview.html", "console.css"); empty if there is none.
std::string_view embeddedFile(std::string_view name);

}  // namespace waymark::service
