// What a session shows: answers, messages, words and choices in the language shown, the record and the draft.
#include "shared/questionnaire/xforms/live_environment.h"
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/moment.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace waymark::xforms {

std::string Session::shownText(const xmlNode* node) const {
    const State* state = stateOf(node);
    return state && state->shown ? *state->shown : textIn(node);
}

std::vector<Answer> Session::answers() const {
    std::vector<Answer> answers;
    // In the order of the document, which is not the order of the fields where a repeat holds several of them.
    const auto walk = [&](const auto& self, xmlNode* node) -> void {
        const State* state = stateOf(node);
        if (!state) return;
        if (state->field->children.empty()) answers.push_back({pathOf(node), shownText(node), state->relevant});
        for (xmlNode* one : elements(node))
            self(self, one);
    };
    walk(walk, xmlDocGetRootElement(m_document.get()));
    return answers;
}

std::map<std::string, bool> Session::relevance() const {
    std::map<std::string, bool> all;
    for (const auto& nodes : m_nodes)
        for (const xmlNode* node : nodes)
            all[pathOf(node)] = stateOf(node)->relevant;
    return all;
}

std::string Session::text(const Words& words, xmlNode* node) const {
    std::string out;
    for (const Part& part : words) {
        out += part.text;
        if (!part.output) continue;
        const auto value = evaluate(*part.output, node);
        if (value)
            out += xpath::toText(*value, *m_environment);
        else
            m_failures[pathOf(node)] = "label: " + value.error().detail;
    }
    return out;
}

/// In the language shown; where that has no such text, in the default one, and then in any: words in another language help more than none.
std::string Session::text(const Label& label, xmlNode* node, std::string_view form) const {
    if (label.itextId.empty()) return form.empty() ? text(label.words, node) : std::string();
    std::vector<const Language*> languages{m_language, m_form.defaultLanguage()};
    for (const Language& other : m_form.languages)
        languages.push_back(&other);
    for (const Language* language : languages) {
        if (!language) continue;
        const auto entry = language->texts.find(label.itextId);
        if (entry == language->texts.end()) continue;
        const auto words = entry->second.find(form);
        if (words != entry->second.end()) return text(words->second, node);
    }
    return {};
}

namespace {

/// A choice without words or a picture is known by its value.
ShownChoice named(ShownChoice choice) {
    if (choice.label.empty() && choice.picture.empty()) choice.label = choice.value;
    return choice;
}

struct Found {
    ShownChoice choice;
    std::string place;  ///< what the row says about its place
};

/// Each value once, in the order of the table's column “sortby”: what a search finds.
void arrange(std::vector<Found>& found) {
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        const double left = xpath::plainNumber(a.place), right = xpath::plainNumber(b.place);
        if (std::isnan(left) != std::isnan(right)) return std::isnan(right);
        return std::isnan(left) ? a.place < b.place : left < right;
    });
    std::set<std::string> known;
    std::erase_if(found, [&](const Found& one) { return !known.insert(one.choice.value).second; });
}

}  // namespace

ShownChoice Session::choiceOf(const Choice& choice, xmlNode* node) const {
    return named({choice.value, text(choice.label, node), text(choice.label, node, "image"), text(choice.label, node, "audio")});
}

std::string Session::choiceWords(xmlNode* node, const Control& control, std::string_view value) const {
    const auto fixed = std::find_if(control.choices.begin(), control.choices.end(), [&](const Choice& choice) { return choice.value == value; });
    if (fixed != control.choices.end()) return choiceOf(*fixed, node).label;
    if (!control.itemset) return {};
    const auto nodes = evaluate(control.itemset->nodes, node);
    const auto* set = nodes ? std::get_if<xpath::NodeSet>(&*nodes) : nullptr;
    if (!set) return {};
    for (const xpath::Node& item : set->nodes) {
        const auto one = xpath::evaluate(control.itemset->value, item, {node, nullptr}, *m_environment);
        if (!one || xpath::toText(*one, *m_environment) != value) continue;
        const auto label = xpath::evaluate(control.itemset->label, item, {node, nullptr}, *m_environment);
        return named({std::string(value), label ? xpath::toText(*label, *m_environment) : std::string(value), fileOf(item, node, "image")}).label;
    }
    return {};
}

