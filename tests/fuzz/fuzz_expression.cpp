// Expressions: read, and evaluated over a small document.
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/parser.h"
#include "tests/fuzz/chance.h"

#include <libxml/parser.h>

#include <string_view>

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static xmlDoc* const document = [] {
        constexpr std::string_view kXml = "<data id='f'><a>1</a><b>2021-03-07</b><r><x>1</x><y>a b</y></r><r><x>2</x></r><p>52.5 -1.9 0 0;52.6 -1.8 0 0</p></data>";
        return xmlReadMemory(kXml.data(), static_cast<int>(kXml.size()), nullptr, nullptr, 0);
    }();
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    const auto expression = xpath::parse(source);
    if (!expression) return 0;
    fuzz::Chance chance;
    const xpath::PlainEnvironment environment(document, 1'616'846'400'000, "Europe/London", chance);
    for (const xpath::Node& place : {xpath::Node{}, environment.root(), xpath::Node{xmlDocGetRootElement(document)->children, nullptr}})
        if (const auto value = xpath::evaluate(*expression, place, environment)) (void)xpath::toText(*value, environment);
    return 0;
}
