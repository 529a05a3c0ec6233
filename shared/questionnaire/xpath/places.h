// Places as answers write them: "latitude longitude altitude accuracy" in degrees and metres, the last two optional; of lines and areas with semicolons between.
#pragma once

#include <cstddef>
#include <string_view>

namespace waymark::xpath {

/// How many places the text holds; 0 if one of them cannot be read.
std::size_t placesIn(std::string_view text);

}  // namespace waymark::xpath
