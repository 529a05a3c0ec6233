// A sheet being written by the headings of its columns. Private to the folder.
#pragma once

#include "shared/questionnaire/xlsform/workbook.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::exchange {

/// A cell by its heading. Rows come out in the order in which they were added, columns in the order in which they were first used.
class Grid {
public:
    Grid(std::string name, std::vector<std::string> headings) : m_name(std::move(name)), m_headings(std::move(headings)) {}

    void addRow() { m_rows.emplace_back(); }
    /// In the last row; an empty cell is none.
    void set(const std::string& heading, const std::string& text);
    bool isEmpty() const { return m_rows.empty(); }
    xlsform::Sheet sheet() const;

private:
    std::string m_name;
    std::vector<std::string> m_headings;
    std::vector<std::map<std::string, std::string>> m_rows;
};

/// Words that hold two braces as they would have to be written for a spreadsheet not to take them for an expression.
std::string withBraces(const std::string& words);

/// The words with a space between them.
std::string joined(const std::vector<std::string>& words);

/// Whether anything on the sheet would change if several spaces became one: a text in quotation marks, or words.
bool holdsSpaces(const xlsform::Sheet& sheet);

/// "Welsh (cy)" for a code that we know the English name of, "xx (xx)" otherwise; and back.
std::string languageHeading(std::string_view code);
std::string languageCode(std::string_view heading);

}  // namespace waymark::exchange
