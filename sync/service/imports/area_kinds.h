// The kinds of area, as the ONS names them in its files: LSOA21CD is the code of a small area of 2021, WD25NM the name of a ward of 2025.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark::service {

struct AreaColumn {
    std::string_view kind;  ///< "lsoa"
    int vintage = 0;        ///< 2021; 0 if the name has none ("lsoacd")
};

/// The kind and vintage that a name such as "LSOA21CD" (in any case) is the code of; nothing for other names.
std::optional<AreaColumn> codeColumn(std::string_view name);

/// Smaller areas first: a file of small areas also names the district they lie in.
int sizeOrder(std::string_view kind);

/// A letter and eight digits, and the letter and first digits of that kind (E01 and W01 for small areas). There is no check digit.
bool isGssCode(std::string_view code);
bool isGssCodeOf(std::string_view code, std::string_view kind);

/// "LSOA21CD" → "LSOA21NM".
std::string nameColumn(std::string_view codeColumn);

} // namespace waymark::service
