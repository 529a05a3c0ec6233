#include "shared/questionnaire/exchange/grid.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace waymark::exchange {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kLanguages = {{
    {"en", "English"}, {"cy", "Welsh"},      {"ur", "Urdu"},   {"bn", "Bengali"},  {"pa", "Punjabi"},    {"gu", "Gujarati"}, {"hi", "Hindi"},
    {"so", "Somali"},  {"ar", "Arabic"},     {"pl", "Polish"}, {"ro", "Romanian"}, {"fa", "Persian"},    {"ps", "Pashto"},   {"ku", "Kurdish"},
    {"ti", "Tigrinya"}, {"uk", "Ukrainian"}, {"fr", "French"}, {"es", "Spanish"},  {"pt", "Portuguese"}, {"zh", "Chinese"},
}};

}  // namespace

void Grid::set(const std::string& heading, const std::string& text) {
    if (text.empty()) return;
    if (std::find(m_headings.begin(), m_headings.end(), heading) == m_headings.end()) m_headings.push_back(heading);
    m_rows.back()[heading] = text;
}

xlsform::Sheet Grid::sheet() const {
    xlsform::Sheet sheet{m_name, {{1, m_headings}}};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        xlsform::Row row{static_cast<int>(i) + 2, {}};
        for (const std::string& heading : m_headings) {
            const auto cell = m_rows[i].find(heading);
            row.cells.push_back(cell == m_rows[i].end() ? std::string() : cell->second);
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

std::string languageHeading(std::string_view code) {
    for (const auto& [known, name] : kLanguages)
        if (known == code) return std::string(name) + " (" + std::string(code) + ")";
    return std::string(code) + " (" + std::string(code) + ")";
}

std::string languageCode(std::string_view heading) {
    const std::size_t open = heading.rfind('('), close = heading.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1) return std::string(heading.substr(open + 1, close - open - 1));
    for (const auto& [code, name] : kLanguages)
        if (name == heading) return std::string(code);
    return std::string(heading);
}

std::string withBraces(const std::string& words) {
    std::string out;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool isPair = words.compare(at, 2, "{{") == 0 || words.compare(at, 2, "}}") == 0;
        out += isPair ? "\\" + words.substr(at++, 2) : words.substr(at, 1);
    }
    return out;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

bool holdsSpaces(const xlsform::Sheet& sheet) {
    static const std::set<std::string_view> kExpressions = {"relevant", "required", "constraint", "read_only", "calculation", "choice_filter", "repeat_count"};
    if (sheet.rows.empty()) return false;
    const auto& headings = sheet.rows.front().cells;
    for (const auto& row : std::span(sheet.rows).subspan(1))
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            const std::string &cell = row.cells[column], &heading = headings[column];
            // A beginning may be either; without a path, all of it is words.
            const bool isWords = heading == "default" ? cell.find('/') == std::string::npos : !kExpressions.contains(heading);
            char quote = '\0';
            for (std::size_t i = 0; i < cell.size(); ++i) {
                if ((isWords || quote != '\0') && cell.compare(i, 2, "  ") == 0) return true;
                if (quote != '\0' && cell[i] == quote) quote = '\0';
                else if (quote == '\0' && (cell[i] == '\'' || cell[i] == '"')) quote = cell[i];
            }
        }
    return false;
}

}  // namespace waymark::exchange
