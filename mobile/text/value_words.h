// Values of records as people read them, and what their fields are called. Plain English; all of it can be translated. Any thread.
#pragma once

#include "shared/base/json.h"

#include <QString>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::mobile {

/// What a field is called: "date of birth"; a field of a later version by its own name.
QString fieldWords(std::string_view type, std::string_view field);

/// What a kind of record is called: "session"; "" for a person.
QString typeWords(std::string_view type);

/// The name behind a reference ("person:<uuid>"); empty if it is not known.
using NameOf = std::function<QString(const std::string& reference)>;

/// A value in words: "late, 10 minutes", "1 April 2018", "nothing".
QString valueWords(std::string_view type, std::string_view field, const base::Json& value, const NameOf& nameOf);

/// One of the answers that a field allows.
struct ValueChoice {
    std::string value;
    QString label;
};
/// What may be chosen for this field; empty if it is no choice.
std::vector<ValueChoice> valueChoices(std::string_view type, std::string_view field);
/// The value that a choice stands for.
base::Json valueOfChoice(std::string_view type, std::string_view field, const std::string& choice);

}  // namespace waymark::mobile
