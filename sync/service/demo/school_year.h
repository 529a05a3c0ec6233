// The weeks in which groups meet. An English school year has 39 weeks of term; which weeks are holidays is worked out for any year the way
// most authorities place them, and is near enough for a demonstration (no authority's real calendar).
#pragma once

#include "shared/base/calendar.h"

namespace waymark::service {

base::Date mondayOf(const base::Date& date);
base::Date easterSunday(int year);  ///< Gregorian; Meeus/Jones/Butcher

enum class WeekKind {
    Term,
    HalfTerm,  ///< one week in February, May and October: few groups meet
    Holiday,   ///< Christmas, Easter, summer: none do
};

/// Of the week that begins on this Monday.
WeekKind weekKind(const base::Date& monday);

} // namespace waymark::service
