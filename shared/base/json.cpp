#include "shared/base/json.h"

#include "shared/base/text.h"

#include <algorithm>

namespace waymark::base {

Result<Json> parseJson(std::string_view text) {
    // A body of a million brackets must not reach the recursion in toText or equalValues, so depth is checked first.
    int depth = 0;
    bool inString = false, escaped = false;
    for (const char c : text) {
        if (inString) {
            if (escaped) escaped = false;
            else if (c == '\\') escaped = true;
            else if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kMaxJsonDepth) return Error{ErrorCode::Malformed, "nested too deeply"};
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    if (text.find('\0') != std::string_view::npos) return Error{ErrorCode::Malformed, "not JSON"};  // to the parser it would be the end
    Json value = Json::parse(text, nullptr, false);
    if (value.is_discarded()) return Error{ErrorCode::Malformed, "not JSON"};
    return value;
}

int depthOf(const Json& value) {
    if (!value.is_structured()) return 0;
    int deepest = 0;
    for (const auto& part : value)
        deepest = std::max(deepest, depthOf(part));
    return deepest + 1;
}

std::string toText(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

bool equalValues(const Json& a, const Json& b) {
    if (a.is_number() && b.is_number()) return a == b;
    if (a.type() != b.type()) return false;
    if (a.is_string()) {
        const auto &x = a.get_ref<const std::string&>(), &y = b.get_ref<const std::string&>();
        return x == y || toNfc(x) == toNfc(y);
    }
    if (a.is_array()) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!equalValues(a[i], b[i])) return false;
        return true;
    }
    if (a.is_object()) {
        if (a.size() != b.size()) return false;
        for (const auto& [key, value] : a.items()) {
            const auto other = b.find(key);
            if (other == b.end() || !equalValues(value, *other)) return false;
        }
        return true;
    }
    return a == b;
}

std::string textOf(const Json& object, std::string_view key, std::string_view fallback) {
    if (!object.is_object()) return std::string(fallback);
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string(fallback);
}

std::int64_t integerOf(const Json& object, std::string_view key, std::int64_t fallback) {
    if (!object.is_object()) return fallback;
    const auto it = object.find(key);
    return it != object.end() && it->is_number_integer() ? it->get<std::int64_t>() : fallback;
}

} // namespace waymark::base
