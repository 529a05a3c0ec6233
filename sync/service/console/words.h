// Numbers, days and times as the console writes them: plain UK English, one way for each.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace waymark::service {

std::string countText(std::int64_t n);  ///< 12345 → "12,345"
/// "1 person", "65 people".
std::string countedText(std::int64_t n, std::string_view one, std::string_view many);
std::string decimalText(double value, int decimals);                ///< 3.909 → "3.9"; never "-0.0"
std::string signedText(double value, int decimals);                 ///< "+0.4", "−0.4" (a true minus), "0.0"
std::string percentText(double fraction);                           ///< 0.6538 → "65%"
std::string dateText(std::string_view date);                        ///< "2026-05-13" → "13 May 2026"; other text as it is
std::string monthText(std::string_view month);                      ///< "2026-05" → "May 2026"
std::string shortMonthText(std::string_view month);                 ///< "2026-05" → "May"
std::string timeText(base::Millis instant, std::string_view zone);  ///< "13 May 2026, 10:12"
/// How long ago in the largest fitting unit: "just now", "12 minutes ago", "3 days ago".
std::string agoText(base::Millis then, base::Millis now);
/// A value as people read it: text as it is, the parts of an object one after the other, without what only names another record.
std::string valueText(const base::Json& value);
/// "access_needs" → "access needs".
std::string plainWords(std::string name);
/// A device's clock against the service's: "right", "4 minutes ahead", "2 days behind".
std::string skewText(std::int64_t skewMs);

}  // namespace waymark::service
