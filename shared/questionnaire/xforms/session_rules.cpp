// One field's rules at work: relevance, how often it is there, which of its choices are offered, its calculation.
#include "shared/questionnaire/xforms/live_environment.h"
#include "shared/questionnaire/xforms/references.h"
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/moment.h"

#include <algorithm>
#include <cmath>

namespace waymark::xforms {

std::string written(const xpath::Value& value, const std::string& type, const xpath::Environment& environment) {
    const double* number = std::get_if<double>(&value);
    if (number && std::isnan(*number)) return {};
    if (number && type == "int" && std::isfinite(*number)) return xpath::toText(std::trunc(*number));
    if (number && (type == "date" || type == "dateTime")) {
        const auto moment = xpath::momentOfDays(*number, environment.zone());
        if (!moment) return {};
        return type == "date" ? xpath::dateText(*moment) : xpath::dateTimeText(*moment, environment.zone());
    }
    std::string text = xpath::toText(value, environment);
    // now() in a question for a day is the day, and in one for a time of day the time.
    if ((type == "date" || type == "time") && text.size() > 11 && text[4] == '-' && text[7] == '-' && text[10] == 'T') return type == "date" ? text.substr(0, 10) : text.substr(11);
    if (type != "int" || text.find('.') == std::string::npos) return text;
    const double whole = std::trunc(xpath::plainNumber(text));  // an answer of another question, taken over as it is written
    return std::isfinite(whole) ? xpath::toText(whole) : text;
}

base::Result<xpath::Value> Session::evaluate(const xpath::Expression& expression, xmlNode* node) const {
    return xpath::evaluate(expression, {node, nullptr}, *m_environment);
}

/// A rule that fails counts as `otherwise`, and is remembered.
bool Session::holds(const std::optional<xpath::Expression>& rule, xmlNode* node, bool otherwise, const char* column) const {
    if (!rule) return otherwise;
    const auto value = evaluate(*rule, node);
    if (value) return xpath::toBoolean(*value);
    m_failures[pathOf(node)] = std::string(column) + ": " + value.error().detail;
    return otherwise;
}

void Session::refresh(const Field& field) {
    const std::vector<xmlNode*> nodes = m_nodes[field.index];
    for (xmlNode* node : nodes)
        refreshRelevance(field, node);
    if (field.control && field.control->kind == ControlKind::Repeat && field.control->count) refreshCount(field);
    if (!field.children.empty()) return;
    for (xmlNode* node : std::vector<xmlNode*>(m_nodes[field.index])) {
        if (field.bind.calculate && stateOf(node)->relevant) calculate(field, node);
        if (field.control && field.control->itemset && field.control->itemset->isFiltered) refreshOffered(field, node);
    }
}

void Session::refreshRelevance(const Field& field, xmlNode* node) {
    State* state = stateOf(node);
    state->own = holds(field.bind.relevant, node, true, "relevant");
    const State* around = node->parent ? stateOf(node->parent) : nullptr;
    spread(node, node->parent->type != XML_ELEMENT_NODE || !around || around->relevant);
}

/// Takes the relevance of what is around down to the leaves.
void Session::spread(xmlNode* node, bool around) {
    State* state = stateOf(node);
    if (!state) return;
    const bool relevant = around && state->own;
    if (relevant != state->relevant) {
        state->relevant = relevant;
        m_anyChange = true;
        mark(*state->field);
        markDependents(*state->field);
    }
    for (xmlNode* one : elements(node))
        if (const State* inner = stateOf(one); inner && inner->relevant != (relevant && inner->own)) spread(one, relevant);
}

void Session::calculate(const Field& field, xmlNode* node) {
    const std::string present = textIn(node);
    if (m_restoring && !present.empty()) {
        References found;
        addReferences(m_form, *field.bind.calculate, const_cast<Field*>(&field), found);
        if (found.isRandom) return;
    }
    const auto value = evaluate(*field.bind.calculate, node);
    if (!value) {
        m_failures[pathOf(node)] = "calculate: " + value.error().detail;
        return;
    }
    if (!m_failures.empty())  // it may work by now
        if (const auto failed = m_failures.find(pathOf(node)); failed != m_failures.end() && failed->second.starts_with("calculate")) m_failures.erase(failed);
    const std::string text = written(*value, field.bind.type, *m_environment);
    if (text == present) return;
    setText(node, text);
    changed(node);
}

/// Answers to a filtered question count only as far as they are still offered. The draft keeps them, so that going back brings them back.
void Session::refreshOffered(const Field& field, xmlNode* node) {
    State* state = stateOf(node);
    const std::string present = textIn(node);
    std::optional<std::string> shown;
    if (!present.empty()) {
        const auto choices = choicesAt(node, *field.control);
        const auto offered = [&](std::string_view value) {
            return std::any_of(choices.begin(), choices.end(), [&](const auto& one) { return one.value == value; });
        };
        std::string kept;
        if (field.control->kind == ControlKind::SelectOne) {
            if (offered(present)) kept = present;
        } else {
            for (std::size_t from = 0; from < present.size();) {
                const std::size_t to = std::min(present.find(' ', from), present.size());
                const std::string one = present.substr(from, to - from);
                if (offered(one)) kept += (kept.empty() ? "" : " ") + one;
                from = to + 1;
            }
        }
        if (kept != present) shown = kept;
    }
    if (shown == state->shown) return;
    state->shown = shown;
    m_anyChange = true;
    markDependents(field);
}

}  // namespace waymark::xforms