std::vector<ShownChoice> Session::choicesAt(xmlNode* node, const Control& control) const {
    std::vector<ShownChoice> shown;
    for (const Choice& choice : control.choices)
        shown.push_back(choiceOf(choice, node));
    if (!control.itemset) return shown;
    const auto nodes = evaluate(control.itemset->nodes, node);
    const auto* set = nodes ? std::get_if<xpath::NodeSet>(&*nodes) : nullptr;
    if (!set) {
        m_failures[pathOf(node)] = "choice_filter: " + (nodes ? std::string("the choices are no list") : nodes.error().detail);
        return shown;
    }
    std::vector<Found> found;
    for (const xpath::Node& item : set->nodes) {
        const auto value = xpath::evaluate(control.itemset->value, item, {node, nullptr}, *m_environment);
        const auto label = xpath::evaluate(control.itemset->label, item, {node, nullptr}, *m_environment);
        if (!value) continue;
        std::string text = xpath::toText(*value, *m_environment);
        if (text.empty()) continue;  // an occurrence that has no answer yet is no choice
        std::string words = label ? xpath::toText(*label, *m_environment) : text;
        std::string picture = fileOf(item, node, "image");
        if (const xmlNode* cell = control.itemset->image.empty() ? nullptr : child(item.tree, control.itemset->image); cell && !textIn(cell).empty())
            picture = "jr://images/" + textIn(cell);
        const xmlNode* place = control.itemset->searched.empty() ? nullptr : child(item.tree, "sortby");
        found.push_back({named({std::move(text), std::move(words), std::move(picture), fileOf(item, node, "audio")}), place ? textIn(place) : std::string()});
    }
    if (!control.itemset->searched.empty()) arrange(found);
    std::vector<ShownChoice> among;
    for (Found& one : found)
        among.push_back(std::move(one.choice));
    shown.insert(shown.begin() + static_cast<std::ptrdiff_t>(std::min(control.itemset->position, shown.size())), std::make_move_iterator(among.begin()), std::make_move_iterator(among.end()));
    return shown;
}

std::vector<ShownChoice> Session::choices(std::string_view ref) const {
    const auto node = find(ref);
    const Control* control = node ? stateOf(*node)->field->control : nullptr;
    return control ? choicesAt(*node, *control) : std::vector<ShownChoice>();
}

std::string Session::label(std::string_view ref) const {
    const auto node = find(ref);
    const Control* control = node ? stateOf(*node)->field->control : nullptr;
    return control ? text(control->label, *node) : std::string();
}

std::string Session::hint(std::string_view ref) const {
    const auto node = find(ref);
    const Control* control = node ? stateOf(*node)->field->control : nullptr;
    return control ? text(control->hint, *node) : std::string();
}

/// A choice with a picture or a sound has its words and those files under one id.
std::string Session::fileOf(const xpath::Node& item, xmlNode* node, std::string_view form) const {
    const xmlNode* id = item.tree && item.tree->type == XML_ELEMENT_NODE ? child(item.tree, "itextId") : nullptr;
    return id ? text(Label{textIn(id), {}}, node, form) : std::string();
}

std::string Session::beside(std::string_view ref, std::string_view form) const {
    const auto node = find(ref);
    const Control* control = node ? stateOf(*node)->field->control : nullptr;
    if (!control) return {};
    return text(form == "guidance" ? control->hint : control->label, *node, form);
}

std::string Session::labelOf(const Control& control, std::string_view near) const {
    const auto node = find(near);
    return text(control.label, node ? *node : xmlDocGetRootElement(m_document.get()));
}

std::string Session::value(std::string_view ref) const {
    const auto node = find(ref);
    return node ? shownText(*node) : std::string();
}

std::string Session::pathOf(std::string_view ref) const {
    const auto node = find(ref);
    return node ? pathOf(*node) : std::string();
}

bool Session::isRequired(std::string_view ref) const {
    const auto node = find(ref);
    if (!node) return false;
    const Bind& bind = stateOf(*node)->field->bind;
    return bind.required && !bind.calculate && holds(bind.required, *node, false, "required") && !holds(bind.readonly, *node, false, "readonly");
}

bool Session::isReadonly(std::string_view ref) const {
    const auto node = find(ref);
    return !node || isReadonlyAt(*node) || stateOf(*node)->field->bind.calculate.has_value();
}

bool Session::isReadonlyAt(const xmlNode* node) const {
    for (const xmlNode* at = node; at && at->type == XML_ELEMENT_NODE; at = at->parent)
        if (stateOf(at) && holds(stateOf(at)->field->bind.readonly, const_cast<xmlNode*>(at), false, "readonly")) return true;
    return false;
}

/// Goes through record and copy side by side: they are laid out alike until something is taken out behind us.
void Session::write(const xmlNode* from, xmlNode* to) const {
    xmlNode* copy = to->children;
    for (const xmlNode* one = from->children; one && copy; one = one->next) {
        xmlNode* next = copy->next;
        if (one->type == XML_ELEMENT_NODE) {
            const State* state = stateOf(one);
            if (state && !state->relevant) {
                xmlUnlinkNode(copy);
                xmlFreeNode(copy);
            } else {
                if (state && state->shown) setText(copy, *state->shown);
                const bool atEnd = state && state->field->bind.preload == "timestamp" && state->field->bind.preloadParams == "end";
                if (atEnd) setText(copy, xpath::dateTimeText(xpath::momentAt(m_world.now, m_world.zone), m_world.zone));
                write(one, copy);
            }
        }
        copy = next;
    }
}

std::string Session::result() const {
    calculateAttributes();
    const Document copy = copyOf(m_document.get());
    write(xmlDocGetRootElement(m_document.get()), xmlDocGetRootElement(copy.get()));
    return toText(xmlDocGetRootElement(copy.get()));
}

std::string Session::draft() const { return toText(xmlDocGetRootElement(m_document.get())); }

}  // namespace waymark::xforms
