// A sheet with a heading: columns by their one name, whatever spelling the author knows them by.
#pragma once

#include "shared/questionnaire/xforms/problem.h"
#include "shared/questionnaire/xlsform/workbook.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::xlsform {

/// The last three are sheets of ours.
enum class Kind { Survey, Choices, Settings, Entities, Scores, Bands, Tables };

struct Column {
    std::string heading;   ///< as written
    std::string name;      ///< "label", "relevant", "bind::jr:x"; the heading in lower case if it is none of ours
    std::string language;  ///< "Welsh (cy)", or empty
    bool isKnown = false;
};

struct Table {
    std::string sheet;
    std::vector<Column> columns;
    std::deque<Row> rows;  ///< stay where they are when others are added

    /// The cell, trimmed, in the column of that name without a language.
    std::string cell(const Row& row, std::string_view name) const;
    std::string heading(std::string_view name) const;  ///< as written, or the name itself
    bool has(std::string_view name) const;
};

/// Whether a column or a sheet of that name can only be meant for a questionnaire with scores: it begins with "waymark", which is ours.
bool isOurs(std::string_view name);

/// By its name in small letters; null if there is none.
const Sheet* findSheet(const std::vector<Sheet>& sheets, std::string_view name);

/// What is wrong with its headings is added to `problems`.
Table readTable(const Sheet& sheet, Kind kind, xforms::Problems& problems);

}  // namespace waymark::xlsform
