// The reference model's side of consent: what holds for a person on a day, folded from everything that was said (docs/dictionary.md, "Consent").
#pragma once

#include "tests/simulation/reference.h"

namespace waymark::simulation {

/// One record about one person and one purpose.
struct RefConsent {
    std::string id;
    Json values;                      ///< of its fields
    std::string answer, givenBy, until;
    std::set<std::string> corrects;   ///< ids
    bool deleted = false;
};

/// Person and purpose → what is recorded in these streams.
std::map<std::pair<std::string, std::string>, std::vector<RefConsent>> consentsIn(const std::map<std::string, RefStream>& streams,
                                                                                const std::set<std::string>& named);

/// "granted", "refused", "withdrawn", "not_asked" or "lapsed".
std::string consentOn(const std::vector<RefConsent>& records, const std::string& day, Counters& counters);

} // namespace waymark::simulation
