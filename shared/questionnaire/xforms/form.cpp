#include "shared/questionnaire/xforms/form.h"

namespace waymark::xforms {

Field* Field::child(std::string_view wanted) const {
    const auto found = named.find(wanted);
    return found == named.end() ? nullptr : found->second;
}

Field* Form::at(std::string_view path) const {
    if (!root || !path.starts_with('/')) return nullptr;
    Field* at = nullptr;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        std::string_view name = path.substr(0, end);
        if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
        at = at ? at->child(name) : (root->name == name ? root.get() : nullptr);
        if (!at) return nullptr;
        path.remove_prefix(end);
    }
    return at;
}

const Language* Form::language(std::string_view name) const {
    for (const Language& one : languages)
        if (one.name == name) return &one;
    return nullptr;
}

const Language* Form::spoken(std::string_view name) const {
    if (const Language* found = language(name); found || name.empty()) return found;
    const std::string wanted(name);
    for (const Language& one : languages)
        if (one.name.find("(" + wanted + ")") != std::string::npos || one.name.starts_with(wanted + " (")) return &one;
    return nullptr;
}

const Language* Form::defaultLanguage() const {
    for (const Language& one : languages)
        if (one.isDefault) return &one;
    return languages.empty() ? nullptr : &languages.front();
}

}  // namespace waymark::xforms
