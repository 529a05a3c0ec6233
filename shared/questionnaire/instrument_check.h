// Whether the parts of an instrument fit together: keys, scales, score rules.
#pragma once

#include "shared/questionnaire/instrument.h"
#include "shared/questionnaire/object_reader.h"

namespace waymark::questionnaire {

/// Adds what does not fit to `mistake`.
void checkInstrument(const Instrument& instrument, Mistake& mistake);

}  // namespace waymark::questionnaire
