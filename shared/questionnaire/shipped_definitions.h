// The texts of the shipped instruments; the build writes the body from the JSON files (embed_definitions.cmake).
#pragma once

#include <span>
#include <string_view>

namespace waymark::questionnaire {

std::span<const std::string_view> shippedDefinitions();

}  // namespace waymark::questionnaire
