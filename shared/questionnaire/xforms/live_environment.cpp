#include "shared/questionnaire/xforms/live_environment.h"

namespace waymark::xforms {

std::string Session::Environment::language() const {
    if (!m_session.m_language) return {};
    // "Welsh (cy)" → cy; a name without brackets is taken as it is, and ICU says English where it knows none such.
    const std::string& name = m_session.m_language->name;
    const std::size_t open = name.rfind('('), close = name.rfind(')');
    if (open != std::string::npos && close != std::string::npos && close > open) return name.substr(open + 1, close - open - 1);
    return name.size() <= 3 ? name : std::string();
}

std::optional<xpath::Node> Session::Environment::instance(std::string_view id) const {
    const auto& instances = m_session.m_form.instances;
    auto found = instances.find(id);
    if (found == instances.end()) {
        // pulldata('fruits', …) names the file without its ending.
        for (auto it = instances.begin(); it != instances.end(); ++it)
            if (it->second.source.find("/" + std::string(id) + ".") != std::string::npos) found = it;
    }
    if (found == instances.end()) {
        if (m_session.m_form.root && id == m_session.m_form.id)
            return xpath::Node{reinterpret_cast<xmlNode*>(m_session.m_document.get()), nullptr};
        return std::nullopt;
    }
    if (found->second.source == kLastSaved && m_session.m_lastSaved)
        return xpath::Node{reinterpret_cast<xmlNode*>(m_session.m_lastSaved.get()), nullptr};
    return xpath::Node{xmlDocGetRootElement(found->second.document.get()), nullptr};
}

std::string Session::Environment::itext(std::string_view id) const {
    Label label;
    label.itextId = id;
    return m_session.text(label, xmlDocGetRootElement(m_session.m_document.get()));
}

std::string Session::Environment::choiceName(std::string_view value, std::string_view question, const xpath::Node& context) const {
    const auto found = m_session.find(trimmed(question));
    if (!found) return {};
    xmlNode* node = *found;
    const Field* field = stateOf(node)->field;
    if (!field->control) return {};
    // The occurrence we stand in, if the question is asked in a repeat around us.
    const auto sharesRepeat = [&](const xmlNode* candidate) {
        for (const xmlNode* at = context.tree; at; at = at->parent) {
            if (at->type != XML_ELEMENT_NODE || at->doc != candidate->doc || !stateOf(at) || !stateOf(at)->field->isRepeat) continue;
            for (const xmlNode* above = candidate; above; above = above->parent)
                if (above == at) return true;
        }
        return false;
    };
    for (xmlNode* candidate : m_session.m_nodes[field->index])
        if (sharesRepeat(candidate)) {
            node = candidate;
            break;
        }
    for (const ShownChoice& choice : m_session.choicesAt(node, *field->control))
        if (choice.value == value) return choice.label;
    return {};
}

std::string Session::Environment::property(std::string_view name) const {
    const auto found = m_session.m_world.properties.find(name);
    return found == m_session.m_world.properties.end() ? std::string() : found->second;
}

std::optional<std::string> Session::Environment::namespaceOf(std::string_view prefix) const {
    const auto found = m_session.m_form.namespaces.find(prefix);
    return found == m_session.m_form.namespaces.end() ? xpath::wellKnownNamespace(prefix) : found->second;
}

bool Session::Environment::isRepeat(const xpath::Node& node) const {
    const State* state = node.tree->doc == m_session.m_document.get() ? stateOf(node.tree) : nullptr;
    return state && state->field->isRepeat;
}

std::optional<std::string> Session::Environment::shownText(const xpath::Node& node) const {
    if (node.tree->type != XML_ELEMENT_NODE || node.tree->doc != m_session.m_document.get()) return std::nullopt;
    const State* state = stateOf(node.tree);
    if (!state) return std::nullopt;
    if (!state->relevant) return std::string();
    return state->shown;
}

bool Session::Environment::isHidden(const xpath::Node& node) const {
    if (node.tree->type != XML_ELEMENT_NODE || node.tree->doc != m_session.m_document.get()) return false;
    const State* state = stateOf(node.tree);
    return state && !state->relevant;
}

}  // namespace waymark::xforms
