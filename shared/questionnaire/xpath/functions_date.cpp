// Dates and times. A date that cannot be read is empty text, and not a number.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"
#include "shared/questionnaire/xpath/moment.h"

#include <cmath>
#include <limits>

namespace waymark::xpath {

namespace {

/// Text as a date or date-time; a number, or text that is one, as days since 1970.
std::optional<Moment> momentOf(const Call& call, std::size_t i) {
    const Value value = call.value(i);
    if (std::holds_alternative<bool>(value)) return std::nullopt;
    const std::string zone = call.environment().zone();
    if (const double* days = std::get_if<double>(&value)) return momentOfDays(*days, zone);
    const std::string text = toText(value, call.environment());
    if (const auto moment = readMomentLeniently(text)) return moment;
    return momentOfDays(plainNumber(text), zone);
}

/// The same on the clocks of here.
std::optional<Moment> localMoment(const Call& call, std::size_t i) {
    const auto moment = momentOf(call, i);
    if (!moment || !moment->offsetMinutes) return moment;
    const std::string zone = call.environment().zone();
    return momentAt(instantOf(*moment, zone), zone);
}

Value date(const Call& call) {
    const auto moment = localMoment(call, 0);
    return moment ? dateText(*moment) : std::string();
}

Value dateTime(const Call& call) {
    auto moment = localMoment(call, 0);
    if (!moment) return std::string();
    return dateTimeText(*moment, call.environment().zone());
}

Value now(const Call& call) {
    const std::string zone = call.environment().zone();
    return dateTimeText(momentAt(call.environment().now(), zone), zone);
}

Value today(const Call& call) { return dateText(momentAt(call.environment().now(), call.environment().zone())); }

Value format(const Call& call) {
    const auto moment = localMoment(call, 0);
    return moment ? formatted(*moment, call.text(1), call.environment().language()) : std::string();
}

/// Days since 1970 UTC, as a number is already; a date counts from its local midnight.
Value decimalDateTime(const Call& call) {
    if (const Value value = call.value(0); const double* days = std::get_if<double>(&value)) return *days;
    const auto moment = momentOf(call, 0);
    if (!moment) return kNaN;
    return static_cast<double>(instantOf(*moment, call.environment().zone())) / kDayMs;
}

/// The part of the day that has passed: noon is 0.5.
Value decimalTime(const Call& call) {
    const std::string text = call.text(0);
    if (const auto ms = readTimeOfDay(text, call.environment())) return static_cast<double>(*ms) / kDayMs;
    const auto moment = readMoment(text);
    if (!moment || !moment->hasTime) return kNaN;
    const std::string zone = call.environment().zone();
    return static_cast<double>(momentAt(instantOf(*moment, zone), zone).timeMs) / kDayMs;
}

/// Whole months from the first date to the second, as the Community Health Toolkit counts them.
Value differenceInMonths(const Call& call) {
    const auto from = localMoment(call, 0), to = localMoment(call, 1);
    if (!from || !to) return std::string();
    int months = (to->date.year - from->date.year) * 12 + to->date.month - from->date.month;
    if (months > 0 && to->date.day < from->date.day) --months;
    if (months < 0 && to->date.day > from->date.day) ++months;
    return static_cast<double>(months);
}

constexpr FunctionSpec kDateFunctions[] = {
    {"today", 0, 0, today},
    {"now", 0, 0, now},
    {"date", 1, 1, date},
    {"date-time", 1, 1, dateTime},
    {"format-date", 2, 2, format},
    {"format-date-time", 2, 2, format},
    {"decimal-date-time", 1, 1, decimalDateTime},
    {"decimal-date", 1, 1, decimalDateTime},
    {"decimal-time", 1, 1, decimalTime},
    {"difference-in-months", 2, 2, differenceInMonths},
};

}  // namespace

std::span<const FunctionSpec> dateFunctions() { return kDateFunctions; }

}  // namespace waymark::xpath
