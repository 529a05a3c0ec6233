#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/scoring.h"

#include <iostream>

namespace waymark::forms {

namespace {

/// Either the stored form ({"q1": 4}) or the list that `fill` takes.
base::Result<questionnaire::Answers> answersOf(const base::Json& json) {
    if (!json.is_array()) return questionnaire::answersFromJson(json);
    base::Json object = base::Json::object();
    for (const auto& one : json) {
        std::string ref = base::textOf(one, "ref");
        ref.erase(0, ref.rfind('/') + 1);
        if (one.is_object() && one.contains("value") && !one["value"].is_null()) object[ref] = one["value"];
    }
    return questionnaire::answersFromJson(object);
}

}  // namespace

int score(const std::string& file, const std::string& answersFile, const std::string& point, int age) {
    const auto definition = readFile(file);
    if (!definition) return cannotRead(file, definition.error());
    const auto instrument = questionnaire::parseInstrument(*definition);
    if (!instrument) return cannotRead(file, instrument.error());
    const auto content = readFile(answersFile);
    if (!content) return cannotRead(answersFile, content.error());
    const auto json = base::parseJson(*content);
    if (!json) return cannotRead(answersFile, json.error());
    const auto answers = answersOf(*json);
    if (!answers) return cannotRead(answersFile, answers.error());

    questionnaire::Context context;
    const auto known = domain::parsePoint(point);
    if (!known) return cannotRead(point, {base::ErrorCode::Malformed, "there is no such point"});
    context.point = *known;
    if (age >= 0) context.age = age;
    const auto scores = questionnaire::score(*instrument, *answers, context);
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
    for (const auto& reason : reasons)
        std::cerr << reason.get<std::string>() << '\n';
    print({{"scores", std::move(all)}, {"reasons", std::move(reasons)}});
    return kFine;
}

}  // namespace waymark::forms
