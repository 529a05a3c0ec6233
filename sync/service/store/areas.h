// Areas that statistics are counted in: wards, small areas (LSOA) and the like, each of one vintage, with their outlines, how small areas of
// one vintage fit those of another, and how many people live there. Reference data that an administrator imports; no streams. Used inside
// a transaction of Store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// Degrees, WGS 84.
struct Position {
    double longitude = 0, latitude = 0;
    bool operator==(const Position&) const = default;
};

struct Box {
    double west = 0, south = 0, east = 0, north = 0;
    bool operator==(const Box&) const = default;
};

struct Area {
    std::string code;      ///< GSS: a letter and eight digits
    int vintage = 0;       ///< the year in which these boundaries held; a code alone does not name an area
    std::string kind;      ///< "ward", "lsoa", "msoa", "oa", "district"
    std::string name;
    Box box;
    Position inside;       ///< a point that surely lies within: for best fit, and for labels
    std::string outline;   ///< GeoJSON geometry, as it was given
    bool operator==(const Area&) const = default;
};

/// What happened to a small area between two vintages, in the words of the ONS.
struct AreaFit {
    std::string from, to;
    int fromVintage = 0, toVintage = 0;
    char change = 'U';  ///< U unchanged, S split, M merged, X irregular (no clean fit)
    bool operator==(const AreaFit&) const = default;
};

struct Residents {
    std::string code;
    int vintage = 0;
    std::int64_t count = 0;  ///< of all ages
    std::string source;      ///< the file it came from
    bool operator==(const Residents&) const = default;
};

class Areas {
public:
    virtual ~Areas() = default;

    virtual std::optional<Area> area(const std::string& code, int vintage) = 0;
    /// All of a kind and vintage by code, without their outlines.
    virtual std::vector<Area> areas(const std::string& kind, int vintage) = 0;
    /// The vintages of a kind, oldest first.
    virtual std::vector<int> vintages(const std::string& kind) = 0;
    /// Those whose box holds the position, by code: area_lookup.h says which of them it is.
    virtual std::vector<Area> around(const Position& position, const std::string& kind, int vintage) = 0;
    virtual std::vector<AreaFit> fitsFrom(const std::string& code, int vintage) = 0;
    virtual std::vector<AreaFit> fitsTo(const std::string& code, int vintage) = 0;
    virtual std::optional<Residents> residents(const std::string& code, int vintage) = 0;

    /// Adds, or replaces what has the same key (code and vintage; for a fit both ends).
    virtual void put(const Area& area) = 0;
    virtual void put(const AreaFit& fit) = 0;
    virtual void put(const Residents& residents) = 0;
};

} // namespace waymark::service
