// A spreadsheet with our columns as a definition. It becomes the definition's JSON, which goes through the one reader and its checks.
#include "shared/base/ascii.h"
#include "shared/questionnaire/exchange/definition_draft.h"
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/exchange/grid.h"
#include "shared/questionnaire/exchange/sheets_check.h"
#include "shared/questionnaire/instrument_codec.h"

#include <sstream>

namespace waymark::exchange {

namespace {

using base::Json;
using xforms::Severity;

class Reader {
    using Kind = xlsform::Kind;
    using Row = xlsform::Row;
    using Table = xlsform::Table;

public:
    Reader(const Sheets& sheets, Draft& draft)
        : m_draft(draft), m_survey(table(sheets, "survey", Kind::Survey)), m_choices(table(sheets, "choices", Kind::Choices)),
          m_settings(table(sheets, "settings", Kind::Settings)), m_scores(table(sheets, "waymark_scores", Kind::Scores)),
          m_bands(table(sheets, "waymark_bands", Kind::Bands)), m_tables(table(sheets, "waymark_tables", Kind::Tables)) {
        static const Row kNone{};
        m_setting = m_settings.rows.empty() ? &kNone : &m_settings.rows.front();
        m_language = languageCode(m_settings.cell(*m_setting, "default_language"));
        if (m_language.empty()) m_language = "en";
    }

    void run() {
        head();
        m_draft.json["items"] = Json::array();
        m_draft.came("items", {m_survey.sheet, 0, {}});
        for (const Row& row : m_survey.rows)
            surveyRow(row);
        // After the questions, which say how their lists are answered.
        m_draft.json["scales"] = Json::array();
        for (const ScaleRows& one : listsOf(m_choices))
            scale(one);
        sayUnsaidColumns(m_draft, m_survey, m_choices, m_settings);
        for (const Table* table : {&m_survey, &m_choices, &m_settings, &m_scores, &m_bands})
            sayUnsaidLanguages(m_draft, *table);
        const ByScore bands = byScore(m_bands), tables = byScore(m_tables);
        for (const Row& row : m_scores.rows)
            score(row, bands, tables);
        m_draft.check();
    }

private:
    Table table(const Sheets& sheets, const char* name, Kind kind) {
        const xlsform::Sheet* sheet = xlsform::findSheet(sheets, name);
        return sheet ? xlsform::readTable(*sheet, kind, m_draft.problems) : Table{name, {}, {}};
    }

    RowPart partOf(const std::string& path, const Table& table, const Row& row) { return RowPart(m_draft, path, table, row, m_language); }
    RowPart setting(const std::string& path) { return partOf(path, m_settings, *m_setting); }

    void head() {
        RowPart head = setting("");
        const auto set = [&head](const char* name) { return head.cell(std::string("waymark::") + name); };
        head.json = {{"format", questionnaire::kFormat}, {"language", m_language}};
        const bool hasFormId = !head.cell("form_id").empty();
        head.required("family", hasFormId ? "form_id" : "id_string", head.cell(hasFormId ? "form_id" : "id_string"));
        head.required("version", "version", numberOf(head.cell("version")));
        head.required("equivalence", "waymark::equivalence", set("equivalence"));
        head.required("use", "waymark::use", set("use").empty() ? "response" : base::lower(set("use")));
        head.required("respondents", "waymark::respondents", exchange::listOf(set("respondents")));
        head.required("points", "waymark::points", exchange::listOf(set("points")));
        head.text("id", "waymark::id");
        head.texts("title", "waymark::title");
        if (!head.json.contains("title")) {
            const std::string title = head.cell("form_title");
            head.required("title", "form_title", title.empty() ? Json::object() : Json{{m_language, title}});
        }
        head.texts("label", "waymark::label");
        head.ages("waymark::ages");
        head.word("read_aloud", "waymark::read_aloud");
        head.word("given_by", "waymark::given_by");
        head.flag("by_default", "waymark::by_default", true);
        languages(head);
        due(head);
        RowPart licence = setting("licence"), missing = setting("missing");
        licence.required("name", "waymark::licence", set("licence"));
        licence.required("class", "waymark::licence_class", base::lower(set("licence_class")));
        for (const char* one : {"reference", "expires", "attribution"})
            licence.text(one, std::string("waymark::licence_") + one);
        missing.texts("refused", "waymark::refused");
        missing.texts("not_applicable", "waymark::not_applicable");
        head.json["licence"] = std::move(licence.json);
        if (!missing.json.empty()) head.json["missing"] = std::move(missing.json);
        m_draft.json = std::move(head.json);
    }

