// What is on at a demonstration venue: its activities, a year of sessions behind today, and what is planned for today and two weeks ahead.
#pragma once

#include "sync/service/demo/venue_year.h"

namespace waymark::service {

struct TimetableSize {
    int activities;       ///< at this venue, at least 3
    int sessionsPerWeek;  ///< at least `activities`
    int firstSlot;        ///< which slot of the week is taken first, so that the venues differ
};

/// Fills `activities` and `sessions`. Groups meet in 39 weeks and a third of them at half term; one session in twelve is cancelled, three in ten start late.
/// Today has exactly three sessions, whatever day it is, and the first is Stay and Play.
void makeTimetable(VenueYear& year, const TimetableSize& size, Dice& dice);

} // namespace waymark::service
