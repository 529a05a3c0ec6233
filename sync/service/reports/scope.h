// What a report is about: which venues, from which day to which. Days are inclusive; absent ones are open.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

struct Scope {
    std::vector<std::string> venues;  ///< ids; never empty: what the reader may see is spelt out
    bool everyVenue = false;          ///< these are all the venues of the organisation
    std::optional<std::string> from, to;
};

/// What the things of a report are called. An id without a name is a thing that was taken away or has not arrived.
struct Names {
    std::map<std::string, std::string> venues, activities;
};

}  // namespace waymark::service
