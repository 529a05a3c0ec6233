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

/// Actions of controls; those inside a repeat happen in each of its occurrences. Where the event is of one occurrence, `isThere` is false until
/// its repeat is reached: what stands around it is none of its business.
void Session::actInside(const std::vector<std::unique_ptr<Control>>& controls, std::string_view event, xmlNode* at, bool isThere) {
    const auto lies = [](const xmlNode* node, const xmlNode* within) {
        for (; node; node = node->parent)
            if (node == within) return true;
        return false;
    };
    const auto both = [this, event](const Control& control, xmlNode* node, bool acts) {
        if (acts) act(control.actions, event, node);
        actInside(control.children, event, node, acts);
    };
    for (const auto& control : controls) {
        if (control->kind != ControlKind::Repeat || !control->field) {
            both(*control, at, isThere);
            continue;
        }
        for (xmlNode* node : std::vector<xmlNode*>(m_nodes[control->field->index])) {
            if (node == at)
                both(*control, at, true);
            else if (lies(node, at))
                both(*control, node, isThere);
            else if (lies(at, node))
                actInside(control->children, event, at, false);
        }
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
