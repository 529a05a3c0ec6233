// Who came when: spreads each party's visits over the sessions that suit it, with places, absences, lateness, walk-ins and second records.
#pragma once

#include "sync/service/demo/venue_year.h"

namespace waymark::service {

/// Fills `places` and `visits` (present and absent), and adds second records of some people with a visit or two of theirs.
void makeVisits(VenueYear& year, Dice& dice);

} // namespace waymark::service
