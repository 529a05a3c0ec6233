#include "shared/questionnaire/answers_codec.h"

#include "shared/questionnaire/words.h"

#include <cmath>

namespace waymark::questionnaire {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

// Beyond this a double no longer holds every whole number.
constexpr double kLargestWhole = 9007199254740992.0;

}  // namespace

base::Result<Answer> answerFromJson(const Json& json) {
    if (json.is_number()) return Answer(json.get<double>());
    if (json.is_string()) return Answer(json.get<std::string>());
    if (json.is_object() && json.size() == 1 && json.contains("missing")) {
        if (const auto missing = parseMissing(base::textOf(json, "missing"))) return Answer(*missing);
        return Error{ErrorCode::Malformed, "an unknown missing code"};
    }
    return Error{ErrorCode::Malformed, "neither a number, text, nor a missing code"};
}

base::Result<Answers> answersFromJson(const Json& json) {
    if (!json.is_object()) return Error{ErrorCode::Malformed, "answers: not an object"};
    Answers answers;
    for (const auto& [key, value] : json.items()) {
        auto answer = answerFromJson(value);
        if (!answer) return Error{ErrorCode::Malformed, "answers." + key + ": " + answer.error().detail};
        answers.emplace(key, *std::move(answer));
    }
    return answers;
}

base::Result<Answers> readableAnswers(const Instrument& instrument, const Json& json) {
    if (!json.is_object()) return Error{ErrorCode::Malformed, "answers: not an object"};
    Answers answers;
    for (const auto& [key, value] : json.items()) {
        const Item* item = findItem(instrument, key);
        auto answer = answerFromJson(value);
        if (item && answer && accepts(instrument, *item, *answer)) answers.emplace(key, *std::move(answer));
    }
    return answers;
}

Json toJson(const Answer& answer) {
    if (const auto* missing = std::get_if<Missing>(&answer)) return Json{{"missing", name(*missing)}};
    if (const auto* words = std::get_if<std::string>(&answer)) return *words;
    const double number = std::get<double>(answer);
    if (number == std::floor(number) && std::fabs(number) <= kLargestWhole) return static_cast<std::int64_t>(number);
    return number;
}

Json toJson(const Answers& answers) {
    Json json = Json::object();
    for (const auto& [key, answer] : answers)
        json[key] = toJson(answer);
    return json;
}

}  // namespace waymark::questionnaire
