#include "shared/questionnaire/xpath/value.h"

#include "shared/base/ascii.h"
#include "shared/questionnaire/xpath/environment.h"
#include "shared/questionnaire/xpath/moment.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace waymark::xpath {

namespace {

constexpr std::ptrdiff_t kFarAway = std::ptrdiff_t{1} << 40;  // more digits than any text has

}  // namespace

bool toBoolean(const Value& value) {
    if (const bool* boolean = std::get_if<bool>(&value)) return *boolean;
    if (const double* number = std::get_if<double>(&value)) return *number != 0.0 && !std::isnan(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
    return !std::get<NodeSet>(value).nodes.empty();
}

double decimal(std::string_view digits, std::chars_format format) {
    double number = 0.0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number, format).ec != std::errc::result_out_of_range) return number;
    // Too large or too small: the place of the first digit that counts, moved by the exponent, tells which.
    const std::size_t power = std::min(digits.find_first_of("eE"), digits.size());
    const std::string_view mantissa = digits.substr(0, power);
    const auto point = static_cast<std::ptrdiff_t>(std::min(mantissa.find('.'), mantissa.size()));
    const auto first = static_cast<std::ptrdiff_t>(mantissa.find_first_of("123456789"));
    std::ptrdiff_t exponent = 0;
    if (power < digits.size()) {
        std::string_view written = digits.substr(power + 1);
        if (written.starts_with('+')) written.remove_prefix(1);
        if (std::from_chars(written.data(), written.data() + written.size(), exponent).ec == std::errc::result_out_of_range)
            exponent = written.starts_with('-') ? -kFarAway : kFarAway;
    }
    return point - first + std::clamp(exponent, -kFarAway, kFarAway) > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

double plainNumber(std::string_view text) {
    text = base::trimmed(text, kSpace);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    bool digit = false, point = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digit = true;
        } else if (c == '.' && !point) {
            point = true;
        } else {
            return kNaN;
        }
    }
    if (!digit) return kNaN;
    const double number = decimal("0" + std::string(text), std::chars_format::fixed);
    return negative ? -number : number;
}

double numberOf(std::string_view text, const Environment& environment) {
    const double number = plainNumber(text);
    if (!std::isnan(number)) return number;
    if (const auto moment = readMoment(base::trimmed(text, kSpace))) return daysOf(*moment, environment.zone());
    return number;
}

double toNumber(const Value& value, const Environment& environment) {
    if (const bool* boolean = std::get_if<bool>(&value)) return *boolean ? 1.0 : 0.0;
    if (const double* number = std::get_if<double>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return numberOf(*text, environment);
    const NodeSet& set = std::get<NodeSet>(value);
    return set.nodes.empty() ? kNaN : numberOf(textOf(set.nodes.front(), environment), environment);
}

std::string toText(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    if (number == 0.0) return "0";
    char buffer[400];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed);
    return error == std::errc() ? std::string(buffer, end) : std::string("NaN");
}

std::string toText(const Value& value, const Environment& environment) {
    if (const bool* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
    if (const double* number = std::get_if<double>(&value)) return toText(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const NodeSet& set = std::get<NodeSet>(value);
    return set.nodes.empty() ? std::string() : textOf(set.nodes.front(), environment);
}

}  // namespace waymark::xpath
