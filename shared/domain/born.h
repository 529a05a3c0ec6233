// When somebody was born, as far as it is known: the field `born` of a register card, `{date, precision}`.
#pragma once

#include "shared/base/calendar.h"
#include "shared/base/json.h"

#include <optional>

namespace waymark::domain {

struct Birth {
    enum class Precision { Day, Month, Year, Age };
    base::Date date;  ///< of a month or a year its first day; of an age, so many years before it was told
    Precision precision = Precision::Day;
};

/// What the field says; nothing if it is not one. `date` is a day, or `YYYY-MM` where the month alone is known, or `YYYY` where the year alone is.
/// Without a precision it is a day.
std::optional<Birth> birthFrom(const base::Json& born);

} // namespace waymark::domain
