#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/parser.h"

#include <cmath>
#include <iostream>

namespace waymark::forms {

namespace {

int wrong(const base::Error& error) {
    std::cerr << error.detail << '\n';
    print({{"error", error.detail}});
    return kProblems;
}

base::Json json(const xpath::Value& value, const xpath::Environment& environment) {
    if (const bool* boolean = std::get_if<bool>(&value)) return {{"type", "boolean"}, {"value", *boolean}};
    if (const auto* text = std::get_if<std::string>(&value)) return {{"type", "string"}, {"value", *text}};
    if (const double* number = std::get_if<double>(&value)) {
        base::Json shown = *number == 0.0 ? base::Json(0.0) : base::Json(*number);
        if (!std::isfinite(*number)) shown = xpath::toText(*number);
        return {{"type", "number"}, {"value", std::move(shown)}};
    }
    base::Json texts = base::Json::array();
    for (const xpath::Node& node : std::get<xpath::NodeSet>(value).nodes)
        texts.push_back(xpath::textOf(node, environment));
    return {{"type", "nodeset"}, {"value", std::move(texts)}};
}

}  // namespace

int eval(const std::string& expression, const std::string& instance, const std::string& context) {
    xforms::Document document;
    if (!instance.empty()) {
        const auto content = readFile(instance);
        if (!content) return cannotRead(instance, content.error());
        auto parsed = xforms::parseXml(*content);
        if (!parsed) return cannotRead(instance, parsed.error());
        document = std::move(*parsed);
    }
    SystemRandom random;
    const xpath::PlainEnvironment environment(document.get(), timeNow(), localZone(), random);
    xpath::Node at = environment.root();
    if (!context.empty()) {
        const auto path = xpath::parse(context);
        if (!path) return wrong({path.error().code, "the context: " + path.error().detail});
        const auto nodes = xpath::evaluate(*path, at, environment);
        if (!nodes) return wrong({nodes.error().code, "the context: " + nodes.error().detail});
        const auto* set = std::get_if<xpath::NodeSet>(&*nodes);
        if (!set || set->nodes.empty()) return wrong({base::ErrorCode::NotFound, "the context leads to nothing"});
        at = set->nodes.front();
    }
    const auto parsed = xpath::parseLazily(expression);
    if (!parsed) return wrong(parsed.error());
    const auto value = xpath::evaluate(*parsed, at, environment);
    if (!value) return wrong(value.error());
    print(json(*value, environment));
    return kFine;
}

}  // namespace waymark::forms
