#include "shared/domain/mentions.h"

#include "shared/base/id.h"

#include <algorithm>

namespace waymark::domain {

using base::Json;

namespace {

bool namesAny(const std::string& text, const std::vector<std::string>& ids) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return text.find(id) != std::string::npos; });
}

/// "person:<uuid>", "<uuid>": nothing but the name of something.
bool isReference(const std::string& text) {
    const auto colon = text.find(':');
    return base::isUuid(std::string_view(text).substr(colon == std::string::npos ? 0 : colon + 1));
}

std::string withoutIds(std::string text, const std::vector<std::string>& ids) {
    for (const auto& id : ids)
        for (auto at = text.find(id); at != std::string::npos; at = text.find(id, at))
            text.erase(at, id.size());
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
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return isReference(text) ? Json(nullptr) : Json(withoutIds(text, ids));
    }
    if (value.is_array()) {
        Json kept = Json::array();
        for (auto& item : value)
            if (!mentionsAny(item, ids)) kept.push_back(std::move(item));
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
