// A spreadsheet with our columns as a definition. It becomes the definition's JSON, which goes through the one reader and its checks.
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/exchange/grid.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/xpath/value.h"

#include <cmath>
#include <sstream>

namespace waymark::exchange {

namespace {

using base::Json;

/// A number as JSON: whole if it is; text that is none stays text, for the definition's reader to refuse with its place.
Json numberOf(const std::string& text) {
    const double number = xpath::plainNumber(text);
    if (std::isnan(number)) return text;
    if (number == std::floor(number) && std::abs(number) < 1e9) return static_cast<long>(number);
    return number;
}

Json listOf(const std::string& text) {
    Json list = Json::array();
    std::istringstream parts(text);
    for (std::string part; parts >> part;)
        list.push_back(part);
    return list;
}

bool isYes(const std::string& text) { return text == "yes" || text == "true" || text == "TRUE" || text == "Yes"; }

void setText(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}
void setTexts(Json& json, const char* key, const std::map<std::string, std::string, std::less<>>& texts) {
    if (!texts.empty()) json[key] = texts;
}
void setList(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = listOf(text);
}
void setAges(Json& json, const std::string& text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string::npos) return;
    json["ages"] = Json::object();
    if (dash > 0) json["ages"]["from"] = numberOf(text.substr(0, dash));
    if (dash + 1 < text.size()) json["ages"]["to"] = numberOf(text.substr(dash + 1));
}

class Reader {
public:
    explicit Reader(const Sheets& sheets)
        : m_survey(sheets, "survey"), m_choices(sheets, "choices"), m_settings(sheets, "settings"), m_scores(sheets, "waymark_scores"),
          m_bands(sheets, "waymark_bands"), m_tables(sheets, "waymark_tables"), m_language(languageCode(m_settings.cell(0, "default_language"))) {
        if (m_language.empty()) m_language = "en";
    }

    Json run() {
        Json json = head();
        json["scales"] = scales();
        json["items"] = Json::array();
        for (std::size_t row = 0; row < m_survey.rows(); ++row) {
            const std::string type = m_survey.cell(row, "type");
            if (type == "note" && m_survey.cell(row, "name") == "intro") setTexts(json, "intro", m_survey.texts(row, "label", m_language));
            if (type.empty() || type == "note") continue;
            const std::string section = m_survey.cell(row, "waymark::section");
            if (section == "practice") json["practice"].push_back(item(row));
            else if (section == "closing") json["closing"] = item(row);
            else json["items"].push_back(item(row));
        }
        for (std::size_t row = 0; row < m_scores.rows(); ++row) {
            const std::string role = m_scores.cell(row, "role");
            if (role == "total") json["scores"]["total"] = score(row);
            else json["scores"][role == "domain" ? "domains" : role].push_back(score(row));
        }
        return json;
    }

private:
    Json head() const {
        const auto set = [this](const std::string& name) { return m_settings.cell(0, "waymark::" + name); };
        Json json = {{"format", questionnaire::kFormat}, {"family", m_settings.cell(0, "form_id")}, {"version", numberOf(m_settings.cell(0, "version"))},
                     {"equivalence", set("equivalence")}, {"use", set("use").empty() ? "response" : set("use")}, {"language", m_language},
                     {"respondents", listOf(set("respondents"))}, {"points", listOf(set("points"))}};
        setText(json, "id", set("id"));
        std::istringstream languages(set("languages"));
        for (std::string one; languages >> one;)
            json["languages"][one.substr(0, one.find('='))] = one.substr(std::min(one.find('='), one.size() - 1) + 1);
        if (!json.contains("languages")) json["languages"][m_language] = "original";
        auto title = m_settings.texts(0, "waymark::title", m_language);
        if (title.empty()) title.emplace(m_language, m_settings.cell(0, "form_title"));
        json["title"] = title;
        setTexts(json, "label", m_settings.texts(0, "waymark::label", m_language));
        setTexts(json["missing"], "refused", m_settings.texts(0, "waymark::refused", m_language));
        setTexts(json["missing"], "not_applicable", m_settings.texts(0, "waymark::not_applicable", m_language));
        if (json["missing"].empty()) json.erase("missing");
        json["licence"] = {{"name", set("licence")}, {"class", set("licence_class")}};
        setText(json["licence"], "reference", set("licence_reference"));
        setText(json["licence"], "expires", set("licence_expires"));
        setText(json["licence"], "attribution", set("licence_attribution"));
        setAges(json, set("ages"));
        setText(json, "read_aloud", set("read_aloud"));
        setText(json, "given_by", set("given_by"));
        if (const std::string byDefault = set("by_default"); !byDefault.empty()) json["by_default"] = isYes(byDefault);
        std::istringstream due(set("due"));
        for (std::string one; due >> one;) {
            const std::size_t equals = one.find('='), dash = one.find('-', equals == std::string::npos ? 0 : equals);
            if (equals == std::string::npos || dash == std::string::npos) continue;
            json["due"].push_back({{"point", one.substr(0, equals)}, {"from", numberOf(one.substr(equals + 1, dash - equals - 1))}, {"to", numberOf(one.substr(dash + 1))}});
        }
        return json;
    }

