#include "shared/questionnaire/xlsform/table.h"

#include "shared/base/ascii.h"
#include "shared/base/text.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/suggest.h"

#include <algorithm>
#include <map>
#include <set>

namespace waymark::xlsform {

namespace {

using xforms::trimmed;

/// Spellings of columns that the field has used over the years.
const std::map<std::string, std::string, std::less<>>& spellings() {
    static const std::map<std::string, std::string, std::less<>> kSpellings = {
        {"caption", "label"}, {"command", "type"}, {"tag", "name"}, {"readonly", "read_only"}, {"relevance", "relevant"}, {"bind::relevant", "relevant"},
        {"bind::required", "required"}, {"bind::constraint", "constraint"}, {"bind::calculate", "calculation"}, {"bind::readonly", "read_only"},
        {"calculate", "calculation"}, {"constraining_message", "constraint_message"}, {"bind::jr:constraintmsg", "constraint_message"},
        {"bind::constraint_message", "constraint_message"}, {"jr:constraintmsg", "constraint_message"}, {"requiredmsg", "required_message"},
        {"bind::jr:requiredmsg", "required_message"}, {"bind::required_message", "required_message"}, {"jr:requiredmsg", "required_message"},
        {"noapperrorstring", "no_app_error_string"}, {"bind::jr:noapperrorstring", "no_app_error_string"}, {"count", "repeat_count"}, {"jr:count", "repeat_count"},
        {"control::jr:count", "repeat_count"}, {"body::jr:count", "repeat_count"}, {"control::appearance", "appearance"}, {"body::appearance", "appearance"},
        {"control::autoplay", "autoplay"}, {"body::autoplay", "autoplay"}, {"control::rows", "rows"}, {"body::rows", "rows"}, {"control::intent", "intent"}, {"body::intent", "intent"},
        {"control::accuracythreshold", "accuracythreshold"}, {"body::accuracythreshold", "accuracythreshold"}, {"media::image", "image"}, {"media::big-image", "big-image"}, {"media::image-description", "image-description"}, {"media::audio", "audio"},
        {"media::video", "video"}, {"bind::entities:saveto", "save_to"}, {"compact_tag", "instance::odk:tag"},
    };
    return kSpellings;
}

const std::set<std::string, std::less<>>& known(Kind kind) {
    static const std::set<std::string, std::less<>> kSurvey = {
        "type", "name", "label", "hint", "guidance_hint", "relevant", "required", "required_message", "constraint", "constraint_message", "calculation", "default",
        "read_only", "appearance", "repeat_count", "choice_filter", "parameters", "trigger", "rows", "autoplay", "save_to", "note", "disabled", "image", "big-image", "image-description",
        "audio", "video", "intent", "query", "no_app_error_string", "short", "accuracythreshold"};
    static const std::set<std::string, std::less<>> kChoices = {"list_name", "name", "label", "image", "big-image", "image-description", "audio", "video"};
    static const std::set<std::string, std::less<>> kSettings = {
        "form_title", "form_id", "id_string", "version", "instance_name", "default_language", "style", "public_key", "submission_url", "auto_send", "auto_delete", "client_editable",
        "allow_choice_duplicates", "namespaces", "sms_keyword", "sms_separator", "sms_allow_media", "sms_date_format", "sms_datetime_format", "omit_instanceid",
        "instance_xmlns", "clean_text_values", "prefix", "delimiter", "name", "instance_id", "flat", "add_none_option"};
    static const std::set<std::string, std::less<>> kEntities = {"list_name", "label", "entity_id", "create_if", "update_if", "repeat"};
    static const std::set<std::string, std::less<>> kNone;
    switch (kind) {
    case Kind::Survey: return kSurvey;
    case Kind::Choices: return kChoices;
    case Kind::Settings: return kSettings;
    case Kind::Entities: return kEntities;
    case Kind::Scores:
    case Kind::Bands:
    case Kind::Tables: break;
    }
    return kNone;
}

/// The columns of ours: what a questionnaire with scores needs beyond a form (docs/bring-your-own-questionnaire.md has them all).
const std::set<std::string, std::less<>>& ours(Kind kind) {
    static const std::set<std::string, std::less<>> kSurvey = {"waymark::kind", "waymark::scale", "waymark::section", "waymark::purpose", "waymark::reverse", "waymark::picture",
                                                               "waymark::then_of", "waymark::ages", "waymark::points", "waymark::respondents", "waymark::prompt_at_most"};
    static const std::set<std::string, std::less<>> kChoices = {"waymark::scale", "waymark::picture"};
    static const std::set<std::string, std::less<>> kSettings = {
        "waymark::equivalence", "waymark::use", "waymark::id", "waymark::languages", "waymark::title", "waymark::label", "waymark::refused", "waymark::not_applicable", "waymark::licence",
        "waymark::licence_class", "waymark::licence_reference", "waymark::licence_expires", "waymark::licence_attribution", "waymark::respondents", "waymark::points", "waymark::ages",
        "waymark::read_aloud", "waymark::given_by", "waymark::by_default", "waymark::due"};
    static const std::set<std::string, std::less<>> kScores = {"role", "key", "title", "items", "least", "method", "prorate", "round", "better"};
    static const std::set<std::string, std::less<>> kBands = {"score", "key", "from", "title"}, kTables = {"score", "raw", "value"}, kNone;
    switch (kind) {
    case Kind::Survey: return kSurvey;
    case Kind::Choices: return kChoices;
    case Kind::Settings: return kSettings;
    case Kind::Entities: return kNone;
    case Kind::Scores: return kScores;
    case Kind::Bands: return kBands;
    case Kind::Tables: return kTables;
    }
    return kNone;
}

bool isKnown(std::string_view name, Kind kind) { return known(kind).contains(name) || ours(kind).contains(name); }

bool isOurSheet(Kind kind) { return kind == Kind::Scores || kind == Kind::Bands || kind == Kind::Tables; }

bool mayHaveLanguage(std::string_view name, Kind kind) {
    if (isOurSheet(kind)) return name == "title";
    if (kind == Kind::Settings && (name == "waymark::title" || name == "waymark::label" || name == "waymark::refused" || name == "waymark::not_applicable")) return true;
    for (const std::string_view one : {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "image-description", "audio", "video", "no_app_error_string", "short"})
        if (one == name) return true;
    return false;
}

std::string canonical(std::string heading, Kind kind) {
    heading = base::lower(trimmed(heading));
    std::string name;
    bool space = false;  // several spaces are one
    for (const char c : heading) {
        const bool isSpace = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!isSpace || !space) name += isSpace ? '_' : c;
        space = isSpace;
    }
    if (kind == Kind::Choices && (name == "value")) return "name";
    if (kind == Kind::Survey && name == "value") return "name";
    if (kind == Kind::Entities) return name == "dataset" ? "list_name" : name;
    if (isOurSheet(kind)) return name;
    if (kind == Kind::Settings) {
        if (name == "set_form_title" || name == "title") return "form_title";
        if (name == "set_form_id") return "form_id";
    }
    const auto found = spellings().find(name);
    return found == spellings().end() ? name : found->second;
}

Column columnOf(const std::string& heading, Kind kind) {
    Column column{trimmed(heading), {}, {}, false};
    const std::string separator = column.heading.find("::") != std::string::npos ? "::" : ":";
    // The longest beginning that is a column with languages; the rest is the language.
    for (std::size_t at = column.heading.rfind(separator); at != std::string::npos && at > 0; at = column.heading.rfind(separator, at - 1)) {
        std::string front = column.heading.substr(0, at);
        for (std::size_t colon = front.find(':'); separator == ":" && colon != std::string::npos; colon = front.find(':', colon + 2))
            front.replace(colon, 1, "::");
        const std::string name = canonical(front, kind);
        if (!mayHaveLanguage(name, kind)) continue;
        const std::string language = trimmed(column.heading.substr(at + separator.size()));
        const std::string whole = canonical(column.heading, kind);
        if (isKnown(whole, kind)) break;
        column.name = name;
        column.language = language;
        column.isKnown = true;
        return column;
    }
    std::string whole = column.heading;
    if (separator == ":" && !whole.starts_with("jr:"))
        if (const std::size_t colon = whole.find(':'); colon != std::string::npos) whole.replace(colon, 1, "::");
    column.name = canonical(whole, kind);
    column.isKnown = isKnown(column.name, kind);
    for (const std::string_view prefix : {"bind::", "control::", "body::", "instance::", "attribute::"})
        if (column.name.starts_with(prefix)) {
            // What follows is an attribute of XML, where small and capital letters differ.
            column.name = std::string(prefix) + trimmed(whole.substr(whole.find("::") + 2));
            column.isKnown = true;
        }
    return column;
}

/// For a heading that is none.
Suggestion meantBy(const std::string& name, Kind kind) {
    Suggestion suggestion(name);
    for (const auto* names : {&known(kind), &ours(kind)})
        for (const std::string& one : *names)
            suggestion.offer(one);
    return suggestion;
}

/// A column that says how something is scored is never passed over: the scores would be others than meant.
std::string ourMistake(const Column& column, Kind kind) {
    for (const auto& [other, sheet] : {std::pair(Kind::Survey, "survey"), std::pair(Kind::Choices, "choices"), std::pair(Kind::Settings, "settings")})
        if (ours(other).contains(column.name)) return "the column “" + column.heading + "” belongs to the sheet " + sheet;
    return "there is no column “" + column.heading + "” among those for questionnaires with scores" + meantBy(column.name, kind).words();
}

/// Hard spaces come with text that was pasted in; nobody sees that they are others.
void plainSpaces(std::string& cell) { cell = base::replaced(std::move(cell), "\u00a0", " "); }

/// More than a spreadsheet's own programs put into a cell is no text that anybody wrote for people.
void checkLength(std::string& cell, const std::string& sheet, int row, xforms::Problems& problems) {
    constexpr std::size_t kMostLetters = 32'767;
    if (cell.size() <= kMostLetters || base::lengthInCharacters(cell) <= kMostLetters) return;
    problems.push_back({xforms::Severity::Error, "a cell holds more than 32,767 letters", "it is read as empty", sheet, row, {}, {}});
    cell.clear();
}

}  // namespace

