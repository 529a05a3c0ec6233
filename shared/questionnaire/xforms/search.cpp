#include "shared/questionnaire/xforms/search.h"

#include "shared/questionnaire/xforms/xml.h"

#include <algorithm>
#include <cctype>

namespace waymark::xforms {

namespace {

using std::string_view;

bool isQuote(char c) { return c == '\'' || c == '"'; }
bool isSpace(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// The place of the first of `ends` that is in no quotation marks and no inner brackets; the length of the text if there is none.
std::size_t endOf(string_view text, std::size_t at, string_view ends) {
    int depth = 0;
    for (char open = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (open) {
            if (c == open) open = 0;
        } else if (isQuote(c)) {
            open = c;
        } else if (depth == 0 && ends.find(c) != string_view::npos) {
            return at;
        } else if (c == '(' || c == '[') {
            ++depth;
        } else if (c == ')' || c == ']') {
            --depth;
        }
    }
    return text.size();
}

/// Where the brackets of a search open, if one begins here.
std::optional<std::size_t> openingOf(string_view text) {
    if (!text.starts_with("search")) return std::nullopt;
    std::size_t at = 6;
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at < text.size() && text[at] == '(' ? std::optional(at) : std::nullopt;
}

std::optional<std::string> literal(const std::string& text) {
    if (text.size() < 2 || !isQuote(text.front()) || text.back() != text.front()) return std::nullopt;
    return trimmed(string_view(text).substr(1, text.size() - 2));
}

std::string lower(const std::string& text) {
    std::string out = text;
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// Large and small letters are the same to a search.
std::string small(const std::string& value) { return "translate(" + value + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"; }

/// What is relative is so to the question, not to the row that is looked at.
std::string fromQuestion(const std::string& value) {
    std::string out;
    char open = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char c = value[at], before = at ? value[at - 1] : ' ';
        const bool begins = c == '.' && !open && before != '/' && before != '.' && !std::isalnum(static_cast<unsigned char>(before)) && before != '_' &&
                            before != '-' && before != ')' && before != ']';
        const bool isNumber = at + 1 < value.size() && std::isdigit(static_cast<unsigned char>(value[at + 1]));
        if (begins && !isNumber) out += "current()/";
        if (open && c == open) open = 0;
        else if (!open && isQuote(c)) open = c;
        out += c;
    }
    return out;
}

std::string holds(const std::string& way, const std::string& column, const std::string& value) {
    const std::string cell = small("./" + column), sought = small(value);
    if (way == "matches") return cell + " = " + sought;
    return (way == "startswith" ? "starts-with(" : way == "endswith" ? "ends-with(" : "contains(") + cell + ", " + sought + ")";
}

Search wrong(std::string words) { return {{}, {}, {}, std::move(words), {}}; }

}  // namespace

std::vector<std::string> appearancesIn(string_view attribute) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < attribute.size();) {
        if (isSpace(attribute[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        if (const auto opening = openingOf(attribute.substr(at))) end = std::min(endOf(attribute, at + *opening + 1, ")") + 1, attribute.size());
        while (end < attribute.size() && !isSpace(attribute[end]))
            ++end;
        found.emplace_back(attribute.substr(at, end - at));
        at = end;
    }
    return found;
}

bool isSearch(string_view appearance) { return openingOf(appearance).has_value(); }

std::vector<std::string> columnsIn(string_view text) {
    std::vector<std::string> found;
    std::string one;
    for (const char c : std::string(text) + ",") {
        if (c != ',' && !isSpace(c)) {
            one += c;
        } else if (!one.empty()) {
            found.push_back(std::exchange(one, {}));
        }
    }
    return found;
}

std::string labelOf(const std::vector<std::string>& columns) {
    if (columns.size() < 2) return columns.empty() ? std::string() : columns.front();
    std::string out = "concat(" + columns.front();
    for (std::size_t i = 1; i < columns.size(); ++i)
        out += std::string(", '") + (i == 1 ? " (" : ", ") + columns[i] + ": ', " + columns[i];
    return out + ", ')')";
}

Search readSearch(string_view appearance) {
    const std::size_t opening = openingOf(appearance).value_or(0), closing = endOf(appearance, opening + 1, ")");
    if (closing + 1 != appearance.size()) return wrong(closing == appearance.size() ? "has no end: a bracket or a quotation mark is missing" : "has more behind it");
    std::vector<std::string> parts;
    for (std::size_t at = opening + 1; at <= closing;) {
        const std::size_t end = std::min(endOf(appearance, at, ","), closing);
        parts.push_back(trimmed(appearance.substr(at, end - at)));
        at = end + 1;
    }
    if (parts.size() != 1 && parts.size() != 4 && parts.size() != 6)
        return wrong("takes 1, 4 or 6 parts: the table, then a way to search, the columns to look at and what to look for, then another column and what it has to be");
    Search search;
    const auto list = literal(parts[0]);
    if (!list || list->empty()) return wrong("does not name its table in quotation marks");
    search.list = list->ends_with(".csv") ? list->substr(0, list->size() - 4) : *list;
    if (parts.size() == 1) return search;
    const auto way = literal(parts[1]), columns = literal(parts[2]);
    if (!way || !columns || columnsIn(*columns).empty()) return wrong("does not name its way to search and its columns in quotation marks");
    std::string kind = lower(*way);
    if (kind != "contains" && kind != "matches" && kind != "startswith" && kind != "endswith") search.unknownWay = *way;
    search.columns = columnsIn(*columns);
    for (const std::string& column : search.columns)
        search.filter += (search.filter.empty() ? "" : " or ") + holds(kind, column, fromQuestion(parts[3]));
    if (parts.size() == 4) return search;
    const auto other = literal(parts[4]);
    if (!other || columnsIn(*other).size() != 1) return wrong("does not name its other column in quotation marks");
    search.columns.push_back(columnsIn(*other).front());
    search.filter = "(" + search.filter + ") and " + holds("matches", search.columns.back(), fromQuestion(parts[5]));
    return search;
}

}  // namespace waymark::xforms
