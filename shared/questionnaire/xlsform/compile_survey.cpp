// Reading the sheets: rows into groups, what is wrong with them told by row.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/base/ascii.h"
#include "shared/questionnaire/xlsform/compiler.h"
#include "shared/questionnaire/xlsform/suggest.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace waymark::xlsform {

namespace {

using xforms::Severity;
using xforms::trimmed;

/// A repeat takes two levels of the XForm, and an XML reader goes 256 deep.
constexpr int kMostNesting = 100;
/// Each stands in the record twice, as a template and as its first entry, with all that is in it.
constexpr int kMostRepeatsWithin = 8;

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

const Sheet* Compiler::find(std::string_view name) const { return findSheet(m_sheets, name); }

void Compiler::say(Severity severity, const Row* row, std::string_view column, std::string message, std::string instead) {
    m_problems.push_back({severity, std::move(message), std::move(instead), m_survey.sheet.empty() ? "survey" : m_survey.sheet, row ? row->number : 0, m_survey.heading(column), {}});
}

void Compiler::sayChoice(Severity severity, const Row& row, std::string_view column, std::string message, std::string instead) {
    m_problems.push_back({severity, std::move(message), std::move(instead), m_choices.sheet, row.number, m_choices.heading(column), {}});
}

std::string Compiler::setting(std::string_view name) const {
    if (const auto found = m_settingRows.find(std::string(name)); found != m_settingRows.end()) return found->second;
    if (m_settings.rows.empty()) return {};
    const std::string value = m_settings.cell(m_settings.rows.front(), name);
    return value.empty() && name == "form_id" ? m_settings.cell(m_settings.rows.front(), "id_string") : value;
}

void Compiler::readChoices() {
    const bool duplicatesAllowed = yesNo(setting("allow_choice_duplicates")) == "true()";
    std::set<std::pair<std::string, std::string>> known;  // of the sheet that is checked: list, choice
    const auto group = [&](const Table& table, std::map<std::string, std::vector<const Row*>>& lists, bool check) {
        for (const Row& row : table.rows) {
            const std::string list = table.cell(row, "list_name"), name = table.cell(row, "name");
            if (list.empty()) {  // a remark beside the lists
                if (check && !name.empty()) sayChoice(Severity::Warning, row, "list_name", "the choice “" + name + "” belongs to no list", "it is offered nowhere");
                continue;
            }
            auto& rows = lists[list];
            if (check) {
                if (name.empty()) {
                    sayChoice(Severity::Error, row, "name", "a choice of “" + list + "” has no name");
                    continue;
                }
                if (!known.emplace(list, name).second && !duplicatesAllowed)
                    sayChoice(Severity::Error, row, "name", "the list “" + list + "” has two choices “" + name + "”; if that is meant, set allow_choice_duplicates to yes");
                bool labelled = false;
                for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i)
                    labelled = labelled || (!trimmed(row.cells[i]).empty() && table.columns[i].isKnown && table.columns[i].name != "name" && table.columns[i].name != "list_name");
                if (!labelled) sayChoice(Severity::Warning, row, "label", "the choice “" + name + "” of “" + list + "” has no label", "its name is shown");
            }
            rows.push_back(&row);
        }
    };
    if (const Sheet* sheet = find("choices")) m_choices = readTable(*sheet, Kind::Choices, m_problems);
    if (const Sheet* sheet = find("external_choices")) m_external = readTable(*sheet, Kind::Choices, m_problems);
    for (Table* table : {&m_choices, &m_external})  // what expressions compare with is written as they are; words are left to their author
        for (Row& row : table->rows)
            for (std::size_t i = 0; i < table->columns.size() && i < row.cells.size(); ++i)
                if (!table->columns[i].isKnown || table->columns[i].name == "name") row.cells[i] = straightened(row.cells[i]);
    if (!m_choices.rows.empty() && !m_choices.has("list_name") ) sayChoice(Severity::Error, m_choices.rows.front(), "list_name", "the sheet has no column list_name");
    if (!m_choices.rows.empty() && !m_choices.has("name")) sayChoice(Severity::Error, m_choices.rows.front(), "name", "the sheet has no column name");
    group(m_choices, m_lists, true);
    group(m_external, m_externalLists, false);
}

/// A form's title or id among its questions, as old spreadsheets have it.
bool Compiler::readSetting(const Row& row, const std::string& type) {
    static const std::map<std::string, std::string, std::less<>> kSettings = {
        {"form_title", "form_title"}, {"set form title", "form_title"}, {"form_id", "form_id"}, {"set form id", "form_id"}, {"submission_url", "submission_url"}, {"public_key", "public_key"},
        {"auto_send", "auto_send"}, {"auto_delete", "auto_delete"}, {"sms_keyword", "sms_keyword"}, {"allow_choice_duplicates", "allow_choice_duplicates"}};
    const auto found = kSettings.find(base::lower(type));
    if (found == kSettings.end()) return false;
    m_settingRows[found->second] = m_survey.cell(row, "name");
    return true;
}

