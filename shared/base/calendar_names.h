// Names of months and days in people's languages. Rests on ICU.
#pragma once

#include <string>
#include <string_view>

namespace waymark::base {

/// "Jan" for 1, in the language of a BCP 47 tag; English if the tag is empty or unknown. Empty out of range.
std::string shortMonthName(int month, std::string_view language = {});
/// "Mon" for 1 (Monday is 1, Sunday 7).
std::string shortDayName(int weekday, std::string_view language = {});

}  // namespace waymark::base