    /// "en=original cy=checked"
    void languages(RowPart& head) {
        head.required("languages", "waymark::languages", Json::object());
        std::istringstream words(head.cell("waymark::languages"));
        for (std::string one; words >> one;) {
            const std::size_t equals = one.find('=');
            if (equals == std::string::npos || equals == 0) {
                m_draft.refuse(head.at("waymark::languages"), "“" + one + "” is no language and how far it is: they are written en=original cy=checked, without spaces around the “=”");
                continue;
            }
            head.json["languages"][one.substr(0, equals)] = base::lower(one.substr(equals + 1));
        }
        if (head.json["languages"].empty()) head.json["languages"][m_language] = "original";
    }

    /// "exit=0-28 follow_up=91-183"
    void due(RowPart& head) {
        head.came("due", "waymark::due");
        std::istringstream words(base::replaced(head.cell("waymark::due"), "–", "-"));
        for (std::string one; words >> one;) {
            const std::size_t equals = one.find('='), dash = one.find('-', equals == std::string::npos ? 0 : equals);
            if (equals == std::string::npos || dash == std::string::npos) {
                m_draft.refuse(head.at("waymark::due"), "“" + one + "” is no time: they are written exit=0-28, a point and its days, without spaces within");
                continue;
            }
            head.json["due"].push_back({{"point", one.substr(0, equals)}, {"from", numberOf(one.substr(equals + 1, dash - equals - 1))}, {"to", numberOf(one.substr(dash + 1))}});
        }
    }

    void surveyRow(const Row& row) {
        const SurveyRow found = readSurveyRow(m_survey, row, m_draft);
        if (found.use == SurveyRow::Use::Intro) {
            RowPart intro = partOf("", m_survey, row);
            intro.texts("intro", "label");
            if (intro.json.contains("intro")) m_draft.json["intro"] = std::move(intro.json["intro"]);
        }
        if (found.use != SurveyRow::Use::Question) return;
        if (found.kind != "number") m_tapped.insert(found.scale());
        Json& items = m_draft.json["items"];
        if (found.section == "practice") {
            Json& practice = m_draft.json["practice"];
            practice.push_back(item(row, found, "practice[" + std::to_string(practice.size()) + "]"));
        } else if (found.section != "closing") {
            items.push_back(item(row, found, "items[" + std::to_string(items.size()) + "]"));
        } else if (m_draft.json.contains("closing")) {
            m_draft.refuse({m_survey.sheet, row.number, m_survey.heading("waymark::section")}, "a questionnaire has one closing question, and there is one above already");
            m_draft.miss(m_survey.cell(row, "name"));
        } else {
            m_draft.json["closing"] = item(row, found, "closing");
        }
    }

    Json item(const Row& row, const SurveyRow& found, const std::string& path) {
        RowPart item = partOf(path, m_survey, row);
        item.required("key", "name", item.cell("name"));
        item.required("kind", "waymark::kind", found.kind);
        item.texts("text", "label");
        item.came("scale", found.list.empty() ? "waymark::scale" : "type");
        if (!found.scale().empty()) item.json["scale"] = found.scale();
        item.word("purpose", "waymark::purpose");
        item.flag("reverse", "waymark::reverse");
        item.text("picture", "waymark::picture");
        item.text("then_of", "waymark::then_of");
        item.ages("waymark::ages");
        item.list("points", "waymark::points");
        item.list("respondents", "waymark::respondents");
        item.number("prompt_at_most", "waymark::prompt_at_most");
        return std::move(item.json);
    }

