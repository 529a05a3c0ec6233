// The column of parameters: name=value, and what each type of question takes.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/base/ascii.h"
#include "shared/questionnaire/xlsform/compiler.h"
#include "shared/questionnaire/xpath/value.h"

#include <cmath>
#include <sstream>

namespace waymark::xlsform {

namespace {

using xforms::Severity;

bool isWhole(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789", text.front() == '-' ? 1 : 0) == std::string::npos && text != "-";
}

bool isNumber(const std::string& text) { return !std::isnan(xpath::plainNumber(text)); }

bool isOneOf(const std::string& text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
        if (text == word) return true;
    return false;
}

/// Parameters that take one of a few words; others take numbers, or names that tell small letters from capitals.
bool isWord(const std::string& parameter) {
    return isOneOf(parameter, {"randomize", "quality", "allow-mock-accuracy", "incremental", "location-priority", "track-changes", "identify-user", "track-changes-reasons"});
}

/// Whether `value` lies a whole number of steps from `from`, but for the noise of decimal fractions.
bool isMultiple(double value, double from, double step) {
    const double steps = (value - from) / step;
    return std::abs(steps - std::round(steps)) < 1e-9;
}

/// "org.example.app": what Android calls an app.
bool isAppName(const std::string& text) {
    std::istringstream parts(text);
    std::size_t count = 0;
    for (std::string part; std::getline(parts, part, '.'); ++count) {
        if (part.empty() || std::isalpha(static_cast<unsigned char>(part.front())) == 0) return false;
        for (const char c : part)
            if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
    }
    return count > 1 && text.back() != '.';
}

/// Whatever the type is called: what it comes to in the form.
const std::set<std::string>* parametersOf(const QuestionType& type) {
    static const std::set<std::string> kPicture = {"max-pixels", "app"}, kSound = {"quality"}, kLine = {"allow-mock-accuracy", "incremental", "reference-geometry"}, kText = {"rows"},
                                       kPoint = {"capture-accuracy", "warning-accuracy", "allow-mock-accuracy", "reference-geometry"},
                                       kRange = {"start", "end", "step", "tick_interval", "placeholder", "tick_labelset"},
                                       kAudit = {"location-priority", "location-min-interval", "location-max-age", "track-changes", "identify-user", "track-changes-reasons"};
    if (type.spelling == "range") return &kRange;
    if (type.spelling == "audit") return &kAudit;
    if (type.spelling == "background-audio" || type.extra == "audio/*") return &kSound;
    if (type.extra == "image/*") return &kPicture;
    if (type.control != "input") return nullptr;
    if (type.type == "geopoint") return &kPoint;
    if (type.type == "geotrace" || type.type == "geoshape") return &kLine;
    return type.type == "string" && type.spelling.find("note") == std::string_view::npos ? &kText : nullptr;
}

}  // namespace

void Compiler::readParameters(Item& item) {
    std::string text = m_survey.cell(*item.row, "parameters");
    for (char& c : text)
        if (c == ',' || c == ';') c = ' ';
    for (std::size_t at = text.find('='); at != std::string::npos; at = text.find('=', at + 1)) {  // "start = 1" is start=1
        while (at > 0 && text[at - 1] == ' ')
            text.erase(--at, 1);
        while (at + 1 < text.size() && text[at + 1] == ' ')
            text.erase(at + 1, 1);
    }
    std::istringstream parts(text);
    for (std::string part; parts >> part;) {
        const std::size_t equals = part.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == part.size() || part.find('=', equals + 1) != std::string::npos) {
            say(Severity::Error, item.row, "parameters", "“" + part + "” is no parameter: they are written name=value, with spaces between them");
            continue;
        }
        const std::string name = base::lower(part.substr(0, equals)), value = part.substr(equals + 1);
        item.parameters[name] = isWord(name) ? base::lower(value) : value;
    }
}

