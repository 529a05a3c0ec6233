#include "shared/questionnaire/exchange/definition_draft.h"

#include "shared/base/ascii.h"
#include "shared/questionnaire/exchange/grid.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xpath/value.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <sstream>

namespace waymark::exchange {

namespace {

using base::Json;
using xforms::Severity;

std::optional<bool> meantAs(const std::string& text) {
    const std::string word = base::lower(text);
    for (const std::string_view yes : {"yes", "true", "true()", "y", "1"})
        if (word == yes) return true;
    for (const std::string_view no : {"no", "false", "false()", "n", "0"})
        if (word == no) return false;
    return std::nullopt;
}

/// What stands at "items[3].scale"; null if nothing does.
const Json* valueAt(const Json& json, const std::string& path) {
    const Json* at = &json;
    for (std::size_t from = 0; at && from < path.size();) {
        if (path[from] == '.') {
            ++from;
        } else if (path[from] == '[') {
            const std::size_t place = std::strtoul(path.c_str() + from + 1, nullptr, 10), close = path.find(']', from);
            at = at->is_array() && place < at->size() ? &(*at)[place] : nullptr;
            from = close == std::string::npos ? path.size() : close + 1;
        } else {
            const std::size_t to = std::min(path.find_first_of(".[", from), path.size());
            const auto member = at->find(path.substr(from, to - from));
            at = at->is_object() && member != at->end() ? &*member : nullptr;
            from = to;
        }
    }
    return at;
}

std::string shownValue(const Json* value) {
    if (!value) return {};
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number()) return xpath::toText(value->get<double>());
    return {};
}

}  // namespace

Json numberOf(const std::string& text) {
    const double number = xpath::plainNumber(text);
    if (std::isnan(number)) return text;
    if (number == std::floor(number) && std::abs(number) < 1e9) return static_cast<long>(number);
    return number;
}

Json listOf(const std::string& text) {
    Json list = Json::array();
    std::istringstream parts(base::replaced(text, ",", " "));
    for (std::string part; parts >> part;)
        list.push_back(part);
    return list;
}

void Draft::say(Severity severity, const Cell& cell, std::string message, std::string instead) {
    problems.push_back({severity, std::move(message), std::move(instead), cell.sheet, cell.row, cell.column, {}});
}

Cell Draft::cellOf(std::string path) const {
    while (!path.empty()) {
        if (const auto found = m_cells.find(path); found != m_cells.end()) return found->second;
        const std::size_t end = path.find_last_of(".[");
        path.erase(end == std::string::npos ? 0 : end);
    }
    return {};
}

bool Draft::isTold(const Cell& cell) const {
    return std::any_of(problems.begin(), problems.end(), [&cell](const xforms::Problem& one) {
        return one.severity == Severity::Error && one.row > 0 && one.sheet == cell.sheet && one.row == cell.row && one.column == cell.column;
    });
}

void Draft::check() {
    const auto isMissed = [this](const std::string& message) {
        return std::any_of(m_missed.begin(), m_missed.end(), [&](const std::string& key) { return message.find('"' + key + '"') != std::string::npos; });
    };
    xforms::Problems found;
    for (const auto& [path, message] : questionnaire::mistakesIn(json)) {
        // Whether a kind and a list fit is seen at the list, and mended at the kind.
        const bool isKind = message == "the scale does not fit this kind of item";
        const std::string place = isKind ? path.substr(0, path.rfind('.')) + ".kind" : path;
        const Cell cell = cellOf(place);
        if (isTold(cell) || isMissed(message)) continue;
        found.push_back({Severity::Error, mistakeWords(place, message, shownValue(valueAt(json, place))), {}, cell.sheet, cell.row, cell.column, {}});
    }
    problems.insert(problems.end(), found.begin(), found.end());
}

RowPart::RowPart(Draft& draft, std::string path, const xlsform::Table& table, const xlsform::Row& row, const std::string& language)
    : m_draft(draft), m_path(std::move(path)), m_table(table), m_row(row), m_language(language) {
    if (!m_path.empty()) m_draft.came(m_path, {table.sheet, row.number, {}});
}

void RowPart::required(const std::string& key, std::string_view column, Json value) {
    came(key, column);
    json[key] = std::move(value);
}

void RowPart::text(const std::string& key, std::string_view column) {
    came(key, column);
    if (std::string text = cell(column); !text.empty()) json[key] = std::move(text);
}

void RowPart::word(const std::string& key, std::string_view column) {
    came(key, column);
    if (const std::string text = cell(column); !text.empty()) json[key] = base::lower(text);
}

void RowPart::number(const std::string& key, std::string_view column) {
    came(key, column);
    if (const std::string text = cell(column); !text.empty()) json[key] = numberOf(text);
}

void RowPart::list(const std::string& key, std::string_view column) {
    came(key, column);
    if (const std::string text = cell(column); !text.empty()) json[key] = listOf(text);
}

void RowPart::flag(const std::string& key, std::string_view column, bool otherwise) {
    came(key, column);
    const std::string text = cell(column);
    if (text.empty()) return;
    const auto meant = meantAs(text);
    if (!meant) m_draft.refuse(at(column), "“" + text + "” is neither yes nor no");
    if (meant && *meant != otherwise) json[key] = *meant;
}

void RowPart::ages(std::string_view column) {
    came("ages", column);
    const std::string text = base::replaced(cell(column), "–", "-");
    if (text.empty()) return;
    const std::size_t dash = text.find('-');
    const std::string from = xforms::trimmed(std::string_view(text).substr(0, dash)), to = dash == std::string::npos ? std::string() : xforms::trimmed(std::string_view(text).substr(dash + 1));
    if (dash == std::string::npos || (from.empty() && to.empty())) return m_draft.refuse(at(column), "“" + text + "” are no ages: they are written 8-10, 8- or -10");
    json["ages"] = Json::object();
    if (!from.empty()) json["ages"]["from"] = numberOf(from);
    if (!to.empty()) json["ages"]["to"] = numberOf(to);
}

void RowPart::texts(const std::string& key, std::string_view column) {
    came(key, column);
    Json found = Json::object();
    for (std::size_t i = 0; i < m_table.columns.size() && i < m_row.cells.size(); ++i) {
        const xlsform::Column& one = m_table.columns[i];
        const std::string words = xforms::trimmed(m_row.cells[i]);
        if (one.name != column || words.empty()) continue;
        const std::string code = one.language.empty() ? m_language : languageCode(one.language);
        if (one.language.empty() && found.contains(code)) continue;
        found[code] = words;
        m_draft.came(pathOf(key) + "." + code, {m_table.sheet, m_row.number, one.heading});
    }
    if (!found.empty()) json[key] = std::move(found);
}

}  // namespace waymark::exchange
