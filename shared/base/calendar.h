// Days as people mean them: `YYYY-MM-DD` in the organisation's own time zone. Instants are UTC milliseconds (clock.h).
#pragma once

#include "shared/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::base {

struct Date {
    int year = 0, month = 0, day = 0;
    auto operator<=>(const Date&) const = default;
};

/// A date that exists, written `YYYY-MM-DD`; nothing else is accepted.
std::optional<Date> parseDate(std::string_view text);
std::string toText(const Date& date);

/// Days since 1970-01-01 (proleptic Gregorian), and back.
std::int64_t dayNumber(const Date& date);
Date fromDayNumber(std::int64_t days);
Date addDays(const Date& date, int days);
/// 1 = Monday … 7 = Sunday.
int weekday(const Date& date);

/// Whole years from `born` to `on`; a child born on 29 February has a birthday on 1 March in other years.
int ageOn(const Date& born, const Date& on);

/// The local day and clock time of an instant in an IANA time zone such as "Europe/London"; an unknown zone counts as UTC.
Date localDate(Millis instant, std::string_view zone);
std::string localTime(Millis instant, std::string_view zone);  ///< "HH:MM"
/// The instant of local `HH:MM` on a date; in the hour that the clocks skip, the hour after it.
Millis instantOf(const Date& date, std::string_view time, std::string_view zone);
int utcOffsetMinutes(Millis instant, std::string_view zone);
bool isTimeZone(std::string_view zone);  ///< whether it is an IANA time zone that this machine knows

/// "HH:MM" between 00:00 and 23:59.
bool isTimeOfDay(std::string_view text);
/// Minutes since midnight of an "HH:MM".
int minutesOf(std::string_view time);

} // namespace waymark::base
