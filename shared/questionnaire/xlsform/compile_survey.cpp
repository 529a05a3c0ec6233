// Reading the sheets: rows into groups, what is wrong with them told by row.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"
#include "shared/questionnaire/xpath/value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace waymark::xlsform {

namespace {

using xforms::Severity;
using xforms::trimmed;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool isName(const std::string& name) { return !name.empty() && xmlValidateNCName(BAD_CAST name.c_str(), 0) == 0; }

std::string collapsed(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c == '\t' || c == '\n' ? ' ' : c;
    return trimmed(out);
}

}  // namespace

Compiler::Compiler(std::vector<Sheet> sheets, std::string name, xforms::Problems& problems) : m_sheets(std::move(sheets)), m_name(std::move(name)), m_problems(problems) {
    m_root.kind = ItemKind::Group;
    m_root.name = "data";
    m_root.path = "/data";
    m_open = &m_root;
}

const Sheet* Compiler::find(std::string_view name) const {
    for (const Sheet& sheet : m_sheets)
        if (lower(trimmed(sheet.name)) == name) return &sheet;
    return nullptr;
}

void Compiler::say(Severity severity, const Row* row, std::string_view column, std::string message, std::string instead) {
    m_problems.push_back({severity, std::move(message), std::move(instead), m_survey.sheet.empty() ? "survey" : m_survey.sheet, row ? row->number : 0, m_survey.heading(column), {}});
}

void Compiler::sayChoice(Severity severity, const Row& row, std::string_view column, std::string message) {
    m_problems.push_back({severity, std::move(message), {}, m_choices.sheet, row.number, m_choices.heading(column), {}});
}

std::string Compiler::setting(std::string_view name) const { return m_settings.rows.empty() ? std::string() : m_settings.cell(m_settings.rows.front(), name); }

void Compiler::readChoices() {
    const auto group = [this](const Table& table, std::map<std::string, std::vector<const Row*>>& lists, bool check) {
        for (const Row& row : table.rows) {
            const std::string list = table.cell(row, "list_name"), name = table.cell(row, "name");
            if (list.empty()) continue;  // a remark beside the lists
            auto& rows = lists[list];
            if (check) {
                if (name.empty()) {
                    sayChoice(Severity::Error, row, "name", "a choice of “" + list + "” has no name");
                    continue;
                }
                for (const Row* other : rows)
                    if (table.cell(*other, "name") == name && yesNo(setting("allow_choice_duplicates")) != "true()") {
                        sayChoice(Severity::Error, row, "name", "the list “" + list + "” has two choices “" + name + "”; if that is meant, set allow_choice_duplicates to yes");
                        break;
                    }
                bool labelled = false;
                for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i)
                    labelled = labelled || (!trimmed(row.cells[i]).empty() && table.columns[i].isKnown && table.columns[i].name != "name" && table.columns[i].name != "list_name");
                if (!labelled) sayChoice(Severity::Warning, row, "label", "the choice “" + name + "” of “" + list + "” has no label");
            }
            rows.push_back(&row);
        }
    };
    if (const Sheet* sheet = find("choices")) m_choices = readTable(*sheet, Kind::Choices, m_problems);
    if (const Sheet* sheet = find("external_choices")) m_external = readTable(*sheet, Kind::Choices, m_problems);
    if (!m_choices.rows.empty() && !m_choices.has("list_name") ) sayChoice(Severity::Error, m_choices.rows.front(), "list_name", "the sheet has no column list_name");
    if (!m_choices.rows.empty() && !m_choices.has("name")) sayChoice(Severity::Error, m_choices.rows.front(), "name", "the sheet has no column name");
    group(m_choices, m_lists, true);
    group(m_external, m_externalLists, false);
}

