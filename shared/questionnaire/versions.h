// What changed between two versions of a questionnaire: whether answers to one may be taken as answers to the other.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::questionnaire {

enum class Change {
    None,
    Wording,     ///< other words for the same things: a draft goes on in the newer version, pairs stay pairs
    Structural,  ///< other items, scales or scoring: what was begun is finished in its own version, and pairs need the same version
};
std::string_view name(Change change);  ///< "structural"

struct VersionChange {
    Change change = Change::None;
    std::vector<std::string> reasons;  ///< what is structural, in words: "the scale of q3 is another"
};

VersionChange compareVersions(const Instrument& older, const Instrument& newer);

}  // namespace waymark::questionnaire
