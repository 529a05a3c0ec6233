// The questionnaires that come with Waymark: the JSON files of shared/questionnaire/instruments, built into the library.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <string_view>
#include <vector>

namespace waymark::questionnaire {

struct ShippedInstrument {
    Instrument instrument;
    std::string_view definition;  ///< its JSON as shipped: what goes into the entity's `definition`
};

/// All of them, read once; their ids are the same everywhere. Lives as long as the program.
const std::vector<ShippedInstrument>& shippedInstruments();

/// The instrument of that family ("family_steps"), or null.
const Instrument* findShipped(std::string_view family);

}  // namespace waymark::questionnaire