bool Compiler::isInRepeat() const {
    for (const Item* at = m_open; at; at = at->parent)
        if (at->kind == ItemKind::Repeat) return true;
    return false;
}

/// Lists in files by their id, which has to be of one file only.
void Compiler::addFile(const Row* row, std::string_view column, const std::string& id, const std::string& source) {
    const auto [known, isNew] = m_files.emplace(id, source);
    if (isNew && row) m_rowByPath.emplace("instance('" + id + "')", row->number);
    if (!isNew && known->second != source)
        say(Severity::Error, row, column, "“" + id + "” is the name of two lists: “" + known->second.substr(known->second.rfind('/') + 1) + "” and “" + source.substr(source.rfind('/') + 1) + "”");
    if (m_lists.contains(id)) say(Severity::Error, row, column, "“" + id + "” is the name of a list on the sheet of choices and of a file");
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
    const auto [first, last] = m_open->named.equal_range(base::lower(name));
    for (auto it = first; it != last; ++it) {
        const Item* sibling = it->second;
        if (sibling->name == name) {
            say(Severity::Error, &row, "name", "the name “" + name + "” is there twice in the same group" + (m_rowByPath.contains(sibling->path) ? " (also in row " + std::to_string(m_rowByPath.at(sibling->path)) + ")" : ""));
            return false;
        }
        say(Severity::Warning, &row, "name", "the names “" + sibling->name + "” and “" + name + "” differ only in capitals, which some programs take for the same", "both are asked");
    }
    if (name == "meta") {
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
    m_open->named.emplace(base::lower(item->name), item.get());
    m_open->children.push_back(std::move(item));
}

/// How many entries a repeat has is an answer of its own where it is worked out, as the field's own converter has it: other rows may
/// refer to it as ${name_count}.
void Compiler::addCount(Item& repeat) {
    const std::string text = m_survey.cell(*repeat.row, "repeat_count");
    if (text.empty()) return;
    const bool isReference = text.starts_with("${") && text.find('}') == text.size() - 1;
    if (isReference) return;
    auto count = std::make_unique<Item>();
    count->name = repeat.name + "_count";
    if (!nameFits(*repeat.row, count->name)) return;
    count->type = findType("calculate");
    count->calculation = text;
    repeat.count = m_open->path + "/" + count->name;
    m_counts.insert(repeat.count);
    m_rowByPath[repeat.count] = repeat.row->number;
    addItem(std::move(count));
}

void Compiler::readSurvey() {
    if (m_survey.has("disabled"))
        m_problems.push_back({Severity::Warning, "the column “disabled” belongs to no form of today; “relevant” does the same", "rows with yes in it are left out", m_survey.sheet, m_headingRow,
                              m_survey.heading("disabled"), {}});
    int depth = 0;
    for (const Row* at : unrolled()) {
        const Row& row = *at;
        const std::string type = collapsed(m_survey.cell(row, "type"));
        if (yesNo(m_survey.cell(row, "disabled")) == "true()") continue;
        if (!type.empty() && readSetting(row, type)) continue;
        if (type.empty()) {
            bool named = !m_survey.cell(row, "name").empty();
            for (std::size_t i = 0; i < m_survey.columns.size() && i < row.cells.size(); ++i)
                named = named || (m_survey.columns[i].name == "label" && !trimmed(row.cells[i]).empty());
            if (named)
                say(Severity::Error, &row, "type", "this row has no type");
            else
                say(Severity::Warning, &row, "type", "this row has neither type nor name nor label", "it is passed over");
            continue;
        }
        const auto brackets = bracket(type);
        if (!brackets) {
            readQuestion(row, type);
            continue;
        }
        if (!brackets->begins) {
            const bool repeat = brackets->what == "repeat";
            if (m_open == &m_root || (m_open->kind == ItemKind::Repeat) != repeat || m_open->isLoop != (brackets->what == "loop")) {
                say(Severity::Error, &row, "type", "“" + type + "” closes nothing" +
                    (m_open == &m_root ? std::string(": no group or repeat is open") : ": what is open is the " + std::string(m_open->kind == ItemKind::Repeat ? "repeat" : "group") + " “" + m_open->name + "”"));
                continue;
            }
            checkEnd(row);
            checkTable(*m_open);
            m_open = m_open->parent;
            --depth;
            continue;
        }
        int repeats = brackets->what == "repeat" ? 1 : 0;
        for (const Item* around = m_open; around; around = around->parent)
            repeats += around->kind == ItemKind::Repeat ? 1 : 0;
        const bool tooMany = repeats > kMostRepeatsWithin;
        if (++depth > kMostNesting || tooMany) {
            say(Severity::Error, &row, "type", std::string(tooMany ? "repeats" : "groups and repeats") + " stand within each other more than " +
                std::to_string(tooMany ? kMostRepeatsWithin : kMostNesting) + " deep; nothing from here on is read");
            m_open = &m_root;
            return;
        }
        auto item = std::make_unique<Item>();
        item->kind = brackets->what == "repeat" ? ItemKind::Repeat : ItemKind::Group;
        item->row = &row;
        item->name = m_survey.cell(row, "name");
        if (!nameFits(row, item->name)) item->name = "unnamed_" + std::to_string(row.number);
        if (item->kind == ItemKind::Repeat && item->name == m_root.name) say(Severity::Error, &row, "name", "a repeat cannot be called like the form's data, “" + m_root.name + "”");
        item->isLoop = brackets->what == "loop";
        if (item->kind == ItemKind::Repeat) {
            const auto [other, isNew] = m_repeats.emplace(item->name, row.number);
            if (!isNew) say(Severity::Error, &row, "name", "the repeat in row " + std::to_string(other->second) + " is called “" + item->name + "” too; every repeat of a form needs its own name");
        }
        if (const std::string required = yesNo(m_survey.cell(row, "required")); !required.empty() && required != "false()")
            say(Severity::Warning, &row, "required", "a group or repeat cannot be required", "its questions can");
        checkSaveTo(*item);
        Item* opened = item.get();
        if (item->kind == ItemKind::Repeat) addCount(*item);
        addItem(std::move(item));
        m_open = opened;
    }
    while (m_open != &m_root) {
        say(Severity::Error, m_open->row, "type", "the " + std::string(m_open->kind == ItemKind::Repeat ? "repeat" : "group") + " “" + m_open->name + "” is never closed");
        checkTable(*m_open);
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
        say(Severity::Error, &row, "type", "there is no type “" + type + "”" + suggestType(type));
        item->type = findType("text");
    }
    const std::string_view spelling = item->type ? item->type->spelling : "";
    if (item->name.empty() && spelling.find("note") != std::string_view::npos) item->name = "generated_note_name_" + std::to_string(row.number);
    if (spelling == "audit") {
        if (!item->name.empty() && item->name != "audit") say(Severity::Error, &row, "name", "the log is always called audit; leave the name empty");
        item->name = "audit";
    }
    if (spelling == "csv-external" || spelling == "xml-external") {
        checkFileRow(row);
        if (isInRepeat()) say(Severity::Error, &row, "type", "a list in a file belongs to the whole form, not into a repeat");
        if (const auto [other, isNew] = m_declared.emplace(item->name, row.number); !isNew) {
            say(Severity::Error, &row, "name", "the list “" + item->name + "” is there already, in row " + std::to_string(other->second));
            return;
        }
        if (nameFits(row, item->name)) addFile(&row, "name", item->name, spelling == "csv-external" ? "jr://file-csv/" + item->name + ".csv" : "jr://file/" + item->name + ".xml");
        return;
    }
    if (item->type && (item->type->extra.ends_with("simserial") || item->type->extra.ends_with("subscriberid")))
        say(Severity::Unsupported, &row, "type", "the number of the SIM card is not read, and no telephone of today gives it away", "the answer stays empty");
    if (!nameFits(row, item->name)) return;
    if (spelling == "background-geopoint") {
        if (m_survey.cell(row, "trigger").empty()) say(Severity::Error, &row, "trigger", "a place recorded in the background needs a trigger that says when");
        if (!m_survey.cell(row, "calculation").empty()) say(Severity::Error, &row, "calculation", "a place recorded in the background cannot be calculated");
    }
    if (spelling == "audit") {
        checkParameters(*item);
        if (!m_declared.emplace("the log", row.number).second) say(Severity::Error, &row, "type", "a form keeps one log only");
        m_rowByPath[m_root.path + "/meta/audit"] = row.number;  // that nothing is logged is told by the form's reader
        m_metaInside[m_root.path] += "<audit/>";
        m_binds += "<bind nodeset=\"" + m_root.path + "/meta/audit\" type=\"binary\"";
        for (const auto& [name, value] : item->parameters)
            if (mayWrite("odk:" + name)) m_binds += " odk:" + name + "=\"" + escaped(value) + "\"";
        m_binds += "/>";
        return;
    }
    if (select) {
        item->kind = ItemKind::Select;
        item->select = *select;
    }
    checkParameters(*item);
    if (select) checkSelect(*item);
    item->hasTrigger = !m_survey.cell(row, "trigger").empty();
    if (spelling.find("calculate") != std::string_view::npos && m_survey.cell(row, "calculation").empty() && !isDynamic(m_survey.cell(row, "default"), item->type))
        say(Severity::Error, &row, "calculation", "“" + item->name + "” is to be calculated, but there is no calculation");
    const bool other = item->select.orOther;
    const std::string name = item->name;
    item->parent = m_open;
    checkSaveTo(*item);
    addItem(std::move(item));
    if (!other) return;
    if (!m_languages.empty()) say(Severity::Warning, &row, "type", "“Other” and “Specify other” come in English only", "write the choice and the question out to have them in every language");
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
    if (select.external && m_survey.cell(row, "choice_filter").empty()) say(Severity::Warning, &row, "choice_filter", "a question of this type is meant for choices that are filtered", "all of its list is offered");
    if (select.list.starts_with("${")) return;
    const bool byEnding = select.list.ends_with(".csv") || select.list.ends_with(".xml") || select.list.ends_with(".geojson");
    if (select.fromFile || byEnding) {
        if (!byEnding) {
            say(Severity::Error, &row, "type", "“" + select.list + "” is no file of choices: its name has to end in .csv, .xml or .geojson");
            return;
        }
        const std::string id = select.list.substr(0, select.list.rfind('.'));
        addFile(&row, "type", id, (select.list.ends_with(".csv") ? "jr://file-csv/" : "jr://file/") + select.list);
        if (select.orOther) say(Severity::Error, &row, "type", "“or_other” needs its choices on the sheet of choices");
        return;
    }
    auto& lists = select.external ? m_externalLists : m_lists;
    const auto list = lists.find(select.list);
    if (list == lists.end()) {
        std::string words = "there is no list “" + select.list + "” on the sheet of choices";
        if (lists.empty()) {
            const char* sheet = select.external ? "external_choices" : "choices";
            const std::string similar = similarSheets(sheet);
            words = "there is no list “" + select.list + "”: the form has no sheet of " + sheet + " with it" + (similar.empty() ? "" : ", but one that is called nearly so: " + similar);
        }
        Suggestion suggestion(select.list);
        for (const auto& [known, rows] : lists)
            suggestion.offer(known);
        say(Severity::Error, &row, "type", words + suggestion.words());
        return;
    }
    (select.external ? m_externalUsed : m_listsUsed).insert(select.list);
    if (select.many || select.rank)
        for (const Row* choice : list->second)
            if (const std::string name = m_choices.cell(*choice, "name"); name.find(' ') != std::string::npos)
                sayChoice(select.many ? Severity::Error : Severity::Warning, *choice, "name", "“" + name + "” has a space in it, which parts the answers of a question with several choices");
    if (select.orOther) {
        if (!m_survey.cell(row, "choice_filter").empty()) say(Severity::Error, &row, "choice_filter", "a question with “or_other” cannot filter its choices");
        m_otherLists.insert(select.list);
    }
}

/// A table of questions shows one list of choices once, above them all.
void Compiler::checkTable(const Item& group) {
    std::istringstream appearances(cell(group, "appearance"));
    bool isTable = false;
    for (std::string one; appearances >> one;)
        isTable = isTable || one == "table-list";
    const Item* first = nullptr;
    for (const auto& child : group.children) {
        if (!isTable || child->kind != ItemKind::Select) continue;
        if (!cell(*child, "choice_filter").empty()) say(Severity::Error, child->row, "choice_filter", "in a table, choices cannot be filtered");
        if (!first) first = child.get();
        else if (child->select.list != first->select.list)
            say(Severity::Error, child->row, "type", "all questions of a table have the same choices, and this one has “" + child->select.list + "” instead of “" + first->select.list + "”");
    }
}

/// A trigger names questions, with commas between them.
void Compiler::checkTriggers(const Item& item) {
    std::istringstream parts(cell(item, "trigger"));
    for (std::string part; std::getline(parts, part, ',');) {
        part = trimmed(part);
        const bool reference = part.starts_with("${") && part.find('}') == part.size() - 1 && part.size() > 3;
        if (!reference) {
            say(Severity::Error, item.row, "trigger", "a trigger names a question, as in ${name}; several are written with commas between them");
            continue;
        }
        const auto found = m_byName.find(part.substr(2, part.size() - 3));
        if (found == m_byName.end()) continue;  // told with all references
        if (const ItemKind kind = found->second.front()->kind; kind == ItemKind::Group || kind == ItemKind::Repeat)
            say(Severity::Error, item.row, "trigger", "“" + found->first + "” is a group or repeat, which has no answer that could change");
    }
}

}  // namespace waymark::xlsform
