#include "shared/base/calendar.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <memory>

namespace waymark::base {

namespace {

constexpr Millis kDayMs = 86'400'000;

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

const icu::TimeZone& timeZone(std::string_view zone) {
    thread_local std::map<std::string, std::unique_ptr<icu::TimeZone>, std::less<>> known;
    auto it = known.find(zone);
    if (it == known.end()) {
        const icu::UnicodeString name = icu::UnicodeString::fromUTF8(icu::StringPiece(zone.data(), static_cast<std::int32_t>(zone.size())));
        it = known.emplace(std::string(zone), icu::TimeZone::createTimeZone(name)).first;
    }
    return *it->second;
}

Millis floorDiv(Millis a, Millis b) { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }

} // namespace

std::optional<Date> parseDate(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year(*y), std::chrono::month(static_cast<unsigned>(*m)),
                                          std::chrono::day(static_cast<unsigned>(*d))};
    if (!ymd.ok()) return std::nullopt;
    return Date{*y, *m, *d};
}

std::string toText(const Date& date) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year % 10000, date.month % 100, date.day % 100);
    return buffer;
}

std::int64_t dayNumber(const Date& date) {
    using namespace std::chrono;
    return sys_days(year_month_day{year(date.year), month(static_cast<unsigned>(date.month)), day(static_cast<unsigned>(date.day))})
        .time_since_epoch().count();
}

Date fromDayNumber(std::int64_t days) {
    using namespace std::chrono;
    const year_month_day ymd{sys_days(std::chrono::days(days))};
    return {int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))};
}

Date addDays(const Date& date, int days) { return fromDayNumber(dayNumber(date) + days); }

int weekday(const Date& date) {
    using namespace std::chrono;
    return int(std::chrono::weekday(sys_days(days(dayNumber(date)))).iso_encoding());
}

int ageOn(const Date& born, const Date& on) {
    int age = on.year - born.year;
    if (on.month < born.month || (on.month == born.month && on.day < born.day)) --age;
    return age;
}

int utcOffsetMinutes(Millis instant, std::string_view zone) {
    std::int32_t raw = 0, dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    timeZone(zone).getOffset(static_cast<UDate>(instant), false, raw, dst, status);
    return U_SUCCESS(status) ? (raw + dst) / 60'000 : 0;
}

bool isTimeZone(std::string_view zone) { return timeZone(zone) != icu::TimeZone::getUnknown(); }

Date localDate(Millis instant, std::string_view zone) {
    return fromDayNumber(floorDiv(instant + utcOffsetMinutes(instant, zone) * 60'000LL, kDayMs));
}

std::string localTime(Millis instant, std::string_view zone) {
    const Millis local = instant + utcOffsetMinutes(instant, zone) * 60'000LL;
    const auto minutes = static_cast<int>((local - floorDiv(local, kDayMs) * kDayMs) / 60'000);
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    return buffer;
}

Millis instantOf(const Date& date, std::string_view time, std::string_view zone) {
    const Millis local = dayNumber(date) * kDayMs + minutesOf(time) * 60'000LL;
    std::int32_t raw = 0, dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    timeZone(zone).getOffset(static_cast<UDate>(local), true, raw, dst, status);
    return local - (U_SUCCESS(status) ? raw + dst : 0);
}

bool isTimeOfDay(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return false;
    const auto h = digits(text.substr(0, 2)), m = digits(text.substr(3, 2));
    return h && m && *h < 24 && *m < 60;
}

int minutesOf(std::string_view time) {
    return isTimeOfDay(time) ? *digits(time.substr(0, 2)) * 60 + *digits(time.substr(3, 2)) : 0;
}

} // namespace waymark::base
