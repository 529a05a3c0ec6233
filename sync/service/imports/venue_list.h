// A city's list of libraries in the columns of the Public Libraries data schema, and what is odd about its rows.
#pragma once

#include "shared/base/csv.h"
#include "shared/base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// Something a coordinator should know about a row; the code is for programs, the message for people.
struct Oddity {
    std::string code;  ///< "closed", "moved", "cells", "no_postcode", "postcode_shape", "same_name", "no_hours", "hours_unreadable", "year_unreadable", …
    std::string message;
};

struct ListedVenue {
    std::string file;     ///< name of the list
    std::size_t row = 0;  ///< line in the file
    std::string authority, name;
    std::vector<std::string> lines;  ///< of the address
    std::string postcode;            ///< tidy, or empty
    std::string uprn, email, website, type, sharedWith;
    std::optional<int> openedYear, closedYear;
    bool isClosed = false;           ///< closed in this year or before; one that closes in a later year is open until then
    base::Json opening;              ///< {"monday":[{"from","to"}], …, "note"}, or null
    bool repeats = false;            ///< says the same as an earlier row
    bool isRagged = false;           ///< has more or fewer cells than the header, so that nobody knows which is which; it is left out
    std::vector<Oddity> oddities;
};

/// The rows of the list, which may be ragged, each with what is odd about it alone. Errors: Malformed, naming the column that is missing.
base::Result<std::vector<ListedVenue>> readVenueList(const base::CsvTable& table, int thisYear, const std::string& file);

/// Adds what is odd about rows beside each other, also of several lists: moves, rows that repeat one, names that are there twice.
void compareListed(std::vector<ListedVenue>& venues);

} // namespace waymark::service
