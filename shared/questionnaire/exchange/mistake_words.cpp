// What is wrong with a definition, in words for somebody who wrote it as a spreadsheet and has never seen its JSON.
#include "shared/base/ascii.h"
#include "shared/questionnaire/exchange/sheets_check.h"
#include "shared/questionnaire/words.h"
#include "shared/questionnaire/xlsform/suggest.h"
#include "shared/questionnaire/xpath/value.h"

#include <array>
#include <cmath>
#include <vector>

namespace waymark::exchange {

namespace {

template <class Word> std::vector<std::string_view> wordsUpTo(Word last) {
    std::vector<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        words.push_back(name(static_cast<Word>(i)));
    return words;
}

/// The name of the member that the path ends with: "points" of "items[3].points[0]".
std::string_view memberOf(std::string_view path) {
    if (path.ends_with(']')) path = path.substr(0, path.rfind('['));
    return path.substr(path.rfind('.') + 1);
}

/// The words that may stand there; none if any text may.
std::vector<std::string_view> wordsFor(std::string_view path) {
    const std::string_view member = memberOf(path);
    if (path.starts_with("languages.")) return wordsUpTo(questionnaire::Translation::Draft);
    if (member == "kind") return wordsUpTo(questionnaire::ItemKind::Number);
    if (member == "purpose") return wordsUpTo(questionnaire::Purpose::MayQuote);
    if (member == "points" || member == "point") return wordsUpTo(domain::Point::Then);
    if (member == "respondents") return wordsUpTo(domain::Respondent::Worker);
    if (member == "use") return wordsUpTo(questionnaire::Use::Feedback);
    if (member == "class") return wordsUpTo(questionnaire::LicenceClass::Totals);
    if (member == "read_aloud") return wordsUpTo(questionnaire::ReadAloud::Always);
    if (member == "given_by") return wordsUpTo(questionnaire::GivenBy::Worker);
    if (member == "method") return wordsUpTo(questionnaire::ScoreMethod::Sum);
    if (member == "better") return wordsUpTo(domain::Better::Lower);
    return {};
}

std::string listed(const std::vector<std::string_view>& words) {
    std::string all;
    for (const std::string_view word : words)
        all += (all.empty() ? "" : ", ") + std::string(word);
    return all;
}

std::string noneOf(const std::string& value, const std::vector<std::string_view>& words) {
    xlsform::Suggestion suggestion(value);
    for (const std::string_view word : words)
        suggestion.offer(word);
    return "“" + value + "” is none of the words that may stand here (" + listed(words) + ")" + suggestion.words();
}

/// Straight quotation marks as those of all other messages, and the field's word for an item.
std::string inOurWords(std::string message) {
    std::string out;
    bool isOpen = false;
    for (const char c : message) {
        if (c == '"') out += isOpen ? "”" : "“";
        else out += c;
        isOpen = isOpen != (c == '"');
    }
    return base::replaced(out, " item", " question");
}

bool saysNothing(std::string_view message) {
    for (const std::string_view one : {"missing", "empty", "not text", "not a whole number", "not a number", "an unknown word", "there is no scale \"\""})
        if (message == one) return true;
    return message.starts_with("not a name");
}

std::string kindWords(const std::string& kind) {
    if (kind == "choice" || kind == "yes_no")
        return "its list has numbers, which a question of the kind “" + kind + "” does not take: write likert, ten_point or faces into waymark::kind";
    return "a question of the kind “" + kind + "” needs a list of numbers: write numbers, or faces, into waymark::scale in every row of its list on the sheet choices";
}

}  // namespace

std::string wrongWord(const std::string& value, std::initializer_list<std::string_view> words) {
    return value.empty() ? "nothing is written here (one of: " + listed(words) + ")" : noneOf(value, words);
}

std::string mistakeWords(const std::string& path, const std::string& message, const std::string& value) {
    const auto words = wordsFor(path);
    if (path == "items") return "there is no question to ask";
    if (value.empty() && saysNothing(message))
        return "nothing is written here, and a questionnaire with scores needs it" + (words.empty() ? std::string() : " (one of: " + listed(words) + ")");
    if (message.starts_with("missing: ")) return "nothing is written here, and this class of licence needs it:" + message.substr(8);
    if (message == "an unknown word") return noneOf(value, words);
    if (message == "the scale does not fit this kind of item") return kindWords(value);
    if (path.find(".choices[") != std::string::npos && !std::isnan(xpath::plainNumber(value)))
        return "“" + value + "” is a number: if the list is scored, every row of it says numbers, or faces, under waymark::scale; if it is not, its choices have names";
    if (message.starts_with("not a name"))
        return "“" + value + "” cannot be a name here: names begin with a small letter and go on with small letters, digits and underscores, 64 at most";
    if (message.starts_with("not in the questionnaire's language"))
        return "there are no words in the questionnaire's own language" + message.substr(message.find(" (")) + ", which the setting default_language names";
    static constexpr std::array<std::array<std::string_view, 2>, 12> kAfterValue = {{
        {"not a whole number", "is no whole number"},
        {"not a number", "is no number"},
        {"not a date written YYYY-MM-DD", "is no date written YYYY-MM-DD"},
        {"not a UUID", "is no id: it is a UUID, or left out"},
        {"not a language code", "is under a heading that names no language, as “Welsh (cy)” does"},
        {"below 1", "is no version: they are counted from 1"},
        {"is there twice", "is there twice"},
        {"not between 1 and the number of items", "is not between 1 and the number of questions in the score"},
        {"a sum without pro-rating needs every item", "is not the number of questions in the score, and a sum without prorate needs an answer to every one"},
        {"the questionnaire is not asked at this point", "is no point at which the questionnaire is asked (waymark::points)"},
        {"the sums do not follow each other one by one", "does not follow the row above: the sums of a table go up one by one"},
        {"the bands do not ascend", "is not above the row before: bands go up"},
    }};
    for (const auto& [one, said] : kAfterValue)
        if (message == one) return "“" + value + "” " + std::string(said);
    static constexpr std::array<std::array<std::string_view, 2>, 9> kInstead = {{
        {"not above lowest", "a list of numbers needs two different ones at least"},
        {"more than 101 numbers", "a list of numbers that are tapped has 101 at most"},
        {"fewer than two", "a list needs two choices at least"},
        {"the item has no number scale", "this counts only for a question whose list has numbers (waymark::scale on the sheet choices)"},
        {"belongs to every item of purpose \"then\", and to no other", "waymark::then_of stands with every question of the purpose “then”, and with no other"},
        {"a mean needs none: items that were left out do not count in it", "prorate belongs to a sum: in a mean, questions that were left out do not count anyway"},
        {"belongs to a sum", "a table belongs to a score whose method is sum"},
        {"does not reach from the lowest sum to the highest", "the table does not reach from the lowest possible sum to the highest"},
        {"from is after to", "the ages are the wrong way round"},
    }};
    for (const auto& [one, said] : kInstead)
        if (message == one) return std::string(said);
    if (message.ends_with(" has no number scale")) return inOurWords(message.substr(0, message.find(" has no number scale"))) + " cannot be scored: its list has no numbers (waymark::scale on the sheet choices)";
    if (message.ends_with(" has another range than the items before it"))
        return inOurWords(message.substr(0, message.find(" has another"))) + " has other numbers than the questions before it, so that they cannot be one score";
    return inOurWords(message);
}

}  // namespace waymark::exchange
