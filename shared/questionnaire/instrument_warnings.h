// What is sound in a definition and still should be looked at before it is given out.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::questionnaire {

struct InstrumentWarning {
    std::string path;     ///< "items.q3.text"
    std::string message;  ///< what is odd
    std::string instead;  ///< what happens as it stands
};

/// Whether the licence ran out before `today` (YYYY-MM-DD); one without a date never does.
bool isExpired(const Licence& licence, std::string_view today);

/// A licence that has run out, and each text that a checked translation lacks.
std::vector<InstrumentWarning> warningsOf(const Instrument& instrument, std::string_view today);

}  // namespace waymark::questionnaire
