#include "shared/questionnaire/xlsform/xlsform.h"

#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"

#include <algorithm>
#include <set>

namespace waymark::xlsform {

namespace {

using xforms::Severity;

/// The sheet's column for a rule of the XForm.
std::string_view columnFor(std::string_view rule) {
    if (rule == "calculate") return "calculation";
    if (rule == "readonly") return "read_only";
    if (rule == "count") return "repeat_count";
    if (rule == "nodeset" || rule == "ref") return "name";
    return rule;
}

/// Whether the attribute of the XForm comes from the column of parameters.
bool isParameter(std::string_view attribute) {
    for (const std::string_view one : {"track-changes", "identify-user", "track-changes-reasons", "location-priority", "location-min-interval", "location-max-age", "incremental", "tick-interval", "placeholder", "quality", "allow-mock-accuracy", "intent", "itemset"})
        if (attribute == one) return true;
    return false;
}

}  // namespace

int Compiler::rowOf(const std::string& path) const {
    const auto found = m_rowByPath.find(path);
    return found == m_rowByPath.end() ? 0 : found->second;
}

void Compiler::place(xforms::Problem& problem) const {
    if (problem.column == "style" && problem.path.empty() && !m_settings.rows.empty()) {
        problem.row = m_settings.rows.front().number;
        problem.sheet = m_settings.sheet;
        problem.column = m_settings.heading("style");
        return;
    }
    if (const auto found = m_elsewhere.find(problem.path); found != m_elsewhere.end()) {
        problem.sheet = found->second.first->sheet;
        problem.row = found->second.second;
        problem.column = found->second.first->heading(found->second.first == &m_settings ? "instance_name" : problem.column);
        return;
    }
    if (m_counts.contains(problem.path)) problem.column = "repeat_count";
    if (!problem.column.empty() && !m_survey.has(columnFor(problem.column))) {
        const std::string attribute = problem.column;
        if (isParameter(attribute)) problem.column = "parameters";
        for (const Column& column : m_survey.columns)  // bind::odk:quality
            if (column.name.find("::") != std::string::npos && column.name.ends_with(":" + attribute)) problem.column = column.name;
    }
    problem.row = rowOf(problem.path);
    problem.sheet = problem.row > 0 ? m_survey.sheet : std::string();
    if (!problem.column.empty()) problem.column = m_survey.heading(columnFor(problem.column));
}

/// Which texts a language lacks, by the first row that shows it.
void Compiler::sayTranslations() {
    const auto look = [this](const Table& table, const std::set<std::string>& columns) {
        for (const std::string& name : columns)
            for (const std::string& language : m_languages) {
                const Row* first = nullptr;
                std::size_t missing = 0;
                for (const Row& row : table.rows) {
                    bool any = false, here = false;
                    for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
                        if (table.columns[i].name != name || xforms::trimmed(row.cells[i]).empty()) continue;
                        any = true;
                        here = here || (table.columns[i].language.empty() ? m_defaultLanguage : table.columns[i].language) == language;
                    }
                    if (!any || here) continue;
                    if (!first) first = &row;
                    ++missing;
                }
                if (first)
                    m_problems.push_back({Severity::Warning, "“" + language + "” lacks the " + name + " of " + std::to_string(missing) + (missing == 1 ? " row" : " rows"),
                                          "the words of another language are shown, and said to be", table.sheet, first->number, name + "::" + language, {}});
            }
    };
    look(m_survey, {"label", "hint", "guidance_hint", "constraint_message", "required_message"});
    look(m_choices, {"label"});
}

/// A workbook of one sheet that can only be the questions, whatever it is called.
bool Compiler::isOnlySheet() const {
    if (m_sheets.size() != 1 || m_sheets.front().rows.empty() || m_sheets.front().name.starts_with('_') || !similarSheets("survey").empty()) return false;
    xforms::Problems ignored;
    const Table table = readTable(m_sheets.front(), Kind::Survey, ignored);
    return table.has("type") && table.has("name");
}