    /// In the order in which their first rows stand.
    Json scales() const {
        Json scales = Json::array();
        std::map<std::string, std::size_t> places;
        for (std::size_t row = 0; row < m_choices.rows(); ++row) {
            const std::string list = m_choices.cell(row, "list_name"), name = m_choices.cell(row, "name"), kind = m_choices.cell(row, "waymark::scale");
            if (list.empty()) continue;
            const bool numbers = kind == "numbers" || kind == "faces";
            const auto [place, isNew] = places.emplace(list, scales.size());
            if (isNew) {
                scales.push_back({{"key", list}, {"kind", numbers ? "numbers" : "choices"}});
                if (numbers) scales.back()["lowest"] = numberOf(name);
                if (kind == "faces") scales.back()["faces"] = true;
            }
            Json& scale = scales[place->second];
            const auto label = m_choices.texts(row, "label", m_language);
            if (!numbers) {
                scale["choices"].push_back({{"value", name}, {"text", label}});
                continue;
            }
            scale["highest"] = numberOf(name);
            if (label.size() == 1 && label.begin()->second == name) continue;  // a number shown as itself
            Json one = {{"value", numberOf(name)}, {"text", label}};
            setText(one, "picture", m_choices.cell(row, "waymark::picture"));
            scale["labels"].push_back(std::move(one));
        }
        return scales;
    }

    Json item(std::size_t row) const {
        const std::string type = m_survey.cell(row, "type");
        std::string kind = m_survey.cell(row, "waymark::kind");
        if (kind.empty()) kind = type.starts_with("select_one") ? "choice" : type == "integer" ? "number" : type;
        Json json = {{"key", m_survey.cell(row, "name")}, {"kind", kind}, {"text", m_survey.texts(row, "label", m_language)}};
        setText(json, "scale", type.starts_with("select_one ") ? type.substr(11) : m_survey.cell(row, "waymark::scale"));
        setText(json, "purpose", m_survey.cell(row, "waymark::purpose"));
        if (isYes(m_survey.cell(row, "waymark::reverse"))) json["reverse"] = true;
        setText(json, "picture", m_survey.cell(row, "waymark::picture"));
        setText(json, "then_of", m_survey.cell(row, "waymark::then_of"));
        setAges(json, m_survey.cell(row, "waymark::ages"));
        setList(json, "points", m_survey.cell(row, "waymark::points"));
        setList(json, "respondents", m_survey.cell(row, "waymark::respondents"));
        if (const std::string prompt = m_survey.cell(row, "waymark::prompt_at_most"); !prompt.empty()) json["prompt_at_most"] = numberOf(prompt);
        return json;
    }

    Json score(std::size_t row) const {
        const std::string key = m_scores.cell(row, "key");
        Json json = {{"key", key}, {"title", m_scores.texts(row, "title", m_language)}, {"items", listOf(m_scores.cell(row, "items"))},
                     {"least", numberOf(m_scores.cell(row, "least"))}};
        setText(json, "method", m_scores.cell(row, "method"));
        if (isYes(m_scores.cell(row, "prorate"))) json["prorate"] = true;
        if (isYes(m_scores.cell(row, "round"))) json["round"] = true;
        setText(json, "better", m_scores.cell(row, "better"));
        for (std::size_t i = 0; i < m_bands.rows(); ++i)
            if (m_bands.cell(i, "score") == key)
                json["bands"].push_back({{"key", m_bands.cell(i, "key")}, {"from", numberOf(m_bands.cell(i, "from"))}, {"title", m_bands.texts(i, "title", m_language)}});
        for (std::size_t i = 0; i < m_tables.rows(); ++i)
            if (m_tables.cell(i, "score") == key)
                json["table"].push_back({{"raw", numberOf(m_tables.cell(i, "raw"))}, {"value", numberOf(m_tables.cell(i, "value"))}});
        return json;
    }

    GridReader m_survey, m_choices, m_settings, m_scores, m_bands, m_tables;
    std::string m_language;
};

}  // namespace

bool isInstrument(const Sheets& sheets) { return !GridReader(sheets, "settings").cell(0, "waymark::equivalence").empty(); }

base::Result<questionnaire::Instrument> instrumentOf(const Sheets& sheets) { return questionnaire::instrumentFromJson(Reader(sheets).run()); }

}  // namespace waymark::exchange
