#include "shared/questionnaire/xpath/moment.h"

#include "shared/base/calendar_names.h"
#include "shared/questionnaire/xpath/environment.h"

#include <cmath>
#include <cstdio>

namespace waymark::xpath {

namespace {

constexpr std::int64_t kDay = 86'400'000, kMinute = 60'000;

/// Takes digits from the front of `text`: between `least` and `most` of them.
std::optional<int> takeDigits(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (n < text.size() && n < most && text[n] >= '0' && text[n] <= '9')
        value = value * 10 + (text[n++] - '0');
    if (n < least) return std::nullopt;
    text.remove_prefix(n);
    return value;
}

bool takeChar(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

struct Time {
    std::int64_t ms = 0;
    std::optional<int> offsetMinutes;
};

std::optional<int> takeOffset(std::string_view& text) {
    const int sign = text.starts_with('-') ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = takeDigits(text, 2, 2);
    if (!hours) return std::nullopt;
    int minutes = 0;
    takeChar(text, ':');
    if (!text.empty()) {
        const auto given = takeDigits(text, 2, 2);
        if (!given) return std::nullopt;
        minutes = *given;
    }
    if (*hours > 23 || minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + minutes);
}

std::optional<Time> readTime(std::string_view text) {
    const auto hours = takeDigits(text, 2, 2);
    if (!hours || !takeChar(text, ':')) return std::nullopt;
    const auto minutes = takeDigits(text, 2, 2);
    if (!minutes) return std::nullopt;
    int seconds = 0, thousandths = 0;
    if (takeChar(text, ':')) {
        const auto given = takeDigits(text, 2, 2);
        if (!given) return std::nullopt;
        seconds = *given;
        if (takeChar(text, '.')) {
            int scale = 100;
            std::size_t n = 0;
            for (; n < text.size() && text[n] >= '0' && text[n] <= '9'; ++n) {
                thousandths += (text[n] - '0') * scale;
                scale /= 10;
            }
            if (n == 0) return std::nullopt;
            text.remove_prefix(n);
        }
    }
    if (*hours > 23 || *minutes > 59 || seconds > 59) return std::nullopt;
    Time time{(*hours * 60 + *minutes) * kMinute + seconds * 1000 + thousandths, std::nullopt};
    if (text == "Z") {
        time.offsetMinutes = 0;
    } else if (text.starts_with('+') || text.starts_with('-')) {
        time.offsetMinutes = takeOffset(text);
        if (!time.offsetMinutes || !text.empty()) return std::nullopt;
    } else if (!text.empty()) {
        return std::nullopt;
    }
    return time;
}

std::optional<Moment> read(std::string_view text, std::size_t leastDigits) {
    if (text.size() < 8 || text[0] < '0' || text[0] > '9') return std::nullopt;
    const auto year = takeDigits(text, 4, 4);
    if (!year || !takeChar(text, '-')) return std::nullopt;
    const auto month = takeDigits(text, leastDigits, 2);
    if (!month || !takeChar(text, '-')) return std::nullopt;
    const auto day = takeDigits(text, leastDigits, 2);
    if (!day) return std::nullopt;
    const base::Date date{*year, *month, *day};
    if (!base::parseDate(base::toText(date))) return std::nullopt;
    Moment moment{date, false, 0, std::nullopt};
    if (text.empty()) return moment;
    if (!takeChar(text, 'T')) return std::nullopt;
    const auto time = readTime(text);
    if (!time) return std::nullopt;
    moment.hasTime = true;
    moment.timeMs = time->ms;
    moment.offsetMinutes = time->offsetMinutes;
    return moment;
}

std::int64_t localMs(const Moment& moment) { return base::dayNumber(moment.date) * kDay + moment.timeMs; }

std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }

Moment fromLocal(std::int64_t ms) {
    const std::int64_t day = floorDiv(ms, kDay);
    return {base::fromDayNumber(day), true, ms - day * kDay, std::nullopt};
}

/// ISO 8601: weeks begin on Monday, and a week belongs to the year its Thursday lies in.
int weekOfYear(const base::Date& date) {
    const std::int64_t thursday = base::dayNumber(date) - base::weekday(date) + 4;
    return static_cast<int>((thursday - base::dayNumber({base::fromDayNumber(thursday).year, 1, 1})) / 7) + 1;
}

void append(std::string& out, const char* pattern, int number) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, pattern, number);
    out += buffer;
}

}  // namespace

