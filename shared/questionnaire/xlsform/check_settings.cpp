// Settings that are acted on as the sheets are read, that cannot be meant, and that Waymark does not act on.
#include "shared/base/ascii.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"

#include <algorithm>
#include <array>

namespace waymark::xlsform {

using xforms::Severity;

namespace {

/// What stands between the last two spaces.
std::string lastWord(std::string_view text) {
    text = base::trimmed(text, " \t\r\n");
    const std::size_t space = text.find_last_of(" \t\r\n");
    return std::string(space == std::string_view::npos ? text : text.substr(space + 1));
}

}  // namespace

/// Several spaces on the sheet of questions are one, unless the form asks to leave them.
void Compiler::tidy() {
    if (yesNo(setting("clean_text_values")) == "false()") return;
    for (Row& row : m_survey.rows)
        for (std::string& cell : row.cells)
            cell.erase(std::unique(cell.begin(), cell.end(), [](char a, char b) { return a == ' ' && b == ' '; }), cell.end());
}

std::map<std::string, std::string> Compiler::namespaces() const {
    const std::string text = straightened(setting("namespaces"));
    std::map<std::string, std::string> found;
    for (std::size_t at = text.find('='); at != std::string::npos; at = text.find('=', at + 1)) {
        const std::string before = lastWord(std::string_view(text).substr(0, at));
        const std::size_t open = text.find_first_not_of(" \t\r\n", at + 1);
        if (open == std::string::npos || text[open] != '"' || xmlValidateNCName(BAD_CAST before.c_str(), 0) != 0 || isDeclared(before)) continue;
        const std::size_t close = text.find_first_of("\"<&", open + 1);
        if (close != std::string::npos && text[close] == '"' && close > open + 1) found.emplace(before, text.substr(open + 1, close - open - 1));
    }
    return found;
}

/// A prefix that the form declares by itself.
bool Compiler::isDeclared(std::string_view prefix) const {
    for (const std::string_view one : {"h", "jr", "odk", "orx", "xml", "xmlns"})
        if (prefix == one) return true;
    return prefix == "entities" && !m_entityRows.empty();
}

bool Compiler::mayWrite(const std::string& attribute) const {
    if (xmlValidateQName(BAD_CAST attribute.c_str(), 0) != 0 || attribute == "xmlns" || attribute.starts_with("xmlns:") || attribute == "jr:template") return false;
    const std::size_t colon = attribute.find(':');
    return colon == std::string::npos || isDeclared(attribute.substr(0, colon)) || namespaces().contains(attribute.substr(0, colon));
}

std::string Compiler::rootAttributes() const {
    std::string out;
    if (const std::string own = setting("instance_xmlns"); !own.empty()) out += " xmlns=\"" + escaped(own) + "\"";
    for (const Column& column : m_settings.columns) {
        const std::string name = column.name.starts_with("attribute::") ? column.name.substr(11) : std::string();
        const std::string value = name.empty() || m_settings.rows.empty() ? std::string() : m_settings.cell(m_settings.rows.front(), column.name);
        if (!value.empty() && name != "id" && name != "version" && mayWrite(name)) out += " " + name + "=\"" + escaped(value) + "\"";
    }
    return out;
}

void Compiler::checkSettings() {
    static constexpr std::array<std::array<std::string_view, 3>, 14> kOtherwise = {{
        {"public_key", "answers are not encrypted with the form's own key", "they are sealed on the device and sent through Waymark's own connection"},
        {"submission_url", "answers are not sent to another server", "they go to your own service"},
        {"auto_send", "sending cannot be set by the form", "answers are sent whenever there is a connection"},
        {"auto_delete", "deleting cannot be set by the form", "the organisation's retention rules decide"},
        {"client_editable", "editing after sending cannot be set by the form", "corrections follow the instrument's own rule"},
        {"sms_keyword", "answers are not sent by text message", "they go to your own service"},
        {"prefix", "answers are not sent by text message", "they go to your own service"},
        {"flat", "groups are not flattened", "the groups stay"},
        {"delimiter", "answers are not sent by text message", "they go to your own service"},
        {"sms_separator", "answers are not sent by text message", "they go to your own service"},
        {"sms_allow_media", "answers are not sent by text message", "they go to your own service"},
        {"sms_date_format", "answers are not sent by text message", "they go to your own service"},
        {"sms_datetime_format", "answers are not sent by text message", "they go to your own service"},
        {"add_none_option", "no choice “none” is added", "lists have the choices that they have"},
    }};
    if (m_settings.rows.empty()) return;
    const Row& row = m_settings.rows.front();
    const auto said = [&](Severity severity, std::string_view name, std::string message, std::string instead) {
        m_problems.push_back({severity, std::move(message), std::move(instead), m_settings.sheet, row.number, m_settings.heading(name), {}});
    };
    if (!m_settings.cell(row, "id_string").empty() && !m_settings.cell(row, "form_id").empty())
        said(Severity::Warning, "id_string", "form_id and id_string are two spellings of one setting", "form_id is taken");
    for (const char* name : {"allow_choice_duplicates", "clean_text_values", "omit_instanceid", "add_none_option", "client_editable"})
        if (const std::string value = setting(name), plain = yesNo(value); !value.empty() && plain != "true()" && plain != "false()")
            said(Severity::Warning, name, "“" + value + "” is neither yes nor no", "it counts as if it were not there");
    if (yesNo(setting("omit_instanceid")) == "true()" && !setting("public_key").empty())
        said(Severity::Error, "omit_instanceid", "a form with a key needs the id of each record, so it cannot be left out", {});
    if (const std::string name = setting("name"); !name.empty() && xmlValidateNCName(BAD_CAST name.c_str(), 0) != 0)
        said(Severity::Error, "name", "“" + name + "” cannot be a name: names begin with a letter or an underscore and go on with letters, digits, hyphens, underscores and full stops", {});
    if (const std::string id = setting("form_id"); id.find_first_of(" \t\n") != std::string::npos)
        said(Severity::Warning, m_settings.cell(row, "form_id").empty() ? "id_string" : "form_id", "“" + id + "” has a space in it, and other tools refuse such an id", "it is taken as it is");
    for (const Column& column : m_settings.columns)
        if (column.name.starts_with("attribute::") && !m_settings.cell(row, column.name).empty() && !mayWrite(column.name.substr(11)))
            said(Severity::Unsupported, column.name, "“" + column.name.substr(11) + "” is no name of an attribute, or its prefix is not declared in the setting namespaces", "the record is written without it");
    if (!setting("namespaces").empty() && namespaces().empty())
        said(Severity::Warning, "namespaces", "namespaces are written as prefix=\"address\", with spaces between them", "none is declared");
    if (const std::string own = setting("instance_id"); !own.empty() && own != "uid")
        said(Severity::Unsupported, "instance_id", "the id of a record is not made in another way", "it is a uuid");
    if (m_settings.rows.size() > 1)
        m_problems.push_back({Severity::Warning, "only the first row of settings counts", "the rows below it are passed over", m_settings.sheet, m_settings.rows[1].number, {}, {}});
    for (const auto& [name, message, instead] : kOtherwise)
        if (!setting(name).empty())
            m_problems.push_back({Severity::Unsupported, std::string(message), std::string(instead), m_settings.sheet, m_settings.rows.front().number, m_settings.heading(name), {}});
}

}  // namespace waymark::xlsform
