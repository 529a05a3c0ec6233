// Who has said no to what, read from the streams themselves: a withdrawal counts in the next report, whether or not the facts are up to date.
// Pure functions over a transaction.
#pragma once

#include "shared/domain/consent.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waymark::service {

class People;
class StreamReader;

class Consents {
public:
    /// Everything recorded for this purpose in every venue: a no at one place is a no at all.
    static Consents read(StreamReader& streams, std::string_view purpose);

    /// Person, as recorded → what they said.
    std::unordered_map<std::string, std::vector<domain::ConsentRecord>> records;

    /// What each person (after merges) said that was asked at all.
    std::unordered_map<std::string, domain::Consent> on(const base::Date& day, const People& people) const;
};

/// Whether somebody said no; who was not asked, or whose yes has run out, did not.
inline bool isNo(domain::Consent consent) { return consent == domain::Consent::Refused || consent == domain::Consent::Withdrawn; }

}  // namespace waymark::service
