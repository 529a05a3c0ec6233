// Comma-separated values as RFC 4180 writes them, and as spreadsheets do: a byte order mark, any line ends, blank lines.
#pragma once

#include "shared/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::service {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, counted from 1 with the header
    std::vector<std::string> cells;  ///< as many as the header has
};

struct CsvTable {
    std::vector<std::string> header;  ///< without white space at the ends
    std::vector<CsvRow> rows;

    /// Place of the column of that name, whatever its case; npos if there is none.
    std::size_t column(std::string_view name) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Errors: Malformed, naming row and column in plain words: not UTF-8, control characters, a quoted cell that does not end, text after
/// a quoted cell, a row with more or fewer cells than the header, two columns of one name, no header.
base::Result<CsvTable> parseCsv(std::string_view text);

} // namespace waymark::service
