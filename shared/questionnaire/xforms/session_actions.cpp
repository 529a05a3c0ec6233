// What happens at an event: values set by rules of the form, and attributes that are worked out.
#include "shared/questionnaire/xforms/live_environment.h"

#include "shared/questionnaire/xpath/evaluator.h"

#include <algorithm>

namespace waymark::xforms {

void Session::act(const std::vector<Action>& actions, std::string_view event, xmlNode* at) {
    for (const Action& action : actions) {
        if (std::find(action.events.begin(), action.events.end(), event) == action.events.end()) continue;
        const auto targets = xpath::placesOf(action.target, {at, nullptr}, *m_environment);
        if (!targets || targets->nodes.empty()) continue;
        if (targets->nodes.size() > 1) {
            m_failures[pathOf(at)] = "“" + action.target.source + "” could be any of " + std::to_string(targets->nodes.size()) + " places";
            continue;
        }
        setTo(action, targets->nodes.front().tree);
    }
}

void Session::setTo(const Action& action, xmlNode* target) {
    const bool isAttribute = target->type == XML_ATTRIBUTE_NODE;
    xmlNode* element = isAttribute ? target->parent : target;
    if (element->type != XML_ELEMENT_NODE || element->doc != m_document.get() || !stateOf(element)) return;
    if (!isAttribute && !isLeaf(element)) return;
    std::string text = action.text;
    if (action.value) {
        const auto value = evaluate(*action.value, element);
        if (!value) {
            m_failures[pathOf(element)] = value.error().detail;
            return;
        }
        text = written(*value, isAttribute ? "string" : stateOf(element)->field->bind.type, *m_environment);
    }
    if (isAttribute) {
        setAttribute(element, xpath::qualifiedName({target, nullptr}), text);
    } else if (textIn(element) != text) {
        setText(element, text);
        changed(element);
    }
}

/// Actions of controls; those inside a repeat happen in each of its occurrences.
void Session::actInside(const std::vector<std::unique_ptr<Control>>& controls, std::string_view event, xmlNode* at) {
    const auto inside = [at](const xmlNode* node) {
        for (; node; node = node->parent)
            if (node == at) return true;
        return false;
    };
    const auto isUnder = [this](xmlNode* node, const Field& field) {
        for (const Field* above = stateOf(node)->field->parent; above; above = above->parent)
            if (above == &field) return true;
        return false;
    };
    for (const auto& control : controls) {
        if (control->kind == ControlKind::Repeat && control->field && at != xmlDocGetRootElement(m_document.get()) &&
            stateOf(at)->field == control->field) {
            act(control->actions, event, at);
            actInside(control->children, event, at);
            continue;
        }
        if (control->kind == ControlKind::Repeat && control->field) {
            if (isUnder(at, *control->field)) {  // it happens in an entry of a repeat within this one
                actInside(control->children, event, at);
                continue;
            }
            for (xmlNode* node : std::vector<xmlNode*>(m_nodes[control->field->index]))
                if (inside(node)) {
                    act(control->actions, event, node);
                    actInside(control->children, event, node);
                }
            continue;
        }
        act(control->actions, event, at);
        actInside(control->children, event, at);
    }
}

void Session::calculateAttributes() const {
    for (const Field* field : m_form.fields)
        for (const AttributeRule& rule : field->attributes)
            for (xmlNode* node : m_nodes[field->index]) {
                const auto value = rule.calculate ? evaluate(*rule.calculate, node) : base::Result<xpath::Value>(base::Error{});
                if (value)
                    setAttribute(node, rule.name, written(*value, "string", *m_environment));
                else if (rule.calculate)
                    m_failures[pathOf(node)] = "@" + rule.name + ": " + value.error().detail;
            }
}

}  // namespace waymark::xforms
