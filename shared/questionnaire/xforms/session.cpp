#include "shared/questionnaire/xforms/session.h"

#include "shared/base/id.h"
#include "shared/base/random.h"
#include "shared/questionnaire/xforms/live_environment.h"
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/moment.h"

#include <algorithm>

namespace waymark::xforms {

namespace {

/// Templates are no part of a record: they only say what a new occurrence looks like.
void removeTemplates(xmlNode* node) {
    for (xmlNode* one : elements(node)) {
        if (hasAttribute(one, "template", kJavaRosa)) {
            xmlUnlinkNode(one);
            xmlFreeNode(one);
        } else {
            removeTemplates(one);
        }
    }
}

}  // namespace

Session::Session(const Form& form, World world) : m_form(form), m_world(std::move(world)), m_language(form.defaultLanguage()) {
    m_nodes.resize(form.fields.size());
    m_rank.resize(form.fields.size());
    for (std::size_t i = 0; i < form.order.size(); ++i)
        m_rank[form.order[i]] = i;
}

Session::~Session() {
    for (auto& [place, nodes] : m_aside)
        for (xmlNode* node : nodes)
            xmlFreeNode(node);
}

std::unique_ptr<Session> Session::start(const Form& form, World world) {
    std::unique_ptr<Session> session(new Session(form, std::move(world)));
    session->m_document = copyOf(form.pattern.get());
    session->readLastSaved();
    removeTemplates(xmlDocGetRootElement(session->m_document.get()));
    session->build(true);
    return session;
}

base::Result<std::unique_ptr<Session>> Session::restore(const Form& form, World world, std::string_view draft) {
    auto document = parseXml(draft);
    if (!document) return document.error();
    xmlNode* root = xmlDocGetRootElement(document->get());
    if (nameOf(root) != form.root->name) return base::Error{base::ErrorCode::Malformed, "this is a draft of another form"};
    std::unique_ptr<Session> session(new Session(form, std::move(world)));
    session->m_document = std::move(*document);
    session->readLastSaved();
    session->addMissing(root, *form.root);
    session->build(false);
    return session;
}

/// A record of another form, or none that can be read, counts as none.
void Session::readLastSaved() {
    auto document = m_world.lastSaved.empty() ? base::Result<Document>(base::Error{}) : parseXml(m_world.lastSaved);
    if (document && nameOf(xmlDocGetRootElement(document->get())) == m_form.root->name) m_lastSaved = std::move(*document);
}

/// Questions that came into the form after the draft was saved.
void Session::addMissing(xmlNode* node, const Field& field) {
    for (const auto& inner : field.children) {
        bool there = false;
        for (xmlNode* one : elements(node))
            if (nameOf(one) == inner->name) {
                there = true;
                addMissing(one, *inner);
            }
        if (there || inner->isRepeat) continue;
        xmlNode* added = xmlDocCopyNode(const_cast<xmlNode*>(inner->pattern), m_document.get(), 1);
        removeTemplates(added);
        xmlAddChild(node, added);
    }
}

void Session::build(bool isNew) {
    m_environment = std::make_unique<Environment>(*this);
    m_restoring = !isNew;
    index();
    if (isNew) {
        preload();
        ensureInstanceId();
    }
    markAll();
    run();
    xmlNode* root = xmlDocGetRootElement(m_document.get());
    const auto happens = [&](std::string_view event) {
        act(m_form.actions, event, root);
        actInside(m_form.body, event, root, true);
        run();
    };
    if (isNew) happens("odk-instance-first-load");
    happens("odk-instance-load");
    m_acted.clear();
    m_loading = m_restoring = false;
}

void Session::index() {
    for (auto& nodes : m_nodes)
        nodes.clear();
    index(xmlDocGetRootElement(m_document.get()), *m_form.root);
}

void Session::index(xmlNode* node, const Field& field) {
    if (!node->_private) {
        m_states.push_back({&field, true, true, std::nullopt});
        node->_private = &m_states.back();
    }
    ++m_visited;
    m_nodes[field.index].push_back(node);
    for (xmlNode* one : elements(node))
        if (const Field* inner = field.child(nameOf(one))) index(one, *inner);
}

void Session::preload() {
    for (const Field* field : m_form.fields)
        for (const AttributeRule& rule : field->attributes)
            for (xmlNode* node : m_nodes[field->index])
                if (rule.isUid) setAttribute(node, rule.name, "uuid:" + base::newUuid(*m_world.random));
    const auto stamp = [this] { return xpath::dateTimeText(xpath::momentAt(m_world.now, m_world.zone), m_world.zone); };
    for (const Field* field : m_form.fields) {
        const Bind& bind = field->bind;
        if (bind.preload.empty()) continue;
        for (xmlNode* node : m_nodes[field->index]) {
            if (bind.preload == "uid") setText(node, "uuid:" + base::newUuid(*m_world.random));
            if (bind.preload == "timestamp" && bind.preloadParams == "start") setText(node, stamp());
            if (bind.preload == "date" && bind.preloadParams == "today") setText(node, stamp().substr(0, 10));
            if (bind.preload == "property") {
                std::string name = bind.preloadParams;
                if (name.starts_with("uri:")) name.erase(0, 4);
                if (const std::string known = m_environment->property(name); !known.empty()) setText(node, known);
            }
        }
    }
}

/// Every record has an id: where the form has no place for one, it gets the usual one.
void Session::ensureInstanceId() {
    const Field* meta = m_form.root->child("meta");
    const Field* field = meta ? meta->child("instanceID") : nullptr;
    if (field && !m_nodes[field->index].empty()) {
        xmlNode* node = m_nodes[field->index].front();
        if (textIn(node).empty() && !field->bind.calculate) setText(node, "uuid:" + base::newUuid(*m_world.random));
        return;
    }
    xmlNode* root = xmlDocGetRootElement(m_document.get());
    xmlNode* place = meta && !m_nodes[meta->index].empty() ? m_nodes[meta->index].front() : nullptr;
    if (!place) {
        place = append(root, "meta");
        xmlSetNs(place, xmlNewNs(place, BAD_CAST kOpenRosa.data(), BAD_CAST "orx"));
    }
    xmlSetNs(append(place, "instanceID", "uuid:" + base::newUuid(*m_world.random)), place->ns);
}

void Session::markAll() {
    for (std::size_t i = 0; i < m_form.order.size(); ++i)
        m_dirty.insert(i);
}

void Session::mark(const Field& field) { m_dirty.insert(m_rank[field.index]); }

void Session::markDependents(const Field& field) {
    for (const std::size_t i : m_form.dependents[field.index])
        m_dirty.insert(m_rank[i]);
}

void Session::markInside(const Field& field) {
    mark(field);
    markDependents(field);
    for (const auto& inner : field.children)
        markInside(*inner);
}

/// Rules in order until nothing is left, then the actions of what changed, and again. Rules that chase each other are stopped.
bool Session::run() {
    m_anyChange = false;
    std::erase_if(m_growths, [](const auto& growths) { return growths.second <= kMostGrowths; });
    constexpr int kMaxRounds = 100;
    for (int round = 0; round < kMaxRounds && settle(); ++round) {
        if (m_loading || m_acted.empty()) {
            m_acted.clear();
            break;
        }
        std::vector<xmlNode*> acted;
        acted.swap(m_acted);
        for (xmlNode* node : acted)
            if (const State* state = stateOf(node); state && state->field->control)
                act(state->field->control->actions, "xforms-value-changed", node);
    }
    return m_anyChange;
}

bool Session::settle() {
    std::size_t left = 20 * m_form.order.size() + 10'000;
    while (!m_dirty.empty()) {
        if (left-- == 0) {
            m_failures[m_form.root->path] = "the calculations of this form do not come to an end";
            m_dirty.clear();
            return false;
        }
        const std::size_t rank = *m_dirty.begin();
        m_dirty.erase(m_dirty.begin());
        refresh(*m_form.fields[m_form.order[rank]]);
    }
    return true;
}

bool Session::recalculate() {
    m_restoring = true;  // random() and uuid() keep what they gave
    markAll();
    const bool any = run();
    m_restoring = false;
    return any;
}

void Session::changed(xmlNode* node) {
    m_anyChange = true;
    markDependents(*stateOf(node)->field);
    const Control* control = stateOf(node)->field->control;
    if (control && control->itemset && control->itemset->isFiltered) mark(*stateOf(node)->field);
    if (control && !control->actions.empty() && std::find(m_acted.begin(), m_acted.end(), node) == m_acted.end()) m_acted.push_back(node);
}

base::Result<void> Session::set(std::string_view ref, std::string_view value) {
    auto node = find(ref);
    if (!node) return node.error();
    const State* state = stateOf(*node);
    if (!state->field->children.empty())
        return base::Error{base::ErrorCode::Unsupported, "“" + std::string(ref) + "” is a group and has no answer of its own"};
    if (state->field->bind.calculate)
        return base::Error{base::ErrorCode::Unsupported, "“" + std::string(ref) + "” is worked out by the form and not answered"};
    if (isReadonlyAt(*node))
        return base::Error{base::ErrorCode::Unsupported, "“" + std::string(ref) + "” may not be changed as things stand; what it holds stays"};
    // The specification: what is only acknowledged holds OK, or nothing.
    if (const Control* control = state->field->control; control && control->kind == ControlKind::Trigger && (value == "true" || value == "false"))
        value = value == "true" ? "OK" : "";
    if (textIn(*node) != value) {
        setText(*node, value);
        changed(*node);
        run();
    }
    return {};
}

base::Result<void> Session::setLanguage(std::string_view name) {
    const Language* found = m_form.spoken(name);
    if (!found) return base::Error{base::ErrorCode::NotFound, "the form does not speak “" + std::string(name) + "”"};
    m_language = found;
    markAll();  // jr:choice-name() and jr:itext() speak the language shown
    run();
    return {};
}

}  // namespace waymark::xforms
