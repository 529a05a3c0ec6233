#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/base/ascii.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/xpath/value.h"

#include <cmath>
#include <iostream>
#include <optional>
#include <vector>

namespace waymark::forms {

namespace {

using questionnaire::Instrument;

struct GivenAnswers {
    questionnaire::Answers answers;
    std::vector<std::string> wrong;  ///< in words, by question
};

/// As a person would take it: a number written as text is a number where numbers are asked for.
void take(const Instrument& instrument, const std::string& key, const base::Json& value, GivenAnswers& given) {
    if (value.is_null() || (value.is_string() && base::trimmed(value.get<std::string>()).empty())) return;
    const questionnaire::Item* item = questionnaire::findItem(instrument, key);
    if (!item) return given.wrong.push_back(key + ": there is no such question, and the answer counts for nothing");
    const questionnaire::Scale* scale = questionnaire::findScale(instrument, item->scale);
    if (value.is_string() && scale && scale->kind == questionnaire::ScaleKind::Numbers)
        if (const double number = xpath::plainNumber(value.get<std::string>()); !std::isnan(number)) {
            given.answers.insert_or_assign(key, number);
            return;
        }
    auto answer = questionnaire::answerFromJson(value);
    if (!answer) return given.wrong.push_back(key + ": the answer cannot be read, and counts as none (" + answer.error().detail + ")");
    given.answers.insert_or_assign(key, std::move(*answer));
}

/// Either the stored form ({"q1": 4}) or the list that `fill` takes. Errors: Malformed.
base::Result<GivenAnswers> answersOf(const Instrument& instrument, const base::Json& json) {
    GivenAnswers given;
    if (json.is_object()) {
        for (const auto& [key, value] : json.items())
            take(instrument, key, value, given);
        return given;
    }
    if (!json.is_array()) return base::Error{base::ErrorCode::Malformed, "the answers are neither a list nor an object"};
    for (std::size_t i = 0; i < json.size(); ++i) {
        const base::Json& one = json[i];
        if (one.is_object() && one.contains("language")) continue;
        std::string ref = one.is_object() ? base::textOf(one, "ref") : std::string();
        ref.erase(0, ref.rfind('/') + 1);
        if (ref.empty() || !one.contains("value"))
            given.wrong.push_back("answer " + std::to_string(i + 1) + ": it needs “ref” and “value”, and counts for nothing");
        else
            take(instrument, ref, one["value"], given);
    }
    return given;
}

}  // namespace

int score(const std::string& file, const std::string& answersFile, const std::string& point, int age) {
    const auto definition = definitionIn(file);
    if (!definition) return cannotRead(file, definition.error());
    const auto content = readFile(answersFile);
    if (!content) return cannotRead(answersFile, content.error());
    const auto json = base::parseJson(*content);
    if (!json) return cannotRead(answersFile, json.error());
    if (!*definition) {
        const std::string words = "the form has no rules for scores: they stand in a definition, or in the columns and sheets of a spreadsheet that begin with “waymark”";
        std::cerr << file << ": " << words << '\n';
        print({{"scores", base::Json::object()}, {"reasons", base::Json::array({words})}});
        return kProblems;
    }
    const Instrument& instrument = **definition;
    const auto given = answersOf(instrument, *json);
    if (!given) return cannotRead(answersFile, given.error());

    questionnaire::Context context;
    const auto known = domain::parsePoint(point);
    if (!known) return cannotRead(point, {base::ErrorCode::Malformed, "there is no such point"});
    context.point = *known;
    if (age >= 0) context.age = age;
    const auto scores = questionnaire::score(instrument, given->answers, context);
    base::Json all = base::Json::object(), reasons = base::Json::array();
    const auto add = [&](const questionnaire::Score& one) {
        base::Json shown = {
            {"value", one.value ? base::Json(*one.value) : base::Json()}, {"answered", one.answered}, {"of", one.of}, {"band", one.band.empty() ? base::Json() : base::Json(one.band)}};
        shown["mean"] = one.mean ? base::Json(*one.mean) : base::Json();
        shown["sum"] = one.sum;
        shown["better"] = domain::name(one.better);
        shown["pomp"] = one.pomp ? base::Json(*one.pomp) : base::Json();
        all[one.key] = std::move(shown);
        if (one.reason)
            reasons.push_back(one.key + ": " + std::string(name(*one.reason)) + " (" + std::to_string(one.answered) + " of " +
                              std::to_string(one.of) + " answered, " + std::to_string(one.least) + " needed)");
    };
    if (scores.total) add(*scores.total);
    for (const auto& one : scores.domains)
        add(one);
    for (const auto& one : scores.alone)
        add(one);
    for (const std::string& key : scores.invalid)
        reasons.push_back(key + ": the answer does not fit the question and counts as none");
    for (const std::string& words : given->wrong)
        reasons.push_back(words);
    for (const auto& reason : reasons)
        std::cerr << reason.get<std::string>() << '\n';
    print({{"scores", std::move(all)}, {"reasons", std::move(reasons)}});
    return scores.invalid.empty() && given->wrong.empty() ? kFine : kProblems;
}

}  // namespace waymark::forms
