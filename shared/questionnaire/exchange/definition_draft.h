// A definition on its way from the cells of a spreadsheet: its JSON, and the cell that each part of it came from, so that a mistake is told
// where its author can see it. Private to the folder.
#pragma once

#include "shared/base/json.h"
#include "shared/questionnaire/xforms/problem.h"
#include "shared/questionnaire/xlsform/table.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace waymark::exchange {

struct Cell {
    std::string sheet;
    int row = 0;
    std::string column;  ///< as written
};

class Draft {
public:
    base::Json json = base::Json::object();
    xforms::Problems problems;

    void came(const std::string& path, Cell cell) { m_cells.insert_or_assign(path, std::move(cell)); }
    void refuse(const Cell& cell, std::string message) { say(xforms::Severity::Error, cell, std::move(message), {}); }
    void say(xforms::Severity severity, const Cell& cell, std::string message, std::string instead);
    /// A question that was refused: what follows from its absence is no second mistake.
    void miss(const std::string& key) { m_missed.insert(key); }

    /// Adds what is wrong with the whole, each mistake at the cell that it came from.
    void check();

private:
    Cell cellOf(std::string path) const;  ///< of that part, or of the nearest part around it
    bool isTold(const Cell& cell) const;

    std::map<std::string, Cell> m_cells;  ///< "items[3].scale" → cell
    std::set<std::string> m_missed;
};

/// One object of the definition, from the cells of one row.
class RowPart {
public:
    RowPart(Draft& draft, std::string path, const xlsform::Table& table, const xlsform::Row& row, const std::string& language);

    base::Json json = base::Json::object();

    std::string cell(std::string_view column) const { return m_table.cell(m_row, column); }
    Cell at(std::string_view column) const { return {m_table.sheet, m_row.number, m_table.heading(column)}; }
    void came(const std::string& key, std::string_view column) { m_draft.came(pathOf(key), at(column)); }

    /// A member that is absent where the cell is empty: text as it stands, one of our words in any letters, a number, words with spaces or
    /// commas between them, ages ("8-10", "8-", "-10").
    void text(const std::string& key, std::string_view column);
    void word(const std::string& key, std::string_view column);
    void number(const std::string& key, std::string_view column);
    void list(const std::string& key, std::string_view column);
    void ages(std::string_view column);
    /// In every language that the row has it in.
    void texts(const std::string& key, std::string_view column);
    /// Yes and no as people write them, in any letters; anything else is told. `otherwise` is what goes without saying.
    void flag(const std::string& key, std::string_view column, bool otherwise = false);
    /// One that stands there even if it is empty, for the definition's own check to miss.
    void required(const std::string& key, std::string_view column, base::Json value);

    std::string pathOf(const std::string& key) const { return m_path.empty() ? key : m_path + "." + key; }

private:
    Draft& m_draft;
    std::string m_path;
    const xlsform::Table& m_table;
    const xlsform::Row& m_row;
    const std::string& m_language;
};

/// A number as JSON: whole if it is; text that is none stays text.
base::Json numberOf(const std::string& text);
/// The words with spaces or commas between them.
base::Json listOf(const std::string& text);

/// A mistake of a definition in words about a spreadsheet. `value` is what stands in the cell.
std::string mistakeWords(const std::string& path, const std::string& message, const std::string& value);

}  // namespace waymark::exchange