void Compiler::checkParameters(Item& item) {
    readParameters(item);
    const std::string spelling(item.type ? item.type->spelling : "");
    std::set<std::string> allowed;
    if (item.kind == ItemKind::Select) {
        allowed = {"randomize", "seed"};
        if (item.select.fromFile) allowed.insert({"value", "label"});
    }
    const auto* known = item.kind == ItemKind::Select ? &allowed : item.type ? parametersOf(*item.type) : nullptr;
    for (const auto& [name, value] : item.parameters)
        if (known && !known->contains(name)) say(Severity::Error, item.row, "parameters", "“" + name + "” is no parameter of this type of question");
        else if (!known) say(Severity::Unsupported, item.row, "parameters", "this type of question has no parameters, so nothing acts on “" + name + "”", "the question is asked without it");
    const auto wants = [&](const char* name, bool (*fits)(const std::string&), const char* words) {
        const auto given = item.parameters.find(name);
        if (given != item.parameters.end() && !fits(given->second))
            say(Severity::Error, item.row, "parameters", std::string("“") + name + "” has to be " + words + ", and “" + given->second + "” is none");
    };
    const auto whole = [](const std::string& text) { return isWhole(text); };
    const auto truth = [](const std::string& text) { return isOneOf(text, {"true", "false"}); };
    wants("rows", whole, "a whole number");
    wants("max-pixels", whole, "a whole number");
    wants("capture-accuracy", isNumber, "a number");
    wants("warning-accuracy", isNumber, "a number");
    wants("allow-mock-accuracy", truth, "true or false");
    wants("incremental", [](const std::string& text) { return yesNo(text) == "true()"; }, "true");
    const std::string appearance = cell(item, "appearance");
    if (appearance.empty() || appearance == "annotate") wants("app", isAppName, "the name of an app, as in org.example.app");
    else if (item.parameters.contains("app")) say(Severity::Unsupported, item.row, "parameters", "another app cannot be opened", "the question is asked here");
    if (spelling == "background-audio")
        wants("quality", [](const std::string& text) { return isOneOf(text, {"voice-only", "low", "normal"}); }, "one of voice-only, low and normal");
    else
        wants("quality", [](const std::string& text) { return isOneOf(text, {"voice-only", "low", "normal", "external"}); }, "one of voice-only, low, normal and external");
    if (spelling == "range") checkRange(item);
    if (spelling == "audit") checkAudit(item);
    if (item.kind != ItemKind::Select) return;
    wants("randomize", truth, "true or false");
    wants("value", [](const std::string& text) { return xmlValidateNCName(BAD_CAST text.c_str(), 0) == 0; }, "the name of a column");
    wants("label", [](const std::string& text) { return xmlValidateNCName(BAD_CAST text.c_str(), 0) == 0; }, "the name of a column");
    wants("seed", [](const std::string& text) { return isNumber(text) || (text.starts_with("${") && text.ends_with('}')); }, "a number or a reference such as ${name}");
    if (item.parameters.contains("seed") && !item.parameters.contains("randomize")) say(Severity::Error, item.row, "parameters", "a seed needs randomize=true");
}

