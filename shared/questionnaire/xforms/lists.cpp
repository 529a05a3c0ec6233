#include "shared/questionnaire/xforms/lists.h"

#include "shared/base/csv.h"
#include "shared/base/json.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xpath/value.h"

namespace waymark::xforms {

namespace {

bool isElementName(std::string_view name) { return !name.empty() && xmlValidateNCName(BAD_CAST std::string(name).c_str(), 0) == 0; }

std::optional<std::string> fromCsv(std::string_view content, xmlNode* holder) {
    const auto table = base::parseCsv(content, base::CsvRows::Ragged, base::CsvSeparator::AsInFirstLine);
    if (!table) return table.error().detail;
    xmlNode* root = append(holder, "root");
    for (const base::CsvRow& row : table->rows) {
        xmlNode* item = append(root, "item");
        // A column whose heading is no name cannot be referred to.
        for (std::size_t i = 0; i < table->header.size(); ++i)
            if (isElementName(table->header[i])) append(item, table->header[i], i < row.cells.size() ? row.cells[i] : std::string());
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
            if (isElementName(name) && value.is_primitive() && !(name == "id" && feature.contains("id")))
                append(item, name, value.is_null() ? std::string() : plain(value));
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> readList(std::string_view fileName, std::string_view content, xmlNode* holder) {
    if (fileName.ends_with(".csv")) return fromCsv(content, holder);
    if (fileName.ends_with(".geojson")) return fromGeoJson(content, holder);
    auto document = parseXml(content);
    if (!document) return document.error().detail;
    xmlAddChild(holder, xmlDocCopyNode(xmlDocGetRootElement(document->get()), holder->doc, 1));
    return std::nullopt;
}

}  // namespace waymark::xforms
