// The description of the API that the service gives of itself, put into the program at build time from openapi.json.
#pragma once

#include <string>
#include <string_view>

namespace waymark::service {

/// The text of the file by its name; empty if there is none.
std::string_view openApiFile(std::string_view name);

/// The OpenAPI 3.1 document as JSON text.
inline std::string openApiDocument() { return std::string(openApiFile("openapi.json")); }

} // namespace waymark::service
