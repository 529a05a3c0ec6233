#include "sync/service/imports/area_file.h"

#include "shared/base/csv.h"
#include "shared/base/text.h"
#include "sync/service/imports/area_kinds.h"
#include "sync/service/store/area_outline.h"

#include <set>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::int64_t kMostResidents = 10'000'000;
// The British Isles with room to spare; whatever has a code of the ONS lies here.
constexpr Box kIsles = {-9.5, 49.0, 2.5, 61.5};

class Reader {
public:
    explicit Reader(std::string name) { m_file.name = std::move(name); }

    Result<AreaFile> outlines(const Json& json) {
        if (base::textOf(json, "type") != "FeatureCollection" || !json.contains("features") || !json["features"].is_array() || json["features"].empty())
            return unknown();
        if (!isWgs84(json)) problem(0, "coordinates", "The boundaries are in another system of coordinates; export them in WGS 84.");
        const Json& features = json["features"];
        std::string column;
        for (std::size_t i = 0; i < features.size(); ++i) {
            const Json properties = features[i].is_object() && features[i].contains("properties") ? features[i]["properties"] : Json();
            if (column.empty() && !(column = smallestCode(properties)).empty()) {
                m_file.kind = codeColumn(column)->kind;
                m_file.vintage = codeColumn(column)->vintage;
            }
            if (column.empty()) return unknown();
            outline(i + 1, features[i], properties, column);
        }
        return std::move(m_file);
    }

    Result<AreaFile> list(const base::CsvTable& table) {
        std::vector<std::size_t> codes;
        for (std::size_t i = 0; i < table.header.size(); ++i)
            if (const auto column = codeColumn(table.header[i]); column && (codes.empty() || codeColumn(table.header[codes[0]])->kind == column->kind))
                codes.push_back(i);
        const std::size_t change = table.column("CHGIND"), population = table.column("population");
        if (codes.size() == 2 && change != base::CsvTable::npos) return fit(table, codes[0], codes[1], change);
        if (codes.size() == 1 && population != base::CsvTable::npos) return residents(table, codes[0], population);
        return unknown();
    }

private:
    Error unknown() const {
        return {ErrorCode::Malformed, m_file.name + " holds no areas that this importer knows: outlines as GeoJSON with properties such as WD25CD and "
                                                    "WD25NM, or a list with the columns LSOA11CD, LSOA21CD and CHGIND, or lsoacd and population"};
    }

    void problem(std::size_t row, const char* code, std::string message, bool blocks = true) {
        m_file.problems.push_back({row, code, std::move(message), blocks});
    }

    /// RFC 7946 knows WGS 84 alone; older files say so or something else.
    static bool isWgs84(const Json& json) {
        if (!json.contains("crs") || !json["crs"].is_object() || !json["crs"].contains("properties")) return true;
        const std::string name = base::textOf(json["crs"]["properties"], "name");
        return name.find("CRS84") != std::string::npos || name.find("4326") != std::string::npos;
    }

    static std::string smallestCode(const Json& properties) {
        std::string best;
        if (!properties.is_object()) return best;
        for (const auto& [name, value] : properties.items())
            if (const auto column = codeColumn(name); column && column->vintage > 0 &&
                                                      (best.empty() || sizeOrder(column->kind) < sizeOrder(codeColumn(best)->kind)))
                best = name;
        return best;
    }

    bool isGoodCode(std::size_t row, const std::string& code, std::string_view kind) {
        if (!isGssCode(code)) problem(row, "gss_shape", '"' + code + "\" is no code: a letter and eight digits.");
        else if (!isGssCodeOf(code, kind)) problem(row, "wrong_kind", '"' + code + "\" is not the code of a " + std::string(kind) + '.');
        else return true;
        return false;
    }

    bool isFirst(std::size_t row, const std::string& key, const std::string& words) {
        if (m_seen.insert(key).second) return true;
        problem(row, "duplicate", words + " is in this file twice.");
        return false;
    }

    void outline(std::size_t row, const Json& feature, const Json& properties, const std::string& column) {
        Area area;
        area.kind = m_file.kind;
        area.vintage = m_file.vintage;
        area.code = properties.is_object() ? base::cleaned(base::textOf(properties, column)) : std::string();
        area.name = properties.is_object() ? base::cleaned(base::textOf(properties, nameColumn(column))) : std::string();
        if (area.code.empty()) return problem(row, "no_code", "The feature has no " + column + '.');
        if (!isGoodCode(row, area.code, area.kind) || !isFirst(row, area.code, area.code)) return;
        if (area.name.empty()) return problem(row, "no_name", area.code + " has no " + nameColumn(column) + '.');
        const Json geometry = feature.contains("geometry") ? feature["geometry"] : Json();
        const auto shape = Outline::fromGeoJson(geometry);
        if (!shape) return problem(row, "outline", area.code + ": " + shape.error().detail + '.');
        area.box = shape->box();
        if (area.box.west < kIsles.west || area.box.east > kIsles.east || area.box.south < kIsles.south || area.box.north > kIsles.north)
            return problem(row, "far_away", area.code + " lies outside the British Isles; longitude must come before latitude.");
        std::string why;
        if (!shape->isSimple(why)) problem(row, "outline_crosses", area.code + ": the outline crosses itself; it is kept as given.", false);
        area.inside = shape->inside();
        area.outline = base::toText(geometry);
        m_file.areas.push_back(std::move(area));
        m_file.rows.push_back(row);
    }

