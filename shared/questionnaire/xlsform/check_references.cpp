// ${names} in every cell that is read: whether they are written as such, and whether they name one row.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"
#include "shared/questionnaire/xlsform/delimited.h"
#include "shared/questionnaire/xlsform/suggest.h"

#include <regex>
#include <set>

namespace waymark::xlsform {

using xforms::Severity;

namespace {

/// Looking for the word that was meant goes through all of them; after so many mistakes nobody reads on.
constexpr int kMostGuesses = 100;

}  // namespace

void Compiler::checkCell(const Table& table, const Row& row, const Column& column, const std::string& text) {
    const auto mistake = [&](std::string words) {
        m_problems.push_back({Severity::Error, std::move(words), {}, table.sheet, row.number, column.heading, {}});
    };
    static const std::set<std::string, std::less<>> kWords = {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "image-description", "audio", "video"};
    if (kWords.contains(column.name) && (&table == &m_survey || &table == &m_choices))
        if (const std::string wrong = delimited(xforms::trimmed(text)).wrong; !wrong.empty()) return mistake(wrong);
    for (std::size_t open = text.find("${"); open != std::string::npos; open = text.find("${", open + 2)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string::npos) return mistake("a reference is opened with “${” and never closed with “}”");
        std::string name = text.substr(open + 2, close - open - 2);
        const std::string written = "${" + name + "}";
        if (name.starts_with("last-saved#")) name.erase(0, 11);
        if (name.find("${") != std::string::npos) return mistake("a reference is opened with “${” inside another one, as in “" + written + "”");
        if (xmlValidateNCName(BAD_CAST name.c_str(), 0) != 0)
            return mistake("“" + written + "” is no reference: it is written with the bare name of a row between the braces, without spaces");
        const auto found = m_byName.find(name);
        if (found != m_byName.end() && found->second.size() > 1)
            mistake("“" + written + "” could be any of " + std::to_string(found->second.size()) + " rows of that name; give them different names");
        if (found != m_byName.end() || name == m_root.name) continue;
        Suggestion suggestion(name);
        if (m_guesses++ < kMostGuesses)
            for (const auto& [known, items] : m_byName)
                suggestion.offer(known);
        mistake("“" + written + "” speaks of “" + name + "”, which is the name of nothing in this form" + suggestion.words());
    }
}

void Compiler::checkReferences() {
    const auto look = [this](const Table& table) {
        for (const Row& row : table.rows) {
            if (table.has("disabled") && yesNo(table.cell(row, "disabled")) == "true()") continue;
            for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i)
                if (table.columns[i].isKnown && holdsOutput(row.cells[i])) checkCell(table, row, table.columns[i], row.cells[i]);
        }
    };
    look(m_survey);
    look(m_choices);
    look(m_settings);
    look(m_entities);
}

/// Sheets whose names are nearly that of one we look for.
std::string Compiler::similarSheets(std::string_view wanted) const {
    std::string names;
    for (const Sheet& sheet : m_sheets) {
        std::string name = xforms::trimmed(sheet.name);
        for (char& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (name.starts_with('_') || name == wanted || editDistance(name, wanted) > 2) continue;
        names += (names.empty() ? "“" : ", “") + sheet.name + "”";
    }
    return names;
}

void Compiler::checkSheets() {
    std::set<std::string> said;
    for (const char* name : {"choices", "settings", "entities"}) {
        const std::string similar = find(name) ? std::string() : similarSheets(name);
        for (const Sheet& sheet : m_sheets)
            if (similar.find("“" + sheet.name + "”") != std::string::npos) said.insert(sheet.name);
        if (!similar.empty())
            m_problems.push_back({Severity::Warning, std::string("there is no sheet called ") + name + ", but one that is called nearly so: " + similar,
                                  "it is not read; rename it, or begin its name with an underscore", {}, 0, {}, {}});
    }
    std::set<const Sheet*> read;  // those of ours are read by whoever makes a definition of them, who also tells which are none
    if (isOnlySheet()) read.insert(&m_sheets.front());
    for (const char* name : {"survey", "choices", "settings", "entities", "external_choices"})
        if (const Sheet* sheet = find(name)) read.insert(sheet);
    for (const Sheet& sheet : m_sheets)
        if (!read.contains(&sheet) && !said.contains(sheet.name) && !sheet.name.starts_with('_') && !isOurs(sheet.name) && !sheet.rows.empty())
            m_problems.push_back({Severity::Warning, "nothing reads the sheet “" + sheet.name + "”", "it is passed over; begin its name with an underscore if it is meant to be", sheet.name, 0, {}, {}});
}

/// Languages that a device can tell: "Welsh (cy)".
void Compiler::checkLanguages() {
    static const std::regex kCoded(R"(^(.*\([A-Za-z]{2,3}([-_][A-Za-z0-9]+)*\)|[a-z]{2}(-[A-Za-z]+)?)$)");
    std::string without;
    for (const std::string& language : m_languages)
        if (language != "default" && !std::regex_match(language, kCoded)) without += (without.empty() ? "“" : ", “") + language + "”";
    if (!without.empty())
        m_problems.push_back({Severity::Warning, "these languages have no code, as “Welsh (cy)” has: " + without, "months and days are written in English, and reading aloud uses the device's own voice",
                              m_survey.sheet, m_headingRow, {}, {}});
}

}  // namespace waymark::xlsform