std::optional<Moment> readMoment(std::string_view text) { return text.size() < 10 ? std::nullopt : read(text, 2); }

std::optional<Moment> readMomentLeniently(std::string_view text) { return read(text, 1); }

std::optional<std::int64_t> readTimeOfDay(std::string_view text, const Environment& environment) {
    const auto time = readTime(text);
    if (!time) return std::nullopt;
    if (!time->offsetMinutes) return time->ms;
    const int here = base::utcOffsetMinutes(environment.now(), environment.zone());
    return (time->ms + (here - *time->offsetMinutes) * kMinute + 2 * kDay) % kDay;
}

std::int64_t instantOf(const Moment& moment, std::string_view zone) {
    const std::int64_t local = localMs(moment);
    if (moment.offsetMinutes) return local - *moment.offsetMinutes * kMinute;
    // The offset at about that time, and once more with it, so that the hours around a change of clocks come out right.
    const std::int64_t guess = local - base::utcOffsetMinutes(local, zone) * kMinute;
    return local - base::utcOffsetMinutes(guess, zone) * kMinute;
}

Moment momentAt(std::int64_t instantMs, std::string_view zone) {
    const int offset = base::utcOffsetMinutes(instantMs, zone);
    Moment moment = fromLocal(instantMs + offset * kMinute);
    moment.offsetMinutes = offset;
    return moment;
}

std::optional<Moment> momentOfDays(double days, std::string_view zone) {
    if (!(std::abs(days) < 3e6)) return std::nullopt;
    if (days == std::floor(days)) return Moment{base::fromDayNumber(static_cast<std::int64_t>(days)), false, 0, std::nullopt};
    return momentAt(std::llround(days * kDayMs), zone);
}

double daysOf(const Moment& moment, std::string_view zone) {
    if (!moment.hasTime) return static_cast<double>(base::dayNumber(moment.date));
    return static_cast<double>(instantOf(moment, zone)) / kDayMs;
}

std::string dateText(const Moment& moment) { return base::toText(moment.date); }

std::string dateTimeText(const Moment& moment, std::string_view zone) {
    const int offset = moment.offsetMinutes ? *moment.offsetMinutes : base::utcOffsetMinutes(instantOf(moment, zone), zone);
    std::string text = dateText(moment);
    const auto ms = static_cast<int>(moment.timeMs);
    append(text, "T%02d:", ms / 3'600'000);
    append(text, "%02d:", ms / 60'000 % 60);
    append(text, "%02d.", ms / 1000 % 60);
    append(text, "%03d", ms % 1000);
    append(text, offset < 0 ? "-%02d:" : "+%02d:", std::abs(offset) / 60);
    append(text, "%02d", std::abs(offset) % 60);
    return text;
}

std::string formatted(const Moment& moment, std::string_view format, std::string_view language) {
    const auto ms = static_cast<int>(moment.timeMs);
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            out += format[i];
            continue;
        }
        switch (const char what = format[++i]) {
        case 'Y': append(out, "%04d", moment.date.year); break;
        case 'y': append(out, "%02d", moment.date.year % 100); break;
        case 'm': append(out, "%02d", moment.date.month); break;
        case 'n': append(out, "%d", moment.date.month); break;
        case 'b': out += base::shortMonthName(moment.date.month, language); break;
        case 'd': append(out, "%02d", moment.date.day); break;
        case 'e': append(out, "%d", moment.date.day); break;
        case 'a': out += base::shortDayName(base::weekday(moment.date), language); break;
        case 'W': append(out, "%d", weekOfYear(moment.date)); break;
        case 'H': append(out, "%02d", ms / 3'600'000); break;
        case 'h': append(out, "%d", ms / 3'600'000); break;
        case 'M': append(out, "%02d", ms / 60'000 % 60); break;
        case 'S': append(out, "%02d", ms / 1000 % 60); break;
        case '3': append(out, "%03d", ms % 1000); break;
        case '%': out += '%'; break;
        default: out += '%'; out += what;
        }
    }
    return out;
}

}  // namespace waymark::xpath