    void scale(const ScaleRows& list) {
        const std::string path = "scales[" + std::to_string(m_draft.json["scales"].size()) + "]";
        RowPart scale = partOf(path, m_choices, *list.rows.front());
        scale.required("key", "list_name", list.key);
        scale.came("choices", "list_name");
        const std::string kind = listKind(m_choices, list, m_draft);
        scale.json["kind"] = kind.empty() ? "choices" : "numbers";
        if (kind.empty()) {
            for (const Row* row : list.rows) {
                RowPart choice = partOf(path + ".choices[" + std::to_string(scale.json["choices"].size()) + "]", m_choices, *row);
                choice.required("value", "name", choice.cell("name"));
                choice.texts("text", "label");
                scale.json["choices"].push_back(std::move(choice.json));
            }
        } else {
            if (kind == "faces") scale.json["faces"] = true;
            numbers(scale, path, list);
        }
        m_draft.json["scales"].push_back(std::move(scale.json));
    }

    void numbers(RowPart& scale, const std::string& path, const ScaleRows& list) {
        const auto values = numbersOf(m_choices, list, !m_tapped.contains(list.key), m_draft);
        scale.json["lowest"] = values.empty() ? 0 : values.begin()->first;
        scale.json["highest"] = values.empty() ? 1 : values.rbegin()->first;  // without any, it is refused anyway
        for (const auto& [value, row] : values) {
            RowPart label = partOf(path + ".labels[" + std::to_string(scale.json.contains("labels") ? scale.json["labels"].size() : 0) + "]", m_choices, *row);
            label.texts("text", "label");
            label.text("picture", "waymark::picture");
            const Json text = label.json.value("text", Json::object());
            const bool isItself = text.size() == 1 && text.front() == label.cell("name");  // a number shown as itself
            if (isItself && !label.json.contains("picture")) continue;
            label.json["value"] = value;
            scale.json["labels"].push_back(std::move(label.json));
        }
    }

    using ByScore = std::map<std::string, std::vector<const Row*>>;

    /// Rows by the score that they are of; of none is told.
    ByScore byScore(const Table& table) {
        std::set<std::string> keys;
        for (const Row& row : m_scores.rows)
            keys.insert(m_scores.cell(row, "key"));
        ByScore found;
        for (const Row& row : table.rows) {
            const std::string key = table.cell(row, "score");
            if (!key.empty() && keys.contains(key)) found[key].push_back(&row);
            else m_draft.refuse({table.sheet, row.number, table.heading("score")}, key.empty() ? "nothing is written here: it is the key of a score" : "there is no score “" + key + "” on the sheet waymark_scores");
        }
        return found;
    }
    static std::vector<const Row*> of(const std::string& key, const ByScore& rows) {
        const auto found = rows.find(key);
        return found == rows.end() ? std::vector<const Row*>() : found->second;
    }

    void score(const Row& row, const ByScore& bands, const ByScore& tables) {
        const std::string role = base::lower(m_scores.cell(row, "role")), key = m_scores.cell(row, "key");
        const Cell place{m_scores.sheet, row.number, m_scores.heading("role")};
        const auto ruleAt = [&](const std::string& path) { return rule(row, path, of(key, bands), of(key, tables)); };
        Json& scores = m_draft.json["scores"];
        if (role == "domain" || role == "alone") {
            const std::string list = role == "domain" ? "domains" : "alone";
            scores[list].push_back(ruleAt("scores." + list + "[" + std::to_string(scores[list].size()) + "]"));
        } else if (role != "total") {
            m_draft.refuse(place, wrongWord(m_scores.cell(row, "role"), {"total", "domain", "alone"}));
        } else if (scores.contains("total")) {
            m_draft.refuse(place, "a questionnaire has one score of the role “total”, and there is one above already; others are domain or alone");
        } else {
            scores["total"] = ruleAt("scores.total");
        }
        if (scores.is_null()) m_draft.json.erase("scores");
    }

