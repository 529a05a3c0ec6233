#include "shared/domain/born.h"

#include <string>

namespace waymark::domain {

namespace {

std::optional<Birth::Precision> precisionFrom(const base::Json& word) {
    using enum Birth::Precision;
    if (word.is_null() || word == base::Json("day")) return Day;
    if (word == base::Json("month")) return Month;
    if (word == base::Json("year")) return Year;
    if (word == base::Json("age")) return Age;
    return std::nullopt;
}

} // namespace

std::optional<Birth> birthFrom(const base::Json& born) {
    if (!born.is_object()) return std::nullopt;
    const auto precision = precisionFrom(born.value("precision", base::Json()));
    if (!precision) return std::nullopt;
    std::string text = base::textOf(born, "date");
    if (*precision == Birth::Precision::Year && text.size() == 4) text += "-01-01";
    if (*precision == Birth::Precision::Month && text.size() == 7) text += "-01";
    const auto date = base::parseDate(text);
    if (!date) return std::nullopt;
    return Birth{*date, *precision};
}

} // namespace waymark::domain
