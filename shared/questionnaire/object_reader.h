// Reads one object of a definition and remembers what is wrong, with its place: "items[3].scale".
// Reading goes on after a mistake with empty values, so that the callers need no checks of their own.
#pragma once

#include "shared/base/json.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/text.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::questionnaire {

/// The mistakes found in a definition, in the order in which they were found.
struct Mistake {
    std::vector<PlacedMistake> all;
    void add(const std::string& path, std::string_view message);
};

class ObjectReader {
public:
    ObjectReader(const base::Json& json, std::string path, Mistake& mistake);

    bool has(std::string_view key) const;
    std::string pathOf(std::string_view key) const;  ///< "items[3].scale"
    void refuse(std::string_view key, std::string_view message);

    /// Text that is not empty; a name matches [a-z][a-z0-9_]{0,63}.
    std::string string(std::string_view key);
    std::string name(std::string_view key);
    std::string optionalString(std::string_view key);
    int whole(std::string_view key);
    std::optional<int> optionalWhole(std::string_view key);
    double number(std::string_view key);
    std::string optionalDate(std::string_view key);          ///< YYYY-MM-DD
    bool flag(std::string_view key, bool otherwise = false);  ///< `otherwise` if absent
    /// Words in one or more languages, `language` among them.
    Text text(std::string_view key, std::string_view language);
    Text optionalText(std::string_view key, std::string_view language);

    /// One of our words, by its parse function.
    template <class Word> Word word(std::string_view key, std::optional<Word> (*parse)(std::string_view)) {
        const std::string text = string(key);
        const auto parsed = parse(text);
        if (!parsed && !text.empty()) refuse(key, "an unknown word");
        return parsed.value_or(Word{});
    }
    template <class Word> Word optionalWord(std::string_view key, std::optional<Word> (*parse)(std::string_view), Word fallback) {
        return has(key) ? word(key, parse) : fallback;
    }
    template <class Word> std::vector<Word> words(std::string_view key, std::optional<Word> (*parse)(std::string_view)) {
        std::vector<Word> found;
        each(key, [&](const base::Json& value, const std::string& path) {
            const auto parsed = value.is_string() ? parse(value.get_ref<const std::string&>()) : std::nullopt;
            if (parsed)
                found.push_back(*parsed);
            else
                m_mistake.add(path, "an unknown word");
        });
        return found;
    }
    std::vector<std::string> strings(std::string_view key);

    /// Every element of an array; an absent one has none.
    void each(std::string_view key, const std::function<void(const base::Json&, const std::string& path)>& visit);
    /// The member as it stands; an absent one is a mistake and reads as an empty object.
    const base::Json& member(std::string_view key);
    /// The member that is an object; an absent one is a mistake.
    ObjectReader object(std::string_view key);
    /// The keys of a plain object whose keys are data.
    std::map<std::string, std::string> stringMap(std::string_view key);

    /// To be called last: a member that nobody asked for is a slip of the pen, such as "revers".
    void finish();

private:
    const base::Json* find(std::string_view key);
    const base::Json* require(std::string_view key);

    const base::Json& m_json;
    std::string m_path;
    Mistake& m_mistake;
    bool m_isNone;  ///< it is no object, which is told once and not again for each member
    std::set<std::string, std::less<>> m_known;
};

}  // namespace waymark::questionnaire
