#include "shared/base/json_text.h"

#include <algorithm>

namespace waymark::base {

void appendText(std::string& to, std::string_view string) {
    const bool isPlain = std::all_of(string.begin(), string.end(), [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
    if (isPlain) to.append(1, '"').append(string).append(1, '"');
    else to += toText(Json(string));
}

std::size_t mostTextBytes(const Json& value) {
    constexpr std::size_t kNumber = 32, kEscaped = 6;
    if (value.is_string()) return kEscaped * value.get_ref<const std::string&>().size() + 2;
    if (!value.is_structured()) return kNumber;
    std::size_t most = 2;
    for (auto item = value.begin(); item != value.end(); ++item)
        most += (value.is_object() ? kEscaped * item.key().size() + 3 : 0) + mostTextBytes(*item) + 1;
    return most;
}

} // namespace waymark::base
