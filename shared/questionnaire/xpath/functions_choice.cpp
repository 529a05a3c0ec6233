// Choices: the answer to a question with several of them is their values with spaces between.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include <cmath>

namespace waymark::xpath {

namespace {


std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> result;
    for (std::size_t from = 0; (from = text.find_first_not_of(kSpace, from)) != std::string::npos;) {
        const std::size_t to = std::min(text.find_first_of(kSpace, from), text.size());
        result.push_back(text.substr(from, to - from));
        from = to;
    }
    return result;
}

/// Nothing is selected where there is no answer: selected(., '') says whether a question is unanswered.
Value selected(const Call& call) {
    const auto list = words(call.text(0)), wanted = words(call.text(1));
    if (wanted.empty()) return list.empty();
    if (wanted.size() > 1) return false;
    for (const std::string& one : list)
        if (one == wanted.front()) return true;
    return false;
}

Value selectedAt(const Call& call) {
    const auto list = words(call.text(0));
    const double index = std::trunc(call.number(1));
    if (!(index >= 0 && index < static_cast<double>(list.size()))) return std::string();
    return list[static_cast<std::size_t>(index)];
}

Value countSelected(const Call& call) { return static_cast<double>(words(call.text(0)).size()); }

Value choiceName(const Call& call) { return call.environment().choiceName(call.text(0), call.text(1), call.evaluation.current()); }

/// The child of that name, or the attribute of "@name"; none if there is none.
Node cellOf(const xmlNode* item, std::string_view name) {
    if (name.starts_with('@')) {
        for (xmlAttr* one = item->properties; one; one = one->next)
            if (view(one->name) == name.substr(1)) return {reinterpret_cast<xmlNode*>(one), nullptr};
        return {};
    }
    for (xmlNode* child = item->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && view(child->name) == name) return {child, nullptr};
    return {};
}

/// pulldata(list, wanted column, key column, key): the first row whose key fits; a column is a child or, with @, an attribute.
Value pulldata(const Call& call) {
    const auto instance = call.environment().instance(call.text(0));
    if (!instance) return std::string();
    const std::string wanted = call.text(1), column = call.text(2), key = call.text(3);
    for (const xmlNode* root = instance->tree->children; root; root = root->next)
        for (const xmlNode* item = root->type == XML_ELEMENT_NODE ? root->children : nullptr; item; item = item->next) {
            const Node cell = item->type == XML_ELEMENT_NODE ? cellOf(item, column) : Node();
            if (cell && textOf(cell, call.environment()) == key) return textOf(cellOf(item, wanted), call.environment());
        }
    return std::string();
}

constexpr FunctionSpec kChoiceFunctions[] = {
    {"selected", 2, 2, selected},
    {"is-selected", 2, 2, selected},
    {"selected-at", 2, 2, selectedAt},
    {"count-selected", 1, 1, countSelected},
    {"jr:choice-name", 2, 2, choiceName},
    {"jr:itext", 1, 1, [](const Call& call) -> Value { return call.environment().itext(call.text(0)); }},
    {"itext", 1, 1, [](const Call& call) -> Value { return call.environment().itext(call.text(0)); }},
    {"pulldata", 4, 4, pulldata},
    {"property", 1, 1, [](const Call& call) -> Value { return call.environment().property(call.text(0)); }},
    {"version", 0, 0, [](const Call& call) -> Value { return call.environment().version(); }},
};

}  // namespace

std::span<const FunctionSpec> choiceFunctions() { return kChoiceFunctions; }

}  // namespace waymark::xpath