    Json rule(const Row& row, const std::string& path, const std::vector<const Row*>& bands, const std::vector<const Row*>& table) {
        RowPart rule = partOf(path, m_scores, row);
        rule.required("key", "key", rule.cell("key"));
        rule.texts("title", "title");
        rule.required("items", "items", exchange::listOf(rule.cell("items")));
        rule.required("least", "least", numberOf(rule.cell("least")));
        rule.word("method", "method");
        rule.flag("prorate", "prorate");
        rule.flag("round", "round");
        rule.word("better", "better");
        for (std::size_t i = 0; i < bands.size(); ++i) {
            RowPart band = partOf(rule.pathOf("bands[") + std::to_string(i) + "]", m_bands, *bands[i]);
            band.required("key", "key", band.cell("key"));
            band.required("from", "from", numberOf(band.cell("from")));
            band.texts("title", "title");
            rule.json["bands"].push_back(std::move(band.json));
        }
        for (std::size_t i = 0; i < table.size(); ++i) {
            RowPart value = partOf(rule.pathOf("table[") + std::to_string(i) + "]", m_tables, *table[i]);
            value.required("raw", "raw", numberOf(value.cell("raw")));
            value.required("value", "value", numberOf(value.cell("value")));
            rule.json["table"].push_back(std::move(value.json));
        }
        return std::move(rule.json);
    }

    Draft& m_draft;
    const Table m_survey, m_choices, m_settings, m_scores, m_bands, m_tables;
    const Row* m_setting = nullptr;
    std::string m_language;
    std::set<std::string> m_tapped;  ///< lists whose numbers are not all typed in
};

}  // namespace

std::string placeOf(const xforms::Problem& problem) {
    std::string place = problem.sheet;
    if (problem.row > 0) place += (place.empty() ? "row " : ", row ") + std::to_string(problem.row);
    if (!problem.sheet.empty() && !problem.column.empty()) place += ", column " + problem.column;
    return place.empty() ? place : place + ": ";
}

bool isInstrument(const Sheets& sheets) {
    const xlsform::Sheet* settings = xlsform::findSheet(sheets, "settings");
    xforms::Problems ignored;
    const auto table = settings ? xlsform::readTable(*settings, xlsform::Kind::Settings, ignored) : xlsform::Table{};
    return !table.rows.empty() && !table.cell(table.rows.front(), "waymark::equivalence").empty();
}

ReadDefinition readDefinition(const Sheets& sheets) {
    ReadDefinition read;
    if (!isInstrument(sheets)) {
        read.problems = strayColumns(sheets);
        return read;
    }
    Draft draft;
    draft.problems = straySheets(sheets);
    Reader(sheets, draft).run();
    read.problems = std::move(draft.problems);
    for (const auto& problem : read.problems)
        if (problem.severity == Severity::Error) return read;
    if (auto instrument = questionnaire::instrumentFromJson(draft.json)) read.instrument = std::move(*instrument);
    return read;
}

base::Result<questionnaire::Instrument> instrumentOf(const Sheets& sheets) {
    auto read = readDefinition(sheets);
    if (read.instrument) return std::move(*read.instrument);
    base::Error error{base::ErrorCode::Malformed, "the settings have no waymark::equivalence"};
    int more = -1;
    for (const auto& problem : read.problems) {
        if (problem.severity != Severity::Error) continue;
        if (++more == 0) error.detail = placeOf(problem) + problem.message;
    }
    if (more > 0) error.detail += " (and " + std::to_string(more) + (more == 1 ? " mistake" : " mistakes") + " more: waymark-forms check names them)";
    return error;
}

}  // namespace waymark::exchange
