// Choices looked up in a table beside the form by an appearance: search('towns', 'matches', 'region', /data/region). Source: the data
// preloading of ODK Collect, which KoboToolbox and SurveyCTO share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::xforms {

/// The words of an appearance; a search is one of them, with the spaces within it.
std::vector<std::string> appearancesIn(std::string_view attribute);

bool isSearch(std::string_view appearance);

struct Search {
    std::string list;                  ///< name of the table, without .csv
    std::string filter;                ///< condition on a row; empty: all rows
    std::vector<std::string> columns;  ///< that the condition looks at
    std::string wrong;                 ///< why it is none, in words; the rest is empty then
    std::string unknownWay;            ///< a way to search that there is not; it is taken for “contains”
};
Search readSearch(std::string_view appearance);

/// "name, area" or "name area": columns of a table.
std::vector<std::string> columnsIn(std::string_view text);

/// What shows the columns as one text: "name", or "Mill well (area: south)" of two.
std::string labelOf(const std::vector<std::string>& columns);

}  // namespace waymark::xforms
