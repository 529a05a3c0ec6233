// The families of a demonstration venue: invented people of every age, in parties that come together, with the gaps and second records
// that real registers have.
#pragma once

#include "sync/service/demo/venue_year.h"

namespace waymark::service {

/// Fills `families`, `people` and `parties` with about `howMany` people, second records of the same person not counted.
void makeFamilies(VenueYear& year, int howMany, Dice& dice);

/// The record of somebody as it is made a second time by mistake, without visits. Returns its place in `people`.
std::size_t addSecondRecord(VenueYear& year, std::size_t person, Dice& dice);

} // namespace waymark::service
