// Text of which only ASCII has a meaning: names in formats, headers, spellings. Text that people write is for text.h.
#pragma once

#include <string>
#include <string_view>

namespace waymark::base {

/// A to Z as a to z; every other byte as it is.
inline std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Without these characters at both ends.
inline std::string_view trimmed(std::string_view text, std::string_view of = " \t") {
    const std::size_t from = text.find_first_not_of(of);
    return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(of) - from + 1);
}

/// Each occurrence of `what`, which is not empty, as `by`.
inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
    std::size_t at = text.find(what);
    if (at == std::string::npos) return text;
    std::string out;
    std::size_t from = 0;
    for (; at != std::string::npos; from = at + what.size(), at = text.find(what, from))
        out.append(text, from, at - from).append(by);
    return out.append(text, from);
}

} // namespace waymark::base
