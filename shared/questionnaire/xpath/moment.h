// Dates and times as forms write them: "2021-03-07", "2021-03-07T10:30:00.000+01:00", "10:30". A date is a day number; a date-time is an
// instant. Source: ODK XForms specification, data types and the function number().
#pragma once

#include "shared/base/calendar.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::xpath {

class Environment;

inline constexpr double kDayMs = 86'400'000.0;

struct Moment {
    base::Date date;  ///< as written
    bool hasTime = false;
    std::int64_t timeMs = 0;           ///< since midnight, as written
    std::optional<int> offsetMinutes;  ///< absent: local time
};

/// A date or date-time in its one proper form; everything else is plain text.
std::optional<Moment> readMoment(std::string_view text);
/// The same with days and months of a single digit, as date() takes them.
std::optional<Moment> readMomentLeniently(std::string_view text);
/// "10:30", "10:30:15.250", with an offset or without, in milliseconds of the local day; absent for anything else.
std::optional<std::int64_t> readTimeOfDay(std::string_view text, const Environment& environment);

/// Milliseconds since 1970 UTC; a date is its local midnight.
std::int64_t instantOf(const Moment& moment, std::string_view zone);
/// The moment of an instant on the clocks of the zone, with its offset.
Moment momentAt(std::int64_t instantMs, std::string_view zone);
/// What a number of days means: a whole one is that date, another the instant of so many days after 1970 UTC. Absent out of range.
std::optional<Moment> momentOfDays(double days, std::string_view zone);

/// Days since 1970-01-01: whole for a date, of the instant for a date-time.
double daysOf(const Moment& moment, std::string_view zone);

std::string dateText(const Moment& moment);                             ///< "2021-03-07"
std::string dateTimeText(const Moment& moment, std::string_view zone);  ///< "2021-03-07T10:30:00.000+01:00"

/// %Y %y %m %n %b %d %e %a %W (the week, by ISO 8601), %H %h %M %S %3 and %%; anything else stays as it is.
std::string formatted(const Moment& moment, std::string_view format, std::string_view language);

}  // namespace waymark::xpath
