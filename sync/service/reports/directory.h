// The organisation as its own stream describes it: venues, activities, the people of the team, published questionnaires. A snapshot, read
// afresh for each request.
#pragma once

#include "shared/domain/role.h"
#include "sync/service/reports/instrument_book.h"
#include "sync/service/reports/scope.h"
#include "sync/service/store/registry.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

class ReadTransaction;

struct VenueEntry {
    std::string id, name, postcode;
};

struct UserEntry {
    std::string id, name;
    bool active = true;
    std::vector<domain::Grant> grants;
};

struct Directory {
    Organisation organisation;
    std::vector<VenueEntry> venues;  ///< by name
    std::vector<UserEntry> users;    ///< by name
    Names names;
    InstrumentBook instruments;

    const VenueEntry* venue(const std::string& id) const;
    const UserEntry* user(const std::string& id) const;
};

/// Nothing before `init`.
std::optional<Directory> readDirectory(ReadTransaction& transaction);

/// What a report is about: `venue` (empty: all of `allowed`) and days. Nothing if the venue is not one of them.
std::optional<Scope> scopeOf(const Directory& directory, const std::vector<std::string>& allowed, const std::string& venue,
                             const std::optional<std::string>& from, const std::optional<std::string>& to);

/// The ids of all venues.
std::vector<std::string> everyVenue(const Directory& directory);

}  // namespace waymark::service
