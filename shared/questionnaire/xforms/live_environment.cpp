#include "shared/questionnaire/xforms/live_environment.h"

#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/parser.h"

#include <utility>

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

/// While one lives, the same words are not begun again.
class Session::Environment::Naming {
public:
    Naming(const Session& session, std::string what) : m_session(session), m_what(std::move(what)), m_isFirst(session.m_named.insert(m_what).second) {
        if (!m_isFirst) session.m_failures[session.m_form.root->path] = "the words of the " + m_what + " name themselves";
    }
    ~Naming() {
        if (m_isFirst) m_session.m_named.erase(m_what);
    }
    Naming(const Naming&) = delete;
    Naming& operator=(const Naming&) = delete;

    bool isFirst() const { return m_isFirst; }

private:
    const Session& m_session;
    const std::string m_what;
    const bool m_isFirst;
};

std::string Session::Environment::itext(std::string_view id) const {
    const Naming naming(m_session, "text " + std::string(id));
    if (!naming.isFirst()) return {};
    Label label;
    label.itextId = id;
    return m_session.text(label, xmlDocGetRootElement(m_session.m_document.get()));
}

/// "/data/town" and "town" in the occurrence around the context, or from the context itself: "../town". Null if there is none.
xmlNode* Session::Environment::questionAt(const std::string& path, const xpath::Node& context) const {
    if (path.starts_with('.') || path.starts_with("current()")) {
        const auto expression = xpath::parse(path);
        if (!expression) return nullptr;
        const auto value = xpath::evaluate(*expression, context, *this);
        const auto* set = value ? std::get_if<xpath::NodeSet>(&*value) : nullptr;
        xmlNode* node = set && !set->nodes.empty() ? set->nodes.front().tree : nullptr;
        return node && node->type == XML_ELEMENT_NODE && node->doc == m_session.m_document.get() && stateOf(node) ? node : nullptr;
    }
    const auto found = m_session.find(path);
    if (!found) return nullptr;
    const auto isIn = [](const xmlNode* node, const xmlNode* around) {
        while (node && node != around)
            node = node->parent;
        return node != nullptr;
    };
    for (const xmlNode* at = context.tree; at; at = at->parent) {
        if (at->type != XML_ELEMENT_NODE || at->doc != (*found)->doc || !stateOf(at) || !stateOf(at)->field->isRepeat) continue;
        for (xmlNode* candidate : m_session.m_nodes[stateOf(*found)->field->index])
            if (isIn(candidate, at)) return candidate;
    }
    return *found;
}

std::string Session::Environment::choiceName(std::string_view value, std::string_view question, const xpath::Node& context) const {
    xmlNode* node = questionAt(trimmed(question), context);
    if (!node || !stateOf(node)->field->control) return {};
    const Naming naming(m_session, "choice of " + m_session.pathOf(node));
    return naming.isFirst() ? m_session.choiceWords(node, *stateOf(node)->field->control, value) : std::string();
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
