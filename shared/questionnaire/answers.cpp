#include "shared/questionnaire/answers.h"

#include <algorithm>
#include <cmath>

namespace waymark::questionnaire {

bool accepts(const Instrument& instrument, const Item& item, const Answer& answer) {
    if (!isValue(answer)) return true;
    const auto* words = std::get_if<std::string>(&answer);
    if (item.kind == ItemKind::Text) return words != nullptr;
    const Scale* scale = findScale(instrument, item.scale);
    if (!scale) return false;
    if (scale->kind == ScaleKind::Choices)
        return words &&
               std::any_of(scale->choices.begin(), scale->choices.end(), [&](const Choice& choice) { return choice.value == *words; });
    const auto* number = std::get_if<double>(&answer);
    return number && *number >= scale->lowest && *number <= scale->highest && *number == std::floor(*number);
}

}  // namespace waymark::questionnaire
