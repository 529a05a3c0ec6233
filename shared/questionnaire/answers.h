// What somebody answered: a number, a choice, words, or why there is no answer.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <map>
#include <string>
#include <variant>

namespace waymark::questionnaire {

/// Why an answer is missing. The four are never mixed: a refusal is not a question that nobody reached.
enum class Missing {
    Refused,        ///< "Rather not say"
    NotApplicable,  ///< "Does not fit us"
    Skipped,        ///< seen and passed over
    NotAsked,       ///< not reached
};

/// A number (rating), text (the value of a choice, or free words), or a reason.
using Answer = std::variant<Missing, double, std::string>;

/// By the item's key. An item without an entry has not been answered yet.
using Answers = std::map<std::string, Answer, std::less<>>;

/// Whether the answer can be one to this item: a whole number on its scale, one of its choices, any words for free text, or a
/// missing code.
bool accepts(const Instrument& instrument, const Item& item, const Answer& answer);

/// Whether it is a value rather than a reason for there being none.
inline bool isValue(const Answer& answer) { return !std::holds_alternative<Missing>(answer); }

}  // namespace waymark::questionnaire
