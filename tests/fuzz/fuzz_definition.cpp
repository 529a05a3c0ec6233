// Definitions: what is read comes back the same from JSON and from a spreadsheet.
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/instrument_codec.h"

#include <cstdlib>

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto instrument = questionnaire::parseInstrument(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!instrument) return 0;
    const auto again = questionnaire::instrumentFromJson(questionnaire::toJson(*instrument));
    if (!again || !(*again == *instrument)) std::abort();
    (void)exchange::instrumentOf(exchange::sheetsOf(*instrument));
    return 0;
}
