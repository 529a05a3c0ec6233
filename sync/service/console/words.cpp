#include "sync/service/console/words.h"

#include "shared/base/calendar.h"
#include "shared/domain/op.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace waymark::service {

namespace {

constexpr std::array<const char*, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                 "July",    "August",   "September", "October", "November", "December"};

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

std::string durationText(std::int64_t ms) {
    if (ms < kHour) return countedText(ms / kMinute, "minute", "minutes");
    if (ms < kDay) return countedText(ms / kHour, "hour", "hours");
    return countedText(ms / kDay, "day", "days");
}

std::string fixed(double value, int decimals) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

}  // namespace

std::string countText(std::int64_t n) {
    std::string digits = std::to_string(n < 0 ? -n : n);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return n < 0 ? "\u2212" + digits : digits;
}

std::string countedText(std::int64_t n, std::string_view one, std::string_view many) {
    return countText(n) + ' ' + std::string(n == 1 ? one : many);
}

std::string decimalText(double value, int decimals) {
    const double unit = std::pow(10.0, -decimals);
    if (std::abs(value) < unit / 2) return fixed(0.0, decimals);
    const std::string text = fixed(std::abs(value), decimals);
    return value < 0 ? "\u2212" + text : text;
}

std::string signedText(double value, int decimals) {
    const std::string text = decimalText(value, decimals);
    return value > 0 && std::abs(value) >= std::pow(10.0, -decimals) / 2 ? "+" + text : text;
}

std::string percentText(double fraction) { return decimalText(fraction * 100.0, 0) + "%"; }

std::string dateText(std::string_view date) {
    const auto parsed = base::parseDate(date);
    if (!parsed) return std::string(date);
    return std::to_string(parsed->day) + ' ' + kMonths[static_cast<std::size_t>(parsed->month - 1)] + ' ' + std::to_string(parsed->year);
}

std::string monthText(std::string_view month) {
    const auto parsed = base::parseDate(std::string(month) + "-01");
    if (!parsed) return std::string(month);
    return std::string(kMonths[static_cast<std::size_t>(parsed->month - 1)]) + ' ' + std::to_string(parsed->year);
}

std::string shortMonthText(std::string_view month) {
    const auto parsed = base::parseDate(std::string(month) + "-01");
    if (!parsed) return std::string(month);
    return std::string(kMonths[static_cast<std::size_t>(parsed->month - 1)]).substr(0, 3);
}

std::string timeText(base::Millis instant, std::string_view zone) {
    return dateText(base::toText(base::localDate(instant, zone))) + ", " + base::localTime(instant, zone);
}

std::string agoText(base::Millis then, base::Millis now) {
    const std::int64_t gone = now - then;
    return gone < kMinute ? "just now" : durationText(gone) + " ago";
}

std::string valueText(const base::Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null()) return "nothing";
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (!value.is_structured()) return base::toText(value);
    std::string words;
    for (const auto& [name, part] : value.items()) {
        if (part.is_string() && !domain::parseReference(part.get_ref<const std::string&>()).id.empty()) continue;
        words += (words.empty() ? "" : ", ") + (value.is_object() ? name + ": " : std::string()) + valueText(part);
    }
    return words.empty() ? "nothing" : words;
}

std::string plainWords(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

std::string skewText(std::int64_t skewMs) {
    const std::int64_t off = skewMs < 0 ? -skewMs : skewMs;
    if (off < kMinute) return "right";
    return durationText(off) + (skewMs > 0 ? " ahead" : " behind");
}

}  // namespace waymark::service