void Compiler::checkSettings() {
    static constexpr std::array<std::array<std::string_view, 3>, 8> kOtherwise = {{
        {"public_key", "answers are not encrypted with the form's own key", "they are sealed on the device and sent through Waymark's own connection"},
        {"submission_url", "answers are not sent to another server", "they go to your own service"},
        {"auto_send", "sending cannot be set by the form", "answers are sent whenever there is a connection"},
        {"auto_delete", "deleting cannot be set by the form", "the organisation's retention rules decide"},
        {"client_editable", "editing after sending cannot be set by the form", "corrections follow the instrument's own rule"},
        {"sms_keyword", "answers are not sent by text message", "they go to your own service"},
        {"prefix", "answers are not sent by text message", "they go to your own service"},
        {"flat", "groups are not flattened", "the groups stay"},
    }};
    if (m_settings.rows.empty()) return;
    for (const auto& [name, message, instead] : kOtherwise)
        if (!setting(name).empty())
            m_problems.push_back({Severity::Unsupported, std::string(message), std::string(instead), m_settings.sheet, m_settings.rows.front().number, m_settings.heading(name), {}});
}

bool Compiler::nameFits(const Row& row, const std::string& name) {
    if (name.empty()) {
        say(Severity::Error, &row, "name", "this row has no name");
        return false;
    }
    if (!isName(name)) {
        say(Severity::Error, &row, "name", "“" + name + "” cannot be a name: names begin with a letter or an underscore and go on with letters, digits, hyphens, underscores and full stops");
        return false;
    }
    for (const auto& sibling : m_open->children) {
        if (sibling->name == name) {
            say(Severity::Error, &row, "name", "the name “" + name + "” is there twice in the same group" + (sibling->row ? " (also in row " + std::to_string(sibling->row->number) + ")" : ""));
            return false;
        }
        if (lower(sibling->name) == lower(name))
            say(Severity::Warning, &row, "name", "the names “" + sibling->name + "” and “" + name + "” differ only in capitals, which some programs take for the same");
    }
    if (name == "meta" && m_open == &m_root) {
        say(Severity::Error, &row, "name", "the name “meta” is kept for data about the record");
        return false;
    }
    return true;
}

void Compiler::addItem(std::unique_ptr<Item> item) {
    item->parent = m_open;
    item->path = m_open->path + "/" + item->name;
    m_byName[item->name].push_back(item.get());
    if (item->row) m_rowByPath[item->path] = item->row->number;
    m_open->children.push_back(std::move(item));
}

void Compiler::readSurvey() {
    for (const Row& row : m_survey.rows) {
        const std::string type = collapsed(m_survey.cell(row, "type"));
        if (yesNo(m_survey.cell(row, "disabled")) == "true()") continue;
        if (type.empty()) {
            bool named = !m_survey.cell(row, "name").empty();
            for (std::size_t i = 0; i < m_survey.columns.size() && i < row.cells.size(); ++i)
                named = named || (m_survey.columns[i].name == "label" && !trimmed(row.cells[i]).empty());
            if (named) say(Severity::Error, &row, "type", "this row has no type");
            continue;
        }
        const auto brackets = bracket(type);
        if (!brackets) {
            readQuestion(row, type);
            continue;
        }
        if (!brackets->begins) {
            const bool repeat = brackets->what == "repeat";
            if (m_open == &m_root || (m_open->kind == ItemKind::Repeat) != repeat) {
                say(Severity::Error, &row, "type", "“" + type + "” closes nothing" +
                    (m_open == &m_root ? std::string(": no group or repeat is open") : ": what is open is the " + std::string(m_open->kind == ItemKind::Repeat ? "repeat" : "group") + " “" + m_open->name + "”"));
                continue;
            }
            m_open = m_open->parent;
            continue;
        }
        auto item = std::make_unique<Item>();
        item->kind = brackets->what == "repeat" ? ItemKind::Repeat : ItemKind::Group;
        item->row = &row;
        item->name = m_survey.cell(row, "name");
        if (!nameFits(row, item->name)) item->name = "unnamed_" + std::to_string(row.number);
        if (item->kind == ItemKind::Repeat && item->name == m_root.name) say(Severity::Error, &row, "name", "a repeat cannot be called like the form's data, “data”");
        if (brackets->what == "loop") say(Severity::Unsupported, &row, "type", "a loop over a list is not unrolled", "its questions are asked once");
        if (yesNo(m_survey.cell(row, "required")) == "true()") say(Severity::Warning, &row, "required", "a group or repeat cannot be required", "its questions can");
        Item* opened = item.get();
        addItem(std::move(item));
        m_open = opened;
    }
    while (m_open != &m_root) {
        say(Severity::Error, m_open->row, "type", "the " + std::string(m_open->kind == ItemKind::Repeat ? "repeat" : "group") + " “" + m_open->name + "” is never closed");
        m_open = m_open->parent;
    }
}

