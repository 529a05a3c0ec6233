// One text in several languages.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace waymark::questionnaire {

/// Language code as the definition writes it ("en", "ur", "pa-Arab") to the words in that language.
using Text = std::map<std::string, std::string, std::less<>>;

/// The words in `language`, else in `fallback`, else in whatever language comes first; empty if there are none.
inline std::string_view wordsIn(const Text& text, std::string_view language, std::string_view fallback = "en") {
    auto it = text.find(language);
    if (it == text.end()) it = text.find(fallback);
    if (it == text.end()) it = text.begin();
    return it == text.end() ? std::string_view() : std::string_view(it->second);
}

}  // namespace waymark::questionnaire
