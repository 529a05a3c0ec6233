// The JSON form of an instrument, as it is shipped, stored in the entity's `definition` and written by field people.
#pragma once

#include "shared/base/json.h"
#include "shared/questionnaire/instrument.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::questionnaire {

/// The number in `format`. A definition of a higher one was written by a newer version.
inline constexpr int kFormat = 1;

/// A complete, sound instrument. Errors: Malformed with the first mistake and its place ("items[3].scale: there is no scale \"lik\""),
/// TooNew for a format above kFormat.
base::Result<Instrument> instrumentFromJson(const base::Json& json);

struct PlacedMistake {
    std::string path;  ///< "items[3].scale"; empty: the definition as a whole
    std::string message;
};

/// Everything that is wrong with a definition, as far as it can be told in one go: what cannot be read, or else what does not fit together.
/// Empty if instrumentFromJson reads it.
std::vector<PlacedMistake> mistakesIn(const base::Json& json);

/// instrumentFromJson from text.
base::Result<Instrument> parseInstrument(std::string_view text);

/// The definition, without members that say nothing; instrumentFromJson gives the same instrument back.
base::Json toJson(const Instrument& instrument);

}  // namespace waymark::questionnaire
