#include "shared/domain/mentions.h"

#include "shared/base/id.h"
#include "shared/domain/validity.h"

#include <algorithm>

namespace waymark::domain {

using base::Json;

namespace {

constexpr std::string_view kPersonPrefix = "person:";

bool namesAny(const std::string& text, const std::vector<std::string>& ids) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return text.find(id) != std::string::npos; });
}

/// "person:<uuid>", "<uuid>": nothing but the name of something.
bool isReference(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return base::isUuid(text);
    return isName(text.substr(0, colon)) && base::isUuid(text.substr(colon + 1));
}

bool isOneOf(const Json& value, const std::vector<std::string>& ids) {
    return value.is_string() && isReference(value.get_ref<const std::string&>()) && namesAny(value.get_ref<const std::string&>(), ids);
}

/// What a list says of them alone: them, or an item with its `person`.
bool isAboutThem(const Json& item, const std::vector<std::string>& ids) {
    return isOneOf(item, ids) || (item.is_object() && isOneOf(item.value("person", Json()), ids));
}

std::string withoutIds(std::string text, const std::vector<std::string>& ids) {
    // Where one was taken out, what stood on both sides may make another.
    while (namesAny(text, ids))
        for (const auto& id : ids)
            for (auto at = text.find(id); at != std::string::npos; at = text.find(id)) {
                const bool isPrefixed = std::string_view(text).substr(0, at).ends_with(kPersonPrefix);
                const std::size_t before = isPrefixed ? kPersonPrefix.size() : 0;
                text.erase(at - before, before + id.size());
            }
    return text;
}

} // namespace

bool mentionsAny(const Json& value, const std::vector<std::string>& ids) {
    if (value.is_string()) return namesAny(value.get_ref<const std::string&>(), ids);
    if (value.is_object())
        for (const auto& [name, part] : value.items())
            if (namesAny(name, ids)) return true;
    return value.is_structured() && std::any_of(value.begin(), value.end(), [&](const Json& part) { return mentionsAny(part, ids); });
}

Json withoutMentions(Json value, const std::vector<std::string>& ids) {
    if (!mentionsAny(value, ids)) return value;
    if (value.is_string()) return isOneOf(value, ids) ? Json(nullptr) : Json(withoutIds(value.get<std::string>(), ids));
    if (value.is_array()) {
        Json kept = Json::array();
        for (auto& item : value)
            if (!isAboutThem(item, ids)) kept.push_back(withoutMentions(std::move(item), ids));
        return kept;
    }
    Json kept = Json::object();
    for (auto& [name, part] : value.items()) {
        if (namesAny(name, ids)) continue;
        Json rest = withoutMentions(part, ids);
        if (!rest.is_null() || part.is_null()) kept[name] = std::move(rest);
    }
    return kept;
}

} // namespace waymark::domain