void Compiler::readQuestion(const Row& row, const std::string& type) {
    auto item = std::make_unique<Item>();
    item->row = &row;
    item->name = m_survey.cell(row, "name");
    const auto select = selectType(type);
    item->type = findType(type.starts_with("osm ") ? "osm" : type);
    if (item->type && item->type->spelling == "osm") say(Severity::Unsupported, &row, "type", "a map of OpenStreetMap cannot be edited", "a file can be attached");
    if (!select && !item->type) {
        say(Severity::Error, &row, "type", "there is no type “" + type + "”");
        item->type = findType("text");
    }
    const std::string_view spelling = item->type ? item->type->spelling : "";
    if (item->name.empty() && spelling.find("note") != std::string_view::npos) item->name = "generated_note_name_" + std::to_string(row.number);
    if (spelling == "audit") item->name = "audit";
    if (spelling == "csv-external" || spelling == "xml-external") {
        if (!item->name.empty()) m_files[item->name] = spelling == "csv-external" ? "jr://file-csv/" + item->name + ".csv" : "jr://file/" + item->name + ".xml";
        return;
    }
    if (!nameFits(row, item->name)) return;
    if (spelling == "background-audio" || spelling == "background-geopoint" || spelling == "start-geopoint")
        say(Severity::Unsupported, &row, "type", spelling == "background-audio" ? "sound is not recorded in the background" : "the place is not recorded in the background", "the answer stays empty");
    if (spelling == "audit") {
        say(Severity::Unsupported, &row, "type", "no log of how the form was filled in is kept", "the row is left out");
        return;
    }
    if (!m_survey.cell(row, "save_to").empty()) say(Severity::Unsupported, &row, "save_to", "answers are not saved to a list of entities", "they stay with the record");
    if (select) {
        item->kind = ItemKind::Select;
        item->select = *select;
    }
    checkParameters(*item);
    if (select) checkSelect(*item);
    item->hasTrigger = !m_survey.cell(row, "trigger").empty();
    if (spelling.find("calculate") != std::string_view::npos && m_survey.cell(row, "calculation").empty() && m_survey.cell(row, "default").empty() && !item->hasTrigger)
        say(Severity::Error, &row, "calculation", "“" + item->name + "” is to be calculated, but there is no calculation");
    const bool other = item->select.orOther;
    const std::string name = item->name;
    addItem(std::move(item));
    if (!other) return;
    auto specify = std::make_unique<Item>();
    specify->name = name + "_other";
    specify->type = findType("text");
    specify->relevant = "selected(../" + name + ", 'other')";
    specify->label = "Specify other.";
    addItem(std::move(specify));
}