/// Bounds, steps and ticks of a range have to fit each other.
void Compiler::checkRange(Item& item) {
    std::map<std::string, double> numbers = {{"start", 0}, {"end", 10}, {"step", 1}};
    bool sound = true;
    for (const char* name : {"start", "end", "step", "tick_interval", "placeholder"}) {
        const auto given = item.parameters.find(name);
        if (given == item.parameters.end()) continue;
        const double number = xpath::plainNumber(given->second);
        if (std::isnan(number)) say(Severity::Error, item.row, "parameters", std::string("the parameter “") + name + "” of a range has to be a number");
        sound = sound && !std::isnan(number);
        numbers[name] = number;
    }
    if (!sound) return;
    const auto mistake = [&](const std::string& words) { say(Severity::Error, item.row, "parameters", words); };
    const double start = numbers["start"], end = numbers["end"], step = numbers["step"], span = std::abs(end - start);
    for (const char* name : {"step", "tick_interval"}) {
        if (!numbers.contains(name)) continue;
        if (numbers[name] == 0) return mistake(std::string("“") + name + "” of a range cannot be 0");
        if (std::abs(numbers[name]) > span && span > 0) mistake(std::string("“") + name + "” is larger than the range from start to end");
    }
    if (numbers.contains("tick_interval") && !isMultiple(numbers["tick_interval"], 0, step)) mistake("“tick_interval” has to be a multiple of “step”");
    const auto inside = [&](double value) { return value >= std::min(start, end) && value <= std::max(start, end); };
    if (numbers.contains("placeholder")) {
        if (!inside(numbers["placeholder"])) mistake("“placeholder” lies outside the range");
        else if (!isMultiple(numbers["placeholder"], start, step)) mistake("“placeholder” has to lie on a step of the range");
    }
    const bool ticks = item.parameters.contains("tick_interval") || item.parameters.contains("placeholder") || item.parameters.contains("tick_labelset");
    std::istringstream appearances(cell(item, "appearance"));
    bool noTicks = false, plain = true;
    for (std::string one; appearances >> one;) {
        noTicks = noTicks || one == "no-ticks";
        plain = plain && (one == "vertical" || one == "no-ticks");
    }
    if (ticks && !plain) mistake("“tick_interval”, “placeholder” and “tick_labelset” work with the appearances vertical and no-ticks only");
    const auto labels = item.parameters.find("tick_labelset");
    if (labels == item.parameters.end()) return;
    const auto list = m_lists.find(labels->second);
    if (list == m_lists.end()) return mistake("there is no list “" + labels->second + "” for “tick_labelset” on the sheet of choices");
    m_listsUsed.insert(labels->second);
    if (noTicks && list->second.size() > 2) mistake("without ticks, “tick_labelset” labels the two ends only");
    for (const Row* row : list->second) {
        const double value = xpath::plainNumber(m_choices.cell(*row, "name"));
        if (std::isnan(value)) return mistake("the choices of “tick_labelset” have to be numbers");
        if (!inside(value)) return mistake("a choice of “tick_labelset” lies outside the range");
        if (noTicks && value != start && value != end) return mistake("without ticks, “tick_labelset” labels start and end only");
        if (!isMultiple(value, start, numbers.contains("tick_interval") ? numbers["tick_interval"] : step)) return mistake("a choice of “tick_labelset” does not lie on a tick of the range");
    }
}

void Compiler::checkAudit(Item& item) {
    const auto mistake = [&](const std::string& words) { say(Severity::Error, item.row, "parameters", words); };
    for (const char* name : {"track-changes", "identify-user"})
        if (item.parameters.contains(name) && !isOneOf(item.parameters[name], {"true", "false"})) mistake(std::string("“") + name + "” has to be true or false");
    if (item.parameters.contains("track-changes-reasons") && item.parameters["track-changes-reasons"] != "on-form-edit")
        mistake("“track-changes-reasons” can only be on-form-edit");
    std::size_t given = 0;
    for (const char* name : {"location-priority", "location-min-interval", "location-max-age"})
        given += item.parameters.contains(name) ? 1 : 0;
    if (given == 0) return;
    if (given < 3) return mistake("to record places, location-priority, location-min-interval and location-max-age are needed together");
    if (!isOneOf(item.parameters["location-priority"], {"no-power", "low-power", "balanced", "high-accuracy"}))
        mistake("“location-priority” has to be one of no-power, low-power, balanced and high-accuracy");
    bool sound = true;
    for (const char* name : {"location-min-interval", "location-max-age"})
        if (!isWhole(item.parameters[name]) || item.parameters[name].front() == '-') {
            mistake(std::string("“") + name + "” has to be a whole number of seconds");
            sound = false;
        }
    if (sound && std::stod(item.parameters["location-max-age"]) < std::stod(item.parameters["location-min-interval"]))
        mistake("“location-max-age” cannot be less than “location-min-interval”");
}

}  // namespace waymark::xlsform
