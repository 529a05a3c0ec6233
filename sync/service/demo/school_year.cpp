#include "sync/service/demo/school_year.h"

namespace waymark::service {

using base::addDays;
using base::Date;

Date mondayOf(const Date& date) { return addDays(date, 1 - base::weekday(date)); }

// Meeus, Astronomical Algorithms (1991), chapter 8.
Date easterSunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return {year, month, day};
}

WeekKind weekKind(const Date& monday) {
    const int year = addDays(monday, 6).year;  // a week over New Year belongs to the year that begins in it
    const auto startsWeeks = [&](const Date& first, int weeks) { return monday >= first && monday < addDays(first, 7 * weeks); };
    for (const int y : {year - 1, year})
        if (startsWeeks(mondayOf({y, 12, 24}), 2)) return WeekKind::Holiday;
    if (startsWeeks(mondayOf({year, 2, 17}), 1)) return WeekKind::HalfTerm;
    if (startsWeeks(addDays(easterSunday(year), -6), 2)) return WeekKind::Holiday;
    if (startsWeeks(mondayOf({year, 5, 31}), 1)) return WeekKind::HalfTerm;
    if (startsWeeks(addDays(mondayOf({year, 8, 31}), -42), 6)) return WeekKind::Holiday;
    if (startsWeeks(mondayOf({year, 10, 28}), 1)) return WeekKind::HalfTerm;
    return WeekKind::Term;
}

} // namespace waymark::service
