#include "shared/base/calendar_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <map>
#include <vector>

namespace waymark::base {

namespace {

struct Names {
    std::vector<std::string> months, days;
};

std::vector<std::string> textsOf(const icu::UnicodeString* names, std::int32_t count) {
    std::vector<std::string> texts;
    for (std::int32_t i = 0; i < count; ++i)
        names[i].toUTF8String(texts.emplace_back());
    return texts;
}

const Names& namesIn(std::string_view language) {
    thread_local std::map<std::string, Names, std::less<>> known;
    if (const auto it = known.find(language); it != known.end()) return it->second;
    UErrorCode status = U_ZERO_ERROR;
    const std::string tag = language.empty() ? "en" : std::string(language);
    icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
    // An unknown tag would give the names of whatever language the machine speaks.
    if (U_FAILURE(status) || locale.isBogus() || *locale.getLanguage() == '\0') locale = icu::Locale::getEnglish();
    status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(locale, status);
    Names names;
    if (U_SUCCESS(status)) {
        std::int32_t count = 0;
        using Symbols = icu::DateFormatSymbols;
        const auto* months = symbols.getMonths(count, Symbols::STANDALONE, Symbols::ABBREVIATED);
        names.months = textsOf(months, count);
        const auto* days = symbols.getWeekdays(count, Symbols::STANDALONE, Symbols::ABBREVIATED);
        names.days = textsOf(days, count);
    }
    return known.emplace(std::string(language), std::move(names)).first->second;
}

}  // namespace

std::string shortMonthName(int month, std::string_view language) {
    const auto& months = namesIn(language).months;
    return month >= 1 && static_cast<std::size_t>(month) <= months.size() ? months[static_cast<std::size_t>(month) - 1] : std::string();
}

std::string shortDayName(int weekday, std::string_view language) {
    const auto& days = namesIn(language).days;  // ICU counts from 1 = Sunday and leaves place 0 empty
    const auto place = static_cast<std::size_t>(weekday % 7 + 1);
    return weekday >= 1 && weekday <= 7 && place < days.size() ? days[place] : std::string();
}

}  // namespace waymark::base
