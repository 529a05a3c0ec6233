// The five kinds of stream; each is a tier of sharing (dictionary: "streams follow the tiers of sharing").
#pragma once

#include "shared/domain/role.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::domain {

enum class Tier { Organisation, Venue, Register, Case, Concern };

/// `organisation/<id>`, `venue/<venue>`, `register/<venue>/<year>`, `case/<venue>`, `concern/<venue>`.
struct Stream {
    Tier tier = Tier::Organisation;
    std::string owner;  ///< the organisation's id, else the venue's
    int year = 0;       ///< of a register; else 0

    std::string name() const;
    bool operator==(const Stream&) const = default;
};

std::optional<Stream> parseStream(std::string_view name);

std::string organisationStream(std::string_view organisation);
std::string venueStream(std::string_view venue);
std::string registerStream(std::string_view venue, int year);
std::string caseStream(std::string_view venue);
std::string concernStream(std::string_view venue);

/// Whether a device granted `role` at the stream's venue may pull it. The year of a register is the caller's to limit.
bool mayPull(Role role, Tier tier);

} // namespace waymark::domain
