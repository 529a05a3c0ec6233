// What stands in the way of finishing: answers that are missing, not allowed, or none to their question.
#include "shared/questionnaire/xforms/live_environment.h"
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/moment.h"
#include "shared/questionnaire/xpath/places.h"

#include <algorithm>
#include <cmath>

namespace waymark::xforms {

namespace {

bool isWhole(const std::string& text) {
    const double number = xpath::plainNumber(text);
    return number == std::floor(number) && text.find('.') == std::string::npos;
}

/// What is wrong with an answer as its type; empty if nothing is.
std::string typeMessage(const std::string& type, const std::string& text, const xpath::Environment& environment) {
    if (type == "int" && !isWhole(text)) return "This has to be a whole number.";
    if (type == "decimal" && std::isnan(xpath::plainNumber(text))) return "This has to be a number.";
    if (type == "date" && !xpath::readMoment(text)) return "This has to be a date.";
    if (type == "dateTime" && !xpath::readMoment(text).value_or(xpath::Moment{}).hasTime) return "This has to be a date with a time.";
    if (type == "geopoint" && xpath::placesIn(text) != 1) return "This has to be a place: latitude and longitude in degrees.";
    if ((type == "geotrace" || type == "geoshape") && xpath::placesIn(text) == 0)
        return "This has to be places with semicolons between them: latitude and longitude in degrees.";
    if (type == "time" && !xpath::readTimeOfDay(text, environment)) return "This has to be a time.";
    return {};
}

bool isChoice(const Control& control) {
    return control.kind == ControlKind::SelectOne || control.kind == ControlKind::SelectMany || control.kind == ControlKind::Rank;
}

/// Each value of the answer; of a choice of one it is one, whatever it holds.
std::vector<std::string> valuesOf(const Control& control, const std::string& text) {
    if (control.kind == ControlKind::SelectOne) return {text};
    std::vector<std::string> values;
    for (std::size_t from = 0; (from = text.find_first_not_of(' ', from)) != std::string::npos;) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        values.push_back(text.substr(from, to - from));
        from = to;
    }
    return values;
}

/// "“x”, “y”": those that are not offered; empty if all are.
std::string missing(const Control& control, const std::string& text, const std::set<std::string>& offered) {
    std::string words;
    for (const std::string& value : valuesOf(control, text))
        if (!offered.contains(value)) words += (words.empty() ? "“" : ", “") + value + "”";
    return words;
}

double parameter(const Control& control, const char* name) {
    const auto found = control.parameters.find(name);
    return found == control.parameters.end() ? std::nan("") : xpath::plainNumber(found->second);
}

}  // namespace

/// Values alone, without their words.
std::set<std::string> Session::offeredAt(xmlNode* node, const Control& control) const {
    std::set<std::string> offered;
    for (const Choice& choice : control.choices)
        offered.insert(choice.value);
    if (!control.itemset) return offered;
    const auto nodes = evaluate(control.itemset->nodes, node);
    const auto* set = nodes ? std::get_if<xpath::NodeSet>(&*nodes) : nullptr;
    if (!set) return offered;
    for (const xpath::Node& item : set->nodes)
        if (const auto value = xpath::evaluate(control.itemset->value, item, {node, nullptr}, *m_environment)) offered.insert(xpath::toText(*value, *m_environment));
    return offered;
}

/// Why the text is no answer to this question; empty if it is one.
std::string Session::wrongAnswer(const Field& field, xmlNode* node, const std::string& value) const {
    const Control* control = field.control;
    if (!control || field.bind.calculate) return {};
    if (std::string wrong = typeMessage(field.bind.type, value, *m_environment); !wrong.empty()) return wrong;
    if (control->kind == ControlKind::Range) {
        const double number = xpath::plainNumber(value), start = parameter(*control, "start"), end = parameter(*control, "end");
        if (std::isnan(number)) return "This has to be a number.";
        if (number < std::min(start, end) || number > std::max(start, end))
            return "This has to lie between " + xpath::toText(std::min(start, end)) + " and " + xpath::toText(std::max(start, end)) + ".";
    }
    // What a filter takes away is set aside (notOffered); a list without one has to have the answer.
    if (!isChoice(*control) || (control->choices.empty() && !control->itemset) || (control->itemset && control->itemset->isFiltered)) return {};
    const std::string none = missing(*control, value, offeredAt(node, *control));
    return none.empty() ? std::string() : none + " is not among the choices.";
}

std::vector<Message> Session::messages() const {
    std::vector<Message> messages;
    for (const Field* field : m_form.fields) {
        const Bind& bind = field->bind;
        if (!field->children.empty()) continue;
        for (xmlNode* node : m_nodes[field->index]) {
            if (!stateOf(node)->relevant) continue;
            const std::string value = shownText(node);
            if (trimmed(value).empty()) {  // spaces are no answer
                if (!bind.required || bind.calculate || !holds(bind.required, node, false, "required") ||
                    holds(bind.readonly, node, false, "readonly"))
                    continue;
                const std::string own = text(bind.requiredMessage, node);
                messages.push_back({pathOf(node), MessageKind::Required, own.empty() ? "This question needs an answer." : own});
                continue;
            }
            std::string words = wrongAnswer(*field, node, value);
            const bool isNone = !words.empty();
            if (!holds(bind.constraint, node, true, "constraint")) {
                const std::string own = text(bind.constraintMessage, node);
                if (!own.empty() || !isNone) words = own.empty() ? "This answer is not allowed." : own;
            }
            if (!words.empty()) messages.push_back({pathOf(node), MessageKind::Constraint, words, isNone});
        }
    }
    return messages;
}

std::vector<Message> Session::notOffered() const {
    std::vector<Message> all;
    for (const Field* field : m_form.fields) {
        if (!field->control || !isChoice(*field->control)) continue;
        for (xmlNode* node : m_nodes[field->index]) {
            const State* state = stateOf(node);
            if (!state->relevant || !state->shown) continue;
            const std::string none = missing(*field->control, textIn(node), offeredAt(node, *field->control));
            all.push_back({pathOf(node), MessageKind::Constraint, none + " is not among the choices as things stand, and is not in the record.", true});
        }
    }
    return all;
}

}  // namespace waymark::xforms