    Result<AreaFile> fit(const base::CsvTable& table, std::size_t first, std::size_t second, std::size_t change) {
        if (codeColumn(table.header[first])->vintage > codeColumn(table.header[second])->vintage) std::swap(first, second);
        const auto from = *codeColumn(table.header[first]), to = *codeColumn(table.header[second]);
        if (from.vintage == 0 || from.vintage == to.vintage) return unknown();
        m_file.kind = "fit";
        m_file.of = from.kind;
        m_file.fromVintage = from.vintage;
        m_file.vintage = to.vintage;
        for (const base::CsvRow& row : table.rows) {
            const AreaFit fit{base::cleaned(row.cells[first]), base::cleaned(row.cells[second]), from.vintage, to.vintage, 'X'};
            const std::string word = base::cleaned(row.cells[change]);
            if (!isGoodCode(row.line, fit.from, from.kind) || !isGoodCode(row.line, fit.to, to.kind)) continue;
            if (!isFirst(row.line, fit.from + fit.to, fit.from + " to " + fit.to)) continue;
            if (word.size() != 1 || std::string_view("USMX").find(word[0]) == std::string_view::npos) {
                problem(row.line, "change", '"' + word + "\" is no kind of change: U unchanged, S split, M merged, X irregular.");
                continue;
            }
            m_file.fits.push_back(fit);
            m_file.fits.back().change = word[0];
            m_file.rows.push_back(row.line);
        }
        compareFits();
        return std::move(m_file);
    }

    /// An unchanged area goes to one and from one; a split one goes to several; a merged one comes from several.
    void compareFits() {
        std::multiset<std::string> from, to;
        for (const AreaFit& fit : m_file.fits) {
            from.insert(fit.from);
            to.insert(fit.to);
        }
        for (std::size_t i = 0; i < m_file.fits.size(); ++i) {
            const AreaFit& fit = m_file.fits[i];
            const bool splits = from.count(fit.from) > 1, merges = to.count(fit.to) > 1;
            const bool agrees = fit.change == 'X' || (fit.change == 'U' && !splits && !merges) || (fit.change == 'S' && splits && !merges) ||
                                (fit.change == 'M' && merges && !splits);
            if (!agrees)
                problem(m_file.rows[i], "fit", fit.from + " to " + fit.to + " is marked " + fit.change + ", and the other rows say otherwise.", false);
        }
    }

    Result<AreaFile> residents(const base::CsvTable& table, std::size_t codes, std::size_t population) {
        const auto column = *codeColumn(table.header[codes]);
        m_file.kind = "residents";
        m_file.of = column.kind;
        m_file.vintage = column.vintage;
        for (const base::CsvRow& row : table.rows) {
            const std::string code = base::cleaned(row.cells[codes]), written = base::cleaned(row.cells[population]);
            if (!isGoodCode(row.line, code, column.kind) || !isFirst(row.line, code, code)) continue;
            const bool isNumber = !written.empty() && written.size() <= 9 && written.find_first_not_of("0123456789") == std::string::npos;
            const std::int64_t count = isNumber ? std::stoll(written) : -1;
            if (count < 0 || count > kMostResidents) {
                problem(row.line, "number", '"' + written + "\" is no number of people.");
                continue;
            }
            m_file.residents.push_back({code, column.vintage, count, m_file.name});
            m_file.rows.push_back(row.line);
        }
        return std::move(m_file);
    }

    AreaFile m_file;
    std::set<std::string> m_seen;
};

} // namespace

Result<AreaFile> readAreaFile(const InputFile& input) {
    std::string_view text = input.text;
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
    const std::size_t begins = text.find_first_not_of(" \t\r\n");
    if (begins != std::string_view::npos && text[begins] == '{') {
        const auto json = base::parseJson(text);
        if (!json) return Error{ErrorCode::Malformed, input.name + " is damaged: " + json.error().detail};
        return Reader(input.name).outlines(*json);
    }
    const auto table = base::parseCsv(input.text);
    if (!table) return Error{table.error().code, input.name + ", " + table.error().detail};
    return Reader(input.name).list(*table);
}

} // namespace waymark::service
