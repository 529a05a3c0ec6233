// Parts of JSON text without a tree, for what is printed by the thousand. Pure functions.
#pragma once

#include "shared/base/json.h"

namespace waymark::base {

/// Appends a string as JSON text, quotes included.
void appendText(std::string& to, std::string_view string);
/// No more bytes than this are in the value's compact text. Cheap; several times too many for long strings.
std::size_t mostTextBytes(const Json& value);

} // namespace waymark::base