void Compiler::checkSelect(Item& item) {
    const SelectType& select = item.select;
    const Row& row = *item.row;
    if (select.list.empty()) {
        say(Severity::Error, &row, "type", "the question does not name its list of choices");
        return;
    }
    if (select.list.starts_with("${")) return;
    const bool byEnding = select.list.ends_with(".csv") || select.list.ends_with(".xml") || select.list.ends_with(".geojson");
    if (select.fromFile || byEnding) {
        if (!byEnding) {
            say(Severity::Error, &row, "type", "“" + select.list + "” is no file of choices: its name has to end in .csv, .xml or .geojson");
            return;
        }
        const std::string id = select.list.substr(0, select.list.rfind('.'));
        m_files[id] = (select.list.ends_with(".csv") ? "jr://file-csv/" : "jr://file/") + select.list;
        return;
    }
    auto& lists = select.external ? m_externalLists : m_lists;
    const auto list = lists.find(select.list);
    if (list == lists.end()) {
        say(Severity::Error, &row, "type", lists.empty() ? "there is no list “" + select.list + "”: the form has no sheet of " + (select.external ? "external_choices" : "choices") + " with it"
                                                         : "there is no list “" + select.list + "” on the sheet of choices");
        return;
    }
    (select.external ? m_externalUsed : m_listsUsed).insert(select.list);
    if (select.many || select.rank)
        for (const Row* choice : list->second)
            if (const std::string name = m_choices.cell(*choice, "name"); name.find(' ') != std::string::npos)
                sayChoice(Severity::Error, *choice, "name", "“" + name + "” has a space in it, which parts the answers of a question with several choices");
    if (select.orOther) {
        if (!m_survey.cell(row, "choice_filter").empty()) say(Severity::Error, &row, "choice_filter", "a question with “or_other” cannot filter its choices");
        m_otherLists.insert(select.list);
    }
}

void Compiler::checkParameters(Item& item) {
    std::string text = m_survey.cell(*item.row, "parameters");
    for (char& c : text)
        if (c == ',' || c == ';') c = ' ';
    for (std::size_t at = text.find('='); at != std::string::npos; at = text.find('=', at + 1)) {  // "start = 1" is start=1
        while (at > 0 && text[at - 1] == ' ')
            text.erase(--at, 1);
        while (at + 1 < text.size() && text[at + 1] == ' ')
            text.erase(at + 1, 1);
    }
    std::istringstream parts(text);
    for (std::string part; parts >> part;) {
        const std::size_t equals = part.find('=');
        if (equals == std::string::npos || equals == 0) {
            say(Severity::Error, item.row, "parameters", "“" + part + "” is no parameter: they are written name=value, with spaces between them");
            continue;
        }
        item.parameters[lower(part.substr(0, equals))] = part.substr(equals + 1);
    }
    static const std::map<std::string, std::set<std::string>, std::less<>> kKnown = {
        {"range", {"start", "end", "step", "tick_interval", "placeholder", "tick_labelset"}}, {"text", {"rows"}}, {"image", {"max-pixels", "app"}},
        {"photo", {"max-pixels", "app"}}, {"audio", {"quality"}}, {"background-audio", {"quality"}},
        {"geopoint", {"capture-accuracy", "warning-accuracy", "allow-mock-accuracy"}}, {"geotrace", {"allow-mock-accuracy", "incremental"}}, {"geoshape", {"allow-mock-accuracy", "incremental"}}};
    static const std::set<std::string> kSelect = {"randomize", "seed", "value", "label"};
    const std::string spelling(item.type ? item.type->spelling : "");
    const auto known = kKnown.find(spelling);
    for (const auto& [name, value] : item.parameters)
        if (item.kind == ItemKind::Select ? !kSelect.contains(name) : known != kKnown.end() && !known->second.contains(name))
            say(Severity::Error, item.row, "parameters", "“" + name + "” is no parameter of this type of question");
    if (spelling == "range")
        for (const char* name : {"start", "end", "step"})
            if (item.parameters.contains(name) && std::isnan(xpath::plainNumber(item.parameters[name])))
                say(Severity::Error, item.row, "parameters", std::string("the parameter “") + name + "” of a range has to be a number");
    if (item.kind == ItemKind::Select) {
        const auto randomize = item.parameters.find("randomize");
        if (randomize != item.parameters.end() && randomize->second != "true" && randomize->second != "false")
            say(Severity::Error, item.row, "parameters", "randomize is true or false");
        if (item.parameters.contains("seed") && randomize == item.parameters.end()) say(Severity::Error, item.row, "parameters", "a seed needs randomize=true");
    }
}

}  // namespace waymark::xlsform
