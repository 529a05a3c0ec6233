// Columns of a form that a questionnaire with scores has no place for. A form acts on them, a definition does not, and whoever filled them has to know.
#include "shared/questionnaire/exchange/sheets_check.h"
#include "shared/questionnaire/exchange/grid.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/question_types.h"

#include <algorithm>
#include <functional>
#include <set>

namespace waymark::exchange {

namespace {

using IsSaid = std::function<bool(const xlsform::Column& column, const std::string& text)>;

std::string withoutSpaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

/// What happens in place of what the column asks for.
std::string insteadOf(const std::string& column) {
    static const std::map<std::string, std::string, std::less<>> kInstead = {
        {"relevant", "it is asked of everybody; waymark::ages, waymark::points and waymark::respondents say of whom and when"},
        {"required", "it can be left out, as every question; the column least says how many answers a score needs"},
        {"required_message", "every question can be left out"},
        {"constraint", "what its list offers can be answered, or from the lowest number of its list to the highest"},
        {"constraint_message", "what does not fit is told in Waymark's own words"},
        {"hint", "it is not shown; write it into the label"},
        {"guidance_hint", "it is not shown"},
        {"default", "it begins without an answer"},
        {"calculation", "nothing is worked out, and it is asked"},
        {"trigger", "nothing is worked out"},
        {"choice_filter", "all of its list is offered"},
        {"appearance", "it looks as waymark::kind says"},
        {"parameters", "its list is shown in its own order, and nothing else is set"},
        {"read_only", "it can be answered"},
        {"image", "it is not shown; waymark::picture names a drawing"},
        {"big-image", "it is not shown; waymark::picture names a drawing"},
        {"image-description", "it is not read out"},
        {"audio", "it is not played; the words can be read aloud (waymark::read_aloud)"},
        {"video", "it is not shown"},
        {"autoplay", "nothing starts by itself"},
    };
    const auto found = kInstead.find(column);
    return found == kInstead.end() ? "the questionnaire works without it" : found->second;
}

void sayUnsaid(Draft& draft, const xlsform::Table& table, const xlsform::Row& row, const IsSaid& isSaid) {
    for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
        const xlsform::Column& column = table.columns[i];
        const std::string text = xforms::trimmed(row.cells[i]);
        if (text.empty() || column.heading.empty() || column.heading.starts_with('_') || isSaid(column, text)) continue;
        draft.say(xforms::Severity::Unsupported, {table.sheet, row.number, column.heading}, "nothing acts on the column “" + column.heading + "” in a questionnaire with scores", insteadOf(column.name));
    }
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// As a definition that becomes a spreadsheet has it: a form then looks and answers as the definition does.
bool isAsWritten(const std::string& column, const std::string& text, const base::Json& item, const base::Json& scales) {
    const std::string kind = base::textOf(item, "kind");
    if (column == "appearance") return text == "likert" && isOneOf(kind, {"likert", "ten_point", "faces"});
    if (column != "constraint" || kind != "number") return false;
    for (const auto& scale : scales)
        if (base::textOf(scale, "key") == base::textOf(item, "scale") && scale.contains("lowest") && scale.contains("highest"))
            return withoutSpaces(text) == ".>=" + scale["lowest"].dump() + "and.<=" + scale["highest"].dump();
    return false;
}

std::map<std::string, const base::Json*> itemsByKey(const base::Json& definition) {
    std::map<std::string, const base::Json*> items;
    for (const char* member : {"practice", "items"})
        if (const auto list = definition.find(member); list != definition.end())
            for (const auto& item : *list)
                items.emplace(base::textOf(item, "key"), &item);
    if (const auto closing = definition.find("closing"); closing != definition.end()) items.emplace(base::textOf(*closing, "key"), &*closing);
    return items;
}

}  // namespace

void sayUnsaidColumns(Draft& draft, const xlsform::Table& survey, const xlsform::Table& choices, const xlsform::Table& settings) {
    const auto items = itemsByKey(draft.json);
    for (const xlsform::Row& row : survey.rows) {
        const auto found = items.find(survey.cell(row, "name"));
        const base::Json* item = found == items.end() ? nullptr : found->second;
        const auto* plain = xlsform::findType(survey.cell(row, "type"));
        const bool isIntro = !item && plain && plain->spelling.ends_with("note") && survey.cell(row, "name") == "intro";
        if (!item && !isIntro) continue;  // that the row is left out was told
        sayUnsaid(draft, survey, row, [&](const xlsform::Column& column, const std::string& text) {
            if (!column.isKnown || isOneOf(column.name, {"type", "name", "label", "note", "disabled"})) return true;
            if (xlsform::isOurs(column.name)) return !isIntro;
            return item && isAsWritten(column.name, text, *item, draft.json["scales"]);
        });
    }
    std::set<std::string> numbers;
    for (const auto& scale : draft.json["scales"])
        if (base::textOf(scale, "kind") == "numbers") numbers.insert(base::textOf(scale, "key"));
    for (const xlsform::Row& row : choices.rows) {
        const std::string list = choices.cell(row, "list_name");
        if (!list.empty())
            sayUnsaid(draft, choices, row, [&](const xlsform::Column& column, const std::string&) {
                return isOneOf(column.name, {"list_name", "name", "label", "waymark::scale"}) || (column.name == "waymark::picture" && numbers.contains(list)) || (!column.isKnown && xlsform::isOurs(column.name));
            });
    }
    if (!settings.rows.empty())
        sayUnsaid(draft, settings, settings.rows.front(), [](const xlsform::Column& column, const std::string&) {
            return !column.isKnown || xlsform::isOurs(column.name) || isOneOf(column.name, {"form_title", "form_id", "id_string", "version", "default_language"});
        });
}

void sayUnsaidLanguages(Draft& draft, const xlsform::Table& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const xlsform::Column& column = table.columns[i];
        const bool isRead = xlsform::isOurs(column.name) || isOneOf(column.name, {"label", "title"});
        if (column.language.empty() || !isRead || draft.json["languages"].contains(languageCode(column.language))) continue;
        const auto first = std::find_if(table.rows.begin(), table.rows.end(), [i](const xlsform::Row& row) { return i < row.cells.size() && !xforms::trimmed(row.cells[i]).empty(); });
        if (first != table.rows.end())
            draft.say(xforms::Severity::Unsupported, {table.sheet, first->number, column.heading}, "the setting waymark::languages does not name the language of the column “" + column.heading + "”",
                      "nobody is offered it; add it as " + languageCode(column.language) + "=draft, or =checked once a speaker has read it");
    }
}

}  // namespace waymark::exchange
