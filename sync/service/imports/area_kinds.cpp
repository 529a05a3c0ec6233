#include "sync/service/imports/area_kinds.h"

#include <algorithm>
#include <array>

namespace waymark::service {

namespace {

struct Kind {
    std::string_view column, kind;
    std::array<std::string_view, 6> prefixes;  ///< of codes, as the Office for National Statistics gives them
};

constexpr Kind kKinds[] = {
    {"OA", "oa", {"E00", "W00", "S00", "N00"}},
    {"LSOA", "lsoa", {"E01", "W01"}},
    {"MSOA", "msoa", {"E02", "W02"}},
    {"WD", "ward", {"E05", "W05", "S13", "N08"}},
    {"LAD", "district", {"E06", "E07", "E08", "E09", "W06", "S12"}},
};

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

std::optional<AreaColumn> codeColumn(std::string_view name) {
    const std::string column = upper(name);
    for (const Kind& kind : kKinds) {
        if (column.compare(0, kind.column.size(), kind.column) != 0) continue;
        const std::string_view rest = std::string_view(column).substr(kind.column.size());
        if (rest == "CD") return AreaColumn{kind.kind, 0};
        if (rest.size() == 4 && isDigit(rest[0]) && isDigit(rest[1]) && rest.substr(2) == "CD")
            return AreaColumn{kind.kind, 2000 + (rest[0] - '0') * 10 + (rest[1] - '0')};
    }
    return std::nullopt;
}

int sizeOrder(std::string_view kind) {
    const auto it = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& each) { return each.kind == kind; });
    return static_cast<int>(it - std::begin(kKinds));
}

bool isGssCode(std::string_view code) {
    return code.size() == 9 && code[0] >= 'A' && code[0] <= 'Z' && std::all_of(code.begin() + 1, code.end(), isDigit);
}

bool isGssCodeOf(std::string_view code, std::string_view kind) {
    const auto it = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& each) { return each.kind == kind; });
    if (!isGssCode(code) || it == std::end(kKinds)) return false;
    return std::find(it->prefixes.begin(), it->prefixes.end(), code.substr(0, 3)) != it->prefixes.end();
}

std::string nameColumn(std::string_view codeColumn) {
    return std::string(codeColumn.substr(0, codeColumn.size() - 2)) + (codeColumn.back() == 'd' ? "nm" : "NM");
}

} // namespace waymark::service
