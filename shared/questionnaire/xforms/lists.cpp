#include "shared/questionnaire/xforms/lists.h"

#include "shared/base/json.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xpath/value.h"

#include <algorithm>

namespace waymark::xforms {

namespace {

bool isElementName(std::string_view name) { return !name.empty() && xmlValidateNCName(BAD_CAST std::string(name).c_str(), 0) == 0; }

std::optional<std::string> fromCsv(std::string_view content, xmlNode* holder) {
    const auto rows = readCsv(content);
    if (rows.empty()) return "it is empty";
    for (std::size_t i = 0; i < rows[0].size(); ++i)
        if (std::count(rows[0].begin(), rows[0].begin() + static_cast<std::ptrdiff_t>(i), rows[0][i]) > 0)
            return "the column “" + rows[0][i] + "” is there twice";
    xmlNode* root = append(holder, "root");
    for (std::size_t row = 1; row < rows.size(); ++row) {
        if (rows[row].size() == 1 && rows[row][0].empty()) continue;
        xmlNode* item = append(root, "item");
        // A column whose heading is no name cannot be referred to.
        for (std::size_t i = 0; i < rows[0].size(); ++i)
            if (isElementName(rows[0][i])) append(item, rows[0][i], i < rows[row].size() ? rows[row][i] : std::string());
    }
    return std::nullopt;
}

std::string pointText(const base::Json& point) {
    if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number()) return {};
    return xpath::toText(point[1].get<double>()) + " " + xpath::toText(point[0].get<double>()) + " 0 0";
}

std::string geometryText(const base::Json& geometry) {
    const std::string type = base::textOf(geometry, "type");
    if (!geometry.contains("coordinates")) return {};
    const base::Json& coordinates = geometry["coordinates"];
    if (type == "Point") return pointText(coordinates);
    const base::Json* line = type == "LineString"                                                  ? &coordinates
                             : type == "Polygon" && coordinates.is_array() && !coordinates.empty() ? &coordinates[0]
                                                                                                   : nullptr;
    std::string text;
    if (line && line->is_array())
        for (const auto& point : *line)
            text += (text.empty() ? "" : "; ") + pointText(point);
    return text;
}

std::optional<std::string> fromGeoJson(std::string_view content, xmlNode* holder) {
    const auto json = base::parseJson(content);
    if (!json || base::textOf(*json, "type") != "FeatureCollection" || !json->contains("features") || !(*json)["features"].is_array())
        return "it is no GeoJSON of features";
    xmlNode* root = append(holder, "root");
    const auto plain = [](const base::Json& value) { return value.is_string() ? value.get<std::string>() : base::toText(value); };
    for (const auto& feature : (*json)["features"]) {
        if (!feature.is_object()) continue;
        xmlNode* item = append(root, "item");
        if (feature.contains("geometry") && feature["geometry"].is_object()) append(item, "geometry", geometryText(feature["geometry"]));
        if (feature.contains("id")) append(item, "id", plain(feature["id"]));
        if (!feature.contains("properties") || !feature["properties"].is_object()) continue;
        for (const auto& [name, value] : feature["properties"].items())
            if (isElementName(name) && value.is_primitive() && !value.is_null() && !(name == "id" && feature.contains("id")))
                append(item, name, plain(value));
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::vector<std::string>> readCsv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view first = text.substr(0, text.find('\n'));
    char separator = ',';
    for (const char candidate : {';', '\t'})
        if (std::count(first.begin(), first.end(), candidate) > std::count(first.begin(), first.end(), separator)) separator = candidate;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"') {
                cell += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == '"' && cell.empty()) {
            quoted = true;
        } else if (c == separator) {
            row.push_back(std::move(cell));
            cell.clear();
        } else if (c == '\n') {
            row.push_back(std::move(cell));
            cell.clear();
            rows.push_back(std::move(row));
            row.clear();
        } else if (c != '\r') {
            cell += c;
        }
    }
    if (!cell.empty() || !row.empty()) {
        row.push_back(std::move(cell));
        rows.push_back(std::move(row));
    }
    if (!rows.empty())
        for (std::string& name : rows[0])
            name = trimmed(name);
    return rows;
}

std::optional<std::string> readList(std::string_view fileName, std::string_view content, xmlNode* holder) {
    if (fileName.ends_with(".csv")) return fromCsv(content, holder);
    if (fileName.ends_with(".geojson")) return fromGeoJson(content, holder);
    auto document = parseXml(content);
    if (!document) return document.error().detail;
    xmlAddChild(holder, xmlDocCopyNode(xmlDocGetRootElement(document->get()), holder->doc, 1));
    return std::nullopt;
}

}  // namespace waymark::xforms
