// The data and the rules of the XForm.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"
#include "shared/questionnaire/xlsform/delimited.h"

#include <algorithm>
#include <array>

namespace waymark::xlsform {

using xforms::Severity;

/// The item's element with its default; a repeat comes as a template and one occurrence, as the field's own converter writes it.
std::string Compiler::instanceOf(const Item& item, bool asTemplate) {
    std::string inner;
    for (const auto& child : item.children)
        inner += instanceOf(*child, asTemplate || item.kind == ItemKind::Repeat);
    if (item.kind == ItemKind::Question || item.kind == ItemKind::Select) {
        std::string value = straightened(cell(item, "default"));
        if (isDynamic(value, item.type)) value.clear();
        if (!value.empty() && item.type && item.type->extra == "image/*" && value.find("jr://") == std::string::npos) value = "jr://images/" + value;
        inner = escaped(value);
    }
    if (const auto meta = m_metaInside.find(item.path); meta != m_metaInside.end()) inner += "<meta>" + meta->second + "</meta>";
    const std::string attributes = instanceAttributes(item);
    const auto element = [&](std::string_view extra) {
        return inner.empty() ? "<" + item.name + attributes + std::string(extra) + "/>" : "<" + item.name + attributes + std::string(extra) + ">" + inner + "</" + item.name + ">";
    };
    if (item.kind != ItemKind::Repeat) return element("");
    return element(" jr:template=\"\"") + (cell(item, "repeat_count").empty() ? element("") : "");
}

/// Attributes of the record's own that an author put into a column such as instance::unit.
std::string Compiler::instanceAttributes(const Item& item) const {
    std::string out;
    for (const Column& column : m_survey.columns) {
        if (!column.name.starts_with("instance::") || !item.row) continue;
        const std::string name = column.name.substr(10), value = m_survey.cell(*item.row, column.name);
        if (!value.empty() && mayWrite(name)) out += " " + name + "=\"" + escaped(value) + "\"";
    }
    return out;
}

/// Attributes of the XForm that an author put into columns such as bind::orx:max-pixels; what nothing acts on is told by the form's reader.
/// `there` are those that the element has already.
std::string Compiler::ownAttributes(const Item& item, std::initializer_list<std::string_view> prefixes, const std::string& there) {
    std::string out;
    for (const Column& column : m_survey.columns)
        for (const std::string_view prefix : prefixes) {
            if (!item.row || !column.name.starts_with(prefix)) continue;
            const std::string name = column.name.substr(prefix.size()), value = m_survey.cell(*item.row, column.name);
            if (value.empty() || !mayWrite(name) || (there + out).find(" " + name + "=\"") != std::string::npos) continue;
            out += " " + name + "=\"" + escaped(expression(value, &item, column.name)) + "\"";
        }
    return out;
}

void Compiler::binds(const Item& item) {
    for (const auto& child : item.children) {
        bindOf(*child);
        binds(*child);
    }
}

void Compiler::bindOf(const Item& item) {
    const auto add = [](std::string& bind, std::string_view name, const std::string& value) {
        if (!value.empty()) bind += " " + std::string(name) + "=\"" + escaped(value) + "\"";
    };
    std::string bind;
    const bool group = item.kind == ItemKind::Group || item.kind == ItemKind::Repeat;
    std::string type(item.type ? item.type->type : "");
    if (item.kind == ItemKind::Select) type = item.select.rank ? "odk:rank" : item.select.many ? "select" : "select1";
    if (item.type && item.type->spelling == "range")
        for (const auto& [name, value] : item.parameters)
            if (value.find('.') != std::string::npos) type = "decimal";
    if (!group) add(bind, "type", cell(item, "bind::type").empty() ? type : cell(item, "bind::type"));

    const std::string spelling(item.type ? item.type->spelling : "");
    const bool note = spelling.find("note") != std::string::npos;
    add(bind, "relevant", item.relevant.empty() ? condition(cell(item, "relevant"), &item, "relevant") : expression(item.relevant, &item, "relevant"));
    if (!group) add(bind, "required", condition(cell(item, "required"), &item, "required"));
    std::string constraint = condition(cell(item, "constraint"), &item, "constraint");
    if (constraint.empty() && item.type) constraint = item.type->constraint;
    add(bind, "constraint", constraint);
    const std::string readonly = condition(cell(item, "read_only"), &item, "read_only");
    add(bind, "readonly", readonly.empty() && (note || !item.calculation.empty()) ? "true()" : readonly);
    if (!item.calculation.empty()) add(bind, "calculate", expression(item.calculation, &item, "repeat_count"));
    else if (!item.hasTrigger) add(bind, "calculate", expression(cell(item, "calculation"), &item, "calculation"));
    if (const std::string text = message(item, "constraint_message", item.path + ":jr:constraintMsg"); !text.empty()) bind += " jr:constraintMsg=\"" + text + "\"";
    if (const std::string text = message(item, "required_message", item.path + ":jr:requiredMsg"); !text.empty()) bind += " jr:requiredMsg=\"" + text + "\"";
    if (item.type && !item.type->preload.empty()) {
        add(bind, "jr:preload", std::string(item.type->preload));
        add(bind, "jr:preloadParams", std::string(item.type->extra));
    }
    static constexpr std::array<std::pair<const char*, const char*>, 3> kParameters = {
        {{"max-pixels", "orx:max-pixels"}, {"quality", "odk:quality"}, {"allow-mock-accuracy", "odk:allow-mock-accuracy"}}};
    for (const auto& [parameter, attribute] : kParameters)
        if (const auto given = item.parameters.find(parameter); given != item.parameters.end() && spelling != "background-audio") add(bind, attribute, given->second);
    bind += ownAttributes(item, {"bind::"}, " nodeset=\"\"" + bind);
    if (const std::string saved = cell(item, "save_to"); !saved.empty()) add(bind, "entities:saveto", saved.substr(saved.find('#') + 1));
    if (!group || !bind.empty()) m_binds += "<bind nodeset=\"" + item.path + "\"" + bind + "/>";

    // A default to be worked out, and a calculation that waits for another answer to change.
    const std::string value = cell(item, "default");
    bool inRepeat = false;
    for (const Item* above = item.parent; above; above = above->parent)
        inRepeat = inRepeat || above->kind == ItemKind::Repeat;
    if (!group && isDynamic(value, item.type) && !inRepeat)
        m_modelActions += "<setvalue event=\"odk-instance-first-load\" ref=\"" + item.path + "\" value=\"" + escaped(expression(value, &item, "default")) + "\"/>";
    if (spelling == "start-geopoint") m_modelActions += "<odk:setgeopoint event=\"odk-instance-first-load\" ref=\"" + item.path + "\"/>";
    if (spelling == "background-audio") {
        const auto quality = item.parameters.find("quality");
        m_modelActions += "<odk:recordaudio event=\"odk-instance-load\" ref=\"" + item.path + "\"" +
                          (quality == item.parameters.end() ? "" : " odk:quality=\"" + escaped(quality->second) + "\"") + "/>";
    }
    if (!item.hasTrigger) return;
    checkTriggers(item);
    const std::string triggers = cell(item, "trigger");
    for (std::size_t at = triggers.find("${"); at != std::string::npos; at = triggers.find("${", at + 2)) {
        const std::size_t close = triggers.find('}', at);
        if (close == std::string::npos) break;
        const std::string path = pathFor(xforms::trimmed(std::string_view(triggers).substr(at + 2, close - at - 2)), &item, "trigger");
        if (spelling == "background-geopoint") {
            m_triggered[path] += "<odk:setgeopoint event=\"xforms-value-changed\" ref=\"" + item.path + "\"/>";
            continue;
        }
        const std::string calculation = expression(cell(item, "calculation"), &item, "calculation");
        m_triggered[path] += "<setvalue event=\"xforms-value-changed\" ref=\"" + item.path + "\"" + (calculation.empty() ? "" : " value=\"" + escaped(calculation) + "\"") + "/>";
    }
}

/// Words in several languages, pictures and references stand among the form's texts; plain labels stand in the list itself.
bool Compiler::usesItext(const Table& table, const std::string& list) const {
    const auto isMedia = [](std::string_view name) { return name == "image" || name == "audio" || name == "video" || name == "big-image" || name == "image-description"; };
    for (const Column& column : table.columns)
        if (!column.language.empty() || isMedia(column.name)) return true;
    const auto& lists = &table == &m_external ? m_externalLists : m_lists;
    const auto rows = lists.find(list);
    return rows != lists.end() && std::any_of(rows->second.begin(), rows->second.end(), [&](const Row* row) { 
        const std::string label = table.cell(*row, "label");
        return holdsOutput(label) || label.find("instance(") != std::string::npos;
    });
}

/// Lists of choices: each an instance of its own, with every column of its sheet for filters.
void Compiler::lists() {
    const auto write = [this](const Table& table, const std::string& list, const std::vector<const Row*>& rows, bool other) {
        const bool translated = usesItext(table, list);
        std::string items;
        std::size_t number = 0;
        bool hasOther = false;
        for (const Row* row : rows) {
            const std::string name = table.cell(*row, "name");
            hasOther = hasOther || name == "other";
            const std::string id = list + "-" + std::to_string(number++);
            m_elsewhere[id] = {&table, row->number};
            items += "<item>";
            if (translated) items += "<itextId>" + escaped(id) + "</itextId>";
            for (std::size_t i = 0; i < table.columns.size() && i < row->cells.size(); ++i) {
                const Column& column = table.columns[i];
                const std::string text = xforms::trimmed(row->cells[i]);
                if (text.empty() || column.name.empty() || column.name == "list_name") continue;
                const bool media = column.name == "image" || column.name == "audio" || column.name == "video" || column.name == "big-image";
                const bool described = column.name == "image-description";
                if (translated && (column.name == "label" || media || described)) {
                    const std::string folder = column.name == "audio" ? "audio" : column.name == "video" ? "video" : "images";
                    auto& slot = m_itext[column.language.empty() ? m_defaultLanguage : column.language][id][media || described ? column.name : ""];
                    if (slot.empty() || !column.language.empty()) slot = (media ? "jr://" + folder + "/" : std::string()) + words(text, nullptr, "label");
                    continue;
                }
                const std::string element = column.isKnown ? column.name : xforms::trimmed(column.heading);
                if (xmlValidateNCName(BAD_CAST element.c_str(), 0) == 0) items += "<" + element + ">" + escaped(text) + "</" + element + ">";
            }
            items += "</item>";
        }
        if (other && !hasOther) {
            const std::string id = list + "-other";
            items += "<item><name>other</name>";
            if (translated) {
                items += "<itextId>" + escaped(id) + "</itextId>";
                for (const std::string& language : m_languages)
                    m_itext[language][id][""] = "Other";
            } else {
                items += "<label>Other</label>";
            }
            items += "</item>";
        }
        if (!m_searched.contains(list)) m_instances += "<instance id=\"" + escaped(list) + "\"><root>" + items + "</root></instance>";
    };
    for (const auto& [list, rows] : m_lists)
        write(m_choices, list, rows, m_otherLists.contains(list));
    for (const auto& [list, rows] : m_externalLists)
        if (!m_lists.contains(list)) write(m_external, list, rows, false);
    for (const auto& [id, source] : m_files)
        if (!m_lists.contains(id)) m_instances += "<instance id=\"" + escaped(id) + "\" src=\"" + escaped(source) + "\"/>";
}

}  // namespace waymark::xlsform
