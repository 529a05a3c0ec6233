#include "shared/questionnaire/shipped.h"

#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/shipped_definitions.h"

#include <cassert>

namespace waymark::questionnaire {

const std::vector<ShippedInstrument>& shippedInstruments() {
    static const std::vector<ShippedInstrument> all = [] {
        std::vector<ShippedInstrument> read;
        for (const std::string_view definition : shippedDefinitions()) {
            auto instrument = parseInstrument(definition);
            assert(instrument.ok() && "a shipped instrument does not read: tst_shipped_instruments says why");
            if (instrument) read.push_back({*std::move(instrument), definition});
        }
        return read;
    }();
    return all;
}

const Instrument* findShipped(std::string_view family) {
    for (const ShippedInstrument& shipped : shippedInstruments())
        if (shipped.instrument.family == family) return &shipped.instrument;
    return nullptr;
}

}  // namespace waymark::questionnaire