std::string Compiler::run() {
    const Sheet* survey = find("survey");
    if (!survey && isOnlySheet()) {
        survey = &m_sheets.front();
        m_problems.push_back({Severity::Warning, "there is no sheet called survey", "the only sheet there is, “" + survey->name + "”, is read as the questions", survey->name, 0, {}, {}});
    }
    if (!survey) {
        std::string names;
        for (const Sheet& sheet : m_sheets)
            names += (names.empty() ? "" : ", ") + sheet.name;
        const std::string similar = similarSheets("survey");
        m_problems.push_back({Severity::Error, "there is no sheet called survey (there are: " + names + ")" + (similar.empty() ? "" : "; is it " + similar + "?"), {}, {}, 0, {}, {}});
        return {};
    }
    if (const Sheet* settings = find("settings")) m_settings = readTable(*settings, Kind::Settings, m_problems);
    m_survey = readTable(*survey, Kind::Survey, m_problems);
    if (!m_survey.has("type")) {
        m_problems.push_back({Severity::Error, "the sheet has no column called type", {}, m_survey.sheet, survey->rows.empty() ? 1 : survey->rows.front().number, "type", {}});
        return {};
    }
    if (m_survey.rows.empty())
        m_problems.push_back({Severity::Error, "the sheet has no rows below its headings, so the form asks nothing", {}, m_survey.sheet, survey->rows.front().number, {}, {}});
    m_headingRow = survey->rows.empty() ? 1 : survey->rows.front().number;
    tidy();
    if (const Sheet* entities = find("entities")) m_entities = readTable(*entities, Kind::Entities, m_problems);
    checkSheets();
    readEntities();
    readChoices();
    checkSettings();
    if (const std::string name = setting("name"); xmlValidateNCName(BAD_CAST name.c_str(), 0) == 0) {
        m_root.name = name;
        m_root.path = "/" + name;
    }
    m_defaultLanguage = setting("default_language").empty() ? "default" : setting("default_language");
    bool unnamed = false;
    for (const Table* table : {&m_survey, &m_choices})
        for (const Column& column : table->columns) {
            if (!column.language.empty() && m_languages.insert(column.language).second) m_languageOrder.push_back(column.language);
            unnamed = unnamed || (column.name == "label" && column.language.empty());
        }
    if (!m_languages.empty() && unnamed) m_languages.insert(m_defaultLanguage);
    readSurvey();
    sayTranslations();
    checkLanguages();
    checkReferences();
    checkRows();

    writeEntities();
    binds(m_root);
    const std::string shown = body(m_root);
    lists();
    const std::string id = setting("form_id").empty() ? m_name : setting("form_id");
    const std::string title = setting("form_title").empty() ? id : setting("form_title");
    const std::string nameRule = setting("instance_name");
    const std::string& root = m_root.name;
    const bool omitted = yesNo(setting("omit_instanceid")) == "true()";
    std::string meta = m_metaInside[m_root.path] + (omitted ? "" : "<instanceID/>");
    if (!omitted) m_binds += "<bind nodeset=\"/" + root + "/meta/instanceID\" type=\"string\" readonly=\"true()\" jr:preload=\"uid\"/>";
    if (!nameRule.empty()) {
        meta += "<instanceName/>";
        if (!m_settings.rows.empty()) m_elsewhere[m_root.path + "/meta/instanceName"] = {&m_settings, m_settings.rows.front().number};
        m_binds += "<bind nodeset=\"/" + root + "/meta/instanceName\" type=\"string\" calculate=\"" + escaped(expression(nameRule, nullptr, "instance_name")) + "\"/>";
    }
    std::string data;
    for (const auto& child : m_root.children)
        data += instanceOf(*child, false);

    if (m_itext.size() == 1 || m_languages.empty())
        for (const auto& [language, texts] : m_itext)
            m_languages.insert(language);
    for (const std::string& language : m_languages)
        if (std::find(m_languageOrder.begin(), m_languageOrder.end(), language) == m_languageOrder.end()) m_languageOrder.push_back(language);
    std::string itext;
    for (const std::string& language : m_languageOrder) {
        itext += "<translation lang=\"" + escaped(language) + "\"" + (language == m_defaultLanguage || m_languages.size() == 1 ? " default=\"true()\"" : "") + ">";
        for (const auto& [textId, forms] : m_itext[language]) {
            itext += "<text id=\"" + escaped(textId) + "\">";
            for (const auto& [form, text] : forms)
                itext += form.empty() ? "<value>" + text + "</value>" : "<value form=\"" + form + "\">" + text + "</value>";
            itext += "</text>";
        }
        itext += "</translation>";
    }
    const std::string version = setting("version");
    std::string declared, model = "<model>";
    for (const auto& [prefix, address] : namespaces())
        declared += " xmlns:" + prefix + "=\"" + escaped(address) + "\"";
    if (!m_entityRows.empty()) {
        declared += " xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"";
        const bool isPlain = m_entityRows.size() == 1 && m_entityRows.front().holder == &m_root;
        model = std::string("<model entities:entities-version=\"") + (isPlain ? "2024.1.0" : "2025.1.0") + "\">";
    }
    return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:jr=\"http://openrosa.org/javarosa\" "
           "xmlns:odk=\"http://www.opendatakit.org/xforms\" xmlns:orx=\"http://openrosa.org/xforms\"" + declared + "><h:head><h:title>" +
           escaped(title) + "</h:title>" + model + (itext.empty() ? "" : "<itext>" + itext + "</itext>") + "<instance><" + root + " id=\"" + escaped(id) + "\"" +
           (version.empty() ? "" : " version=\"" + escaped(version) + "\"") + rootAttributes() + ">" + data + (meta.empty() ? "" : "<meta>" + meta + "</meta>") + "</" + root + "></instance>" + m_instances + m_binds + m_modelActions +
           "</model></h:head><h:body" + (setting("style").empty() ? "" : " class=\"" + escaped(setting("style")) + "\"") + ">" + shown + "</h:body></h:html>";
}

