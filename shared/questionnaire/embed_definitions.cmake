# Writes OUTPUT, a C++ file with the text of every JSON file in FILES (a list). Run with cmake -P while building.
set(texts "")
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  string(APPEND texts "    R\"waymark(${text})waymark\",\n")
endforeach()
file(WRITE ${OUTPUT} "// Written by the build from shared/questionnaire/instruments.
#include \"shared/questionnaire/shipped_definitions.h\"

namespace waymark::questionnaire {

namespace {
constexpr std::string_view kDefinitions[] = {
${texts}};
}

std::span<const std::string_view> shippedDefinitions() { return kDefinitions; }

} // namespace waymark::questionnaire
")
