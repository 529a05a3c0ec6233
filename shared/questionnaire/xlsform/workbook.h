// The cells of a spreadsheet (.xlsx) as text. Source: ECMA-376, SpreadsheetML; what a form needs of it and nothing more.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::xlsform {

struct Row {
    int number = 0;                  ///< as the spreadsheet shows it, from 1
    std::vector<std::string> cells;  ///< by column; trailing empty ones are left out
};

struct Sheet {
    std::string name;
    std::vector<Row> rows;  ///< without empty ones
};

/// Numbers as people see them (3, not 3.0), dates as YYYY-MM-DD, TRUE and FALSE. Errors: Malformed if it is no spreadsheet of this kind,
/// TooLarge if a part unpacks to more than 64 MB.
base::Result<std::vector<Sheet>> readWorkbook(std::string_view bytes);

}  // namespace waymark::xlsform
