// Postcodes of the United Kingdom by their shape (BS 7666). A shape that fits is not yet a postcode that exists: that takes a list.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark::domain {

/// The postcode in capitals with one space before its last three characters ("b276qj" → "B27 6QJ"), or nothing if no postcode has this
/// shape. White space anywhere does not matter. GIR 0AA and the codes beginning with ZZ99 (no fixed address, not known) are accepted.
std::optional<std::string> tidyPostcode(std::string_view text);

/// Whether a tidy postcode stands for no place at all (ZZ99 …).
bool standsForNoPlace(std::string_view tidyPostcode);

} // namespace waymark::domain
