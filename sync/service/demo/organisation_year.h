// A demonstration organisation: who works there, its venues, and a year at each. The same seed on the same day gives the same changes, ids
// too. Every person carries `demonstration: true`, and the organisation says it in its name. Pure: no store, no clock.
#pragma once

#include "sync/service/demo/change.h"
#include "sync/service/demo/venue_year.h"

#include <map>

namespace waymark::service {

struct DemoVenue {
    std::string id, name;
    bool existing = false;  ///< the organisation had it before; it is used as it is
};

struct DemoUser {
    std::string id, name, role;
    std::optional<std::size_t> venue;  ///< absent: everywhere
};

struct DemoOptions {
    Profile profile;
    std::uint64_t seed = 1;
    Millis now = 0;
    std::string organisation, organisationName, zone;
    std::vector<DemoVenue> venues;  ///< to use before new ones are made; at most as many as the profile has
};

class OrganisationYear {
public:
    explicit OrganisationYear(DemoOptions options);

    const std::vector<DemoVenue>& venues() const { return m_options.venues; }
    const std::vector<DemoUser>& users() const { return m_users; }
    const std::string& name() const { return m_name; }

    /// Name, users, venues; in order of time.
    Changes organisation() const;
    /// Everything at one venue, its activities too; in order of time. Made anew by each call, so that only one venue is in memory.
    Changes venue(std::size_t index) const;
    /// The year that `venue` records.
    VenueYear year(std::size_t index, Dice& dice) const;

    static constexpr int kDays = 364;  ///< 52 weeks

private:
    void makeUsers();
    VenueStaff staffOf(std::size_t venue) const;

    DemoOptions m_options;
    std::string m_name;
    Date m_today;
    Millis m_began;
    std::vector<DemoUser> m_users;
};

} // namespace waymark::service