bool isOurs(std::string_view name) { return base::lower(base::trimmed(name)).starts_with("waymark"); }

const Sheet* findSheet(const std::vector<Sheet>& sheets, std::string_view name) {
    for (const Sheet& sheet : sheets)
        if (base::lower(trimmed(sheet.name)) == name) return &sheet;
    return nullptr;
}

std::string Table::cell(const Row& row, std::string_view name) const {
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i)
        if (columns[i].name == name && columns[i].language.empty()) return trimmed(row.cells[i]);
    return {};
}

std::string Table::heading(std::string_view name) const {
    for (const Column& column : columns)
        if (column.name == name) return column.heading;
    return std::string(name);
}

bool Table::has(std::string_view name) const {
    return std::any_of(columns.begin(), columns.end(), [&](const Column& column) { return column.name == name; });
}

Table readTable(const Sheet& sheet, Kind kind, xforms::Problems& problems) {
    Table table{sheet.name, {}, {}};
    if (sheet.rows.empty()) return table;
    Row heading = sheet.rows.front();
    for (std::string& cell : heading.cells) {
        checkLength(cell, sheet.name, heading.number, problems);
        plainSpaces(cell);
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const std::string& text : heading.cells) {
        Column column = trimmed(text).empty() ? Column{} : columnOf(text, kind);
        if (!column.heading.empty() && !seen.emplace(column.name, column.language).second)
            problems.push_back({xforms::Severity::Error, "the column “" + column.heading + "” is there twice", "only the first is read", sheet.name, heading.number, column.heading, {}});
        const bool isPassedOver = !column.heading.empty() && !column.isKnown && !column.heading.starts_with('_');
        const bool isNearlyOurs = isPassedOver && column.name.find(':') != std::string::npos && isOurs(meantBy(column.name, kind).best());
        if (isPassedOver && (isOurSheet(kind) || isOurs(column.name) || isNearlyOurs))
            problems.push_back({xforms::Severity::Error, ourMistake(column, kind), {}, sheet.name, heading.number, column.heading, {}});
        else if (isPassedOver && kind != Kind::Choices)
            problems.push_back({xforms::Severity::Warning, "the column “" + column.heading + "” is none that a form has" + meantBy(column.name, kind).words(), "it is passed over", sheet.name, heading.number,
                                column.heading, {}});
        else if (!column.heading.empty() && !column.isKnown && kind == Kind::Choices && xmlValidateNCName(BAD_CAST column.heading.c_str(), 0) != 0)
            problems.push_back({xforms::Severity::Warning, "the column “" + column.heading + "” cannot be used in a filter: its name is none that an expression can hold" + meantBy(column.name, kind).words(),
                                "it is passed over", sheet.name, heading.number, column.heading, {}});
        table.columns.push_back(std::move(column));
    }
    table.rows.insert(table.rows.end(), sheet.rows.begin() + 1, sheet.rows.end());
    for (Row& row : table.rows)
        for (std::string& cell : row.cells) {
            checkLength(cell, sheet.name, row.number, problems);
            plainSpaces(cell);
        }
    return table;
}

}  // namespace waymark::xlsform
