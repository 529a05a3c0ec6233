// A demonstration venue's year as the changes that people would have recorded.
#pragma once

#include "sync/service/demo/change.h"
#include "sync/service/demo/venue_year.h"

namespace waymark::service {

/// Sessions, people, families, places, marks, head counts and feedback, in no particular order.
void recordYear(const VenueYear& year, Dice& dice, Changes& changes);

/// The questionnaires of those who came more than once; see answers.h for their shape.
void recordQuestionnaires(const VenueYear& year, Dice& dice, Changes& changes);

} // namespace waymark::service