base::Result<xforms::ReadForm> readXlsForm(std::string_view bytes, const std::string& name, const xforms::Files& files) {
    auto sheets = readWorkbook(bytes);
    if (!sheets) return sheets.error();
    return compile(std::move(*sheets), name, files);
}

std::string xformOf(std::vector<Sheet> sheets, const std::string& name) {
    xforms::Problems problems;
    return Compiler(std::move(sheets), name, problems).run();
}

base::Result<xforms::ReadForm> compile(std::vector<Sheet> sheets, const std::string& name, const xforms::Files& files) {
    xforms::Problems problems;
    Compiler compiler(std::move(sheets), name, problems);
    const std::string xml = compiler.run();
    xforms::ReadForm result;
    if (xml.empty()) {
        result.problems = std::move(problems);
        return result;
    }
    auto read = xforms::readForm(xml, files);
    if (!read) return base::Error{base::ErrorCode::Malformed, "the form could not be built: " + read.error().detail};
    std::set<int> broken;  // rows with a mistake
    for (const auto& one : problems)
        if (one.severity == Severity::Error) broken.insert(one.row);
    for (auto& problem : read->problems) {
        if (problem.path.empty() && problem.column == "label") continue;  // languages were looked at by row
        if (problem.column == "preload" || problem.column == "choices") continue;  // and so were types and choices
        compiler.place(problem);
        // What a mistake of the sheet brings with it is no second mistake.
        const bool follows = broken.contains(problem.row) && (problem.row > 0 || problem.severity != Severity::Error);
        if (!follows) problems.push_back(std::move(problem));
    }
    result.form = std::move(read->form);
    result.problems = std::move(problems);
    return result;
}

}  // namespace waymark::xlsform
