// Cells that nothing acts on, because the row is of another kind than the one they are for: told one by one, so that none is dropped in silence.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"

#include <algorithm>
#include <map>
#include <set>

namespace waymark::xlsform {

using xforms::Severity;

void Compiler::sayUnused(const Item& item, std::initializer_list<std::string_view> columns, std::string_view what) {
    sayUnused(*item.row, what, [&](const std::string& name) { return std::find(columns.begin(), columns.end(), name) != columns.end(); });
}

void Compiler::sayUnused(const Row& row, std::string_view what, const std::function<bool(const std::string&)>& isUnused) {
    for (std::size_t i = 0; i < m_survey.columns.size() && i < row.cells.size(); ++i) {
        const Column& column = m_survey.columns[i];
        const bool isOurs = column.isKnown || column.name.find("::") != std::string::npos;  // of others it was told that they are none
        if (isOurs && !xforms::trimmed(row.cells[i]).empty() && isUnused(column.name))
            say(Severity::Unsupported, &row, column.heading, "nothing acts on the column “" + column.heading + "” of " + std::string(what), "the rest of the row works");
    }
}

/// A list in a file has a name, and nothing that is asked.
void Compiler::checkFileRow(const Row& row) {
    static const std::set<std::string, std::less<>> kRead = {"type", "name", "label", "note", "disabled"};
    sayUnused(row, "a list in a file", [](const std::string& name) { return !kRead.contains(name); });
}

void Compiler::checkRow(const Item& item) {
    if (!item.row) return;
    if (item.kind == ItemKind::Group || item.kind == ItemKind::Repeat) {
        sayUnused(item, {"choice_filter", "calculation", "constraint", "default", "trigger", "parameters", "rows"}, item.kind == ItemKind::Group ? "a group" : "a repeat");
        if (item.kind == ItemKind::Group) sayUnused(item, {"repeat_count"}, "a group, which is asked once");
        else sayUnused(item, {"intent", "autoplay", "query", "accuracythreshold"}, "a repeat");
        if (item.kind == ItemKind::Repeat && !hasText(item, "label") && !hasText(item, "image"))
            say(Severity::Warning, item.row, "label", "the repeat “" + item.name + "” has no label", "its entries are shown by their numbers alone");
        if (item.children.empty())
            say(Severity::Warning, item.row, "type", "the " + std::string(item.kind == ItemKind::Group ? "group" : "repeat") + " “" + item.name + "” holds no question", "nothing is shown for it");
        return;
    }
    sayUnused(item, {"repeat_count"}, "a question; it belongs to a repeat");
    if (item.kind == ItemKind::Select) return sayUnused(item, {"rows"}, "a question with choices");
    checkReferenceGeometry(item);
    const bool hasPlaces = item.parameters.contains("reference-geometry");
    if (!item.type || item.type->control.empty()) return sayUnused(item, {"appearance", "choice_filter", "rows", "hint", "guidance_hint"}, "a row that is not shown"), sayUnseenLooks(item);
    if (!hasPlaces) sayUnused(item, {"choice_filter"}, "a question without choices");
    if (item.type->type != "string" || item.type->control != "input") sayUnused(item, {"rows"}, "a question that is not answered with a text");
}

void Compiler::sayUnseenLooks(const Item& item) {
    static const std::set<std::string, std::less<>> kLooks = {"image", "audio", "video", "big-image", "image-description", "intent", "autoplay", "query", "accuracythreshold"};
    sayUnused(*item.row, "a row that is not shown", [](const std::string& name) { return kLooks.contains(name) || name.starts_with("body::") || name.starts_with("control::"); });
}

/// The row that closes a group says that it closes it, and nothing else.
void Compiler::checkEnd(const Row& row) {
    if (!m_survey.cell(row, "save_to").empty()) say(Severity::Error, &row, "save_to", "a group or repeat cannot be saved to an entity; its questions can");
    for (const std::string_view column : {"relevant", "required", "constraint", "calculation", "appearance", "repeat_count", "choice_filter", "default", "trigger", "read_only", "parameters"})
        if (!m_survey.cell(row, column).empty())
            say(Severity::Warning, &row, column, "the column “" + m_survey.heading(column) + "” is not read in a row that closes a group or repeat", "it is passed over; write it in the row that opens it");
    static const std::set<std::string, std::less<>> kWords = {"hint", "guidance_hint", "constraint_message", "required_message", "rows", "image", "audio", "video", "big-image", "image-description", "intent", "autoplay", "query", "accuracythreshold", "compact_tag"};
    sayUnused(row, "a row that closes a group or repeat", [](const std::string& name) { return kWords.contains(name) || name.find("::") != std::string::npos; });
}

void Compiler::checkSearch(const Item& item) {
    m_searched.insert(item.select.list);
    if (const std::string filter = cell(item, "choice_filter"); !filter.empty())
        say(Severity::Warning, item.row, "choice_filter", "a search finds its rows by what stands in its brackets, and not by the condition “" + filter + "”", "all that it finds are offered; write the condition into the search");
    if (isShuffled(item)) say(Severity::Unsupported, item.row, "parameters", "choices that a search finds cannot be shuffled", "they come in the order of the file");
}

/// A list whose rows tell search() which columns of a file to show holds no choices for anybody else.
void Compiler::checkSearches() {
    std::map<std::string, std::pair<const Item*, const Item*>> lists;  // by list: one that searches, one that does not
    const auto walk = [&](const auto& self, const Item& at) -> void {
        for (const auto& child : at.children) {
            if (child->kind == ItemKind::Select && child->row && m_lists.contains(child->select.list)) {
                auto& [searching, plain] = lists[child->select.list];
                (isSearched(*child) ? searching : plain) = child.get();
                if (isSearched(*child)) checkSearch(*child);
            }
            self(self, *child);
        }
    };
    walk(walk, m_root);
    for (const auto& [list, users] : lists)
        if (users.first && users.second)
            say(Severity::Error, users.first->row, "appearance", "“" + users.first->name + "” looks for the list “" + list + "” in a file, but “" + users.second->name + "” offers the same list as it stands; give each a list of its own");
}

/// Places that a question about a place begins with: a list, in the form or beside it, or the entries of a repeat.
void Compiler::checkReferenceGeometry(const Item& item) {
    const auto given = item.parameters.find("reference-geometry");
    if (given == item.parameters.end() || !item.type || !item.type->type.starts_with("geo")) return;
    const std::string& name = given->second;
    bool found = m_lists.contains(name) || m_files.contains(name);
    if (name.size() > 3 && name.starts_with("${") && name.ends_with('}')) {
        const auto named = m_byName.find(name.substr(2, name.size() - 3));
        found = named != m_byName.end() && named->second.front()->kind == ItemKind::Repeat;
    }
    if (!found) say(Severity::Error, item.row, "parameters", "“reference-geometry” names a list of choices, a list in a file or a repeat, as in ${plots}, and “" + name + "” is none");
}

/// Attributes that an author adds to the form or the record by hand, as far as they can be written.
void Compiler::checkAttributeColumns() {
    for (const Column& column : m_survey.columns)
        for (const std::string_view prefix : {"instance::", "bind::", "control::", "body::"})
            if (column.name.starts_with(prefix) && !mayWrite(column.name.substr(prefix.size())))
                m_problems.push_back({Severity::Unsupported, "“" + column.name.substr(prefix.size()) + "” is no name of an attribute, or its prefix is not declared in the setting namespaces",
                                      "the form works without it", m_survey.sheet, m_headingRow, column.heading, {}});
}

void Compiler::checkRows() {
    const auto walk = [&](const auto& self, const Item& at) -> void {
        for (const auto& child : at.children) {
            checkRow(*child);
            self(self, *child);
        }
    };
    walk(walk, m_root);
    checkSearches();
    checkAttributeColumns();
}

}  // namespace waymark::xlsform
