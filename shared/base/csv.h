// Comma-separated values as RFC 4180 writes them, and as spreadsheets do: a byte order mark, any line ends, blank lines.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::base {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, counted from 1 with the header
    std::vector<std::string> cells;  ///< as many as the header has, unless ragged rows are asked for
};

struct CsvTable {
    std::vector<std::string> header;  ///< without white space at the ends
    std::vector<CsvRow> rows;

    /// Place of the column of that name, whatever its case; npos if there is none.
    std::size_t column(std::string_view name) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Whether a row whose length is not the header's spoils the list, or is for the caller to judge.
enum class CsvRows { Even, Ragged };

/// What parts the cells: a comma, or also a semicolon or tab where the first line has more of them, as spreadsheets of other countries save.
enum class CsvSeparator { Comma, AsInFirstLine };

/// Errors: Malformed, naming row and column in plain words: not UTF-8, control characters, a quoted cell that does not end, text after
/// a quoted cell, a row with more or fewer cells than the header (Even), two columns of one name, no header.
Result<CsvTable> parseCsv(std::string_view text, CsvRows rows = CsvRows::Even, CsvSeparator separator = CsvSeparator::Comma);

/// The list without its rows of empty cells, everything else letter by letter: what parseCsv passes over. As it is, where it cannot be read.
std::string withoutBlankRows(std::string_view text, CsvSeparator separator = CsvSeparator::Comma);

} // namespace waymark::base
