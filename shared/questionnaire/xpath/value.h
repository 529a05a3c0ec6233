// What an expression can be: the four types of XPath 1.0, and their conversions with the additions of the ODK XForms specification (a
// date or date-time in text counts as a number of days).
#pragma once

#include "shared/questionnaire/xpath/node.h"

#include <charconv>
#include <limits>
#include <string>
#include <string_view>
#include <variant>

namespace waymark::xpath {

class Environment;

using Value = std::variant<bool, double, std::string, NodeSet>;

inline constexpr std::string_view kSpace = " \t\r\n";
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool toBoolean(const Value& value);
/// Text that is neither a number nor a date is NaN. The zone matters to a date-time without an offset only.
double toNumber(const Value& value, const Environment& environment);
double numberOf(std::string_view text, const Environment& environment);
std::string toText(const Value& value, const Environment& environment);

/// XPath 1.0, section 4.2: the shortest decimal digits that give the number again, never an exponent; "NaN", "Infinity", "-Infinity".
std::string toText(double number);
/// The number that these digits write, with a point and, in the general format, an exponent; infinity and zero beyond what a double holds.
double decimal(std::string_view digits, std::chars_format format);
/// The text as XPath 1.0 reads a number (section 4.4): white space, a minus, digits and a point; NaN for anything else.
double plainNumber(std::string_view text);

}  // namespace waymark::xpath
