#include "shared/base/csv.h"

#include "shared/base/ascii.h"
#include "shared/base/text.h"

#include <algorithm>
#include <optional>

namespace waymark::base {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

Error at(std::size_t line, std::size_t column, const std::string& what) {
    return {ErrorCode::Malformed, "row " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what};
}

class Reader {
public:
    Reader(std::string_view text, char separator) : m_text(text), m_separator(separator), m_ends{separator, '\r', '\n'} {}

    bool atEnd() const { return m_place >= m_text.size(); }
    std::size_t place() const { return m_place; }

    Result<CsvRow> row() {
        CsvRow row;
        row.line = m_line;
        while (true) {
            auto cell = isNext('"') ? quoted(row.cells.size() + 1) : Result<std::string>(plain());
            if (!cell) return cell.error();
            if (!isStorable(*cell)) return at(row.line, row.cells.size() + 1, "this is not text in UTF-8; save the list as \"CSV UTF-8\"");
            row.cells.push_back(std::move(*cell));
            if (isNext(m_separator)) {
                ++m_place;
                continue;
            }
            if (!atEnd() && !endLine()) return at(row.line, row.cells.size(), "there is text after the closing quotation mark");
            return row;
        }
    }

private:
    bool isNext(char c) const { return !atEnd() && m_text[m_place] == c; }

    bool endLine() {
        if (isNext('\r')) {
            ++m_place;
            if (isNext('\n')) ++m_place;
        } else if (isNext('\n')) {
            ++m_place;
        } else {
            return false;
        }
        ++m_line;
        return true;
    }

    // A quotation mark inside a cell that did not begin with one stands for itself.
    std::string plain() {
        const std::size_t end = std::min(m_text.find_first_of(m_ends, m_place), m_text.size());
        std::string cell(m_text.substr(m_place, end - m_place));
        m_place = end;
        return cell;
    }

    Result<std::string> quoted(std::size_t column) {
        const std::size_t began = m_line;
        std::string cell;
        for (++m_place; !atEnd();) {
            if (isNext('"')) {
                ++m_place;
                if (!isNext('"')) return cell;
                ++m_place;
                cell += '"';
            } else if (endLine()) {
                cell += '\n';
            } else {
                cell += m_text[m_place++];
            }
        }
        return at(began, column, "a quotation mark opens here and none closes");
    }

    std::string_view m_text;
    char m_separator;
    std::string m_ends;  ///< of a plain cell
    std::size_t m_place = 0, m_line = 1;
};

bool isBlank(const CsvRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cleaned(cell).empty(); });
}

char separatorIn(std::string_view text) {
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
    char found = ',';
    for (const char candidate : {';', '\t'})
        if (std::count(first.begin(), first.end(), candidate) > std::count(first.begin(), first.end(), found)) found = candidate;
    return found;
}

char charOf(CsvSeparator separator, std::string_view text) { return separator == CsvSeparator::Comma ? ',' : separatorIn(text); }

std::optional<Error> findTwins(const CsvRow& header) {
    for (std::size_t i = 0; i < header.cells.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (!header.cells[i].empty() && lower(header.cells[i]) == lower(header.cells[k]))
                return at(header.line, i + 1, "there are two columns \"" + header.cells[i] + '"');
    return std::nullopt;
}

} // namespace

std::size_t CsvTable::column(std::string_view name) const {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (lower(header[i]) == lower(name)) return i;
    return npos;
}

Result<CsvTable> parseCsv(std::string_view text, CsvRows rows, CsvSeparator separator) {
    if (text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff")
        return at(1, 1, "this is UTF-16; save the list as \"CSV UTF-8\"");
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());

    Reader reader(text, charOf(separator, text));
    CsvTable table;
    while (!reader.atEnd()) {
        auto row = reader.row();
        if (!row) return row.error();
        if (isBlank(*row)) continue;
        if (table.header.empty()) {
            for (auto& cell : row->cells)
                cell = cleaned(cell);
            if (const auto twins = findTwins(*row)) return *twins;
            table.header = std::move(row->cells);
            continue;
        }
        if (rows == CsvRows::Even && row->cells.size() != table.header.size())
            return at(row->line, std::min(row->cells.size(), table.header.size()) + 1,
                      "this row has " + std::to_string(row->cells.size()) + " cells and the header " + std::to_string(table.header.size()));
        table.rows.push_back(std::move(*row));
    }
    if (table.header.empty()) return at(1, 1, "the list is empty");
    return table;
}

std::string withoutBlankRows(std::string_view text, CsvSeparator separator) {
    Reader reader(text, charOf(separator, text));
    std::string kept;
    while (!reader.atEnd()) {
        const auto begin = reader.place();
        const auto row = reader.row();
        if (!row) return std::string(text);
        if (!isBlank(*row)) kept += text.substr(begin, reader.place() - begin);
    }
    return kept;
}

} // namespace waymark::base
