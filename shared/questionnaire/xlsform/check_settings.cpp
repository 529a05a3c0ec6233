// Settings that cannot be meant, and those that Waymark does not act on.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"

#include <array>

namespace waymark::xlsform {

using xforms::Severity;

void Compiler::checkSettings() {
    static constexpr std::array<std::array<std::string_view, 3>, 17> kOtherwise = {{
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
        {"clean_text_values", "white space in the cells is not tidied by a setting", "cells are trimmed, and otherwise taken as they are"},
        {"add_none_option", "no choice “none” is added", "lists have the choices that they have"},
        {"namespaces", "namespaces of the form's own are not declared", "what uses them is passed over"},
        {"instance_xmlns", "the record has no namespace of its own", "it is written without one"},
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
        if (column.name.starts_with("attribute::") && !m_settings.cell(row, column.name).empty())
            said(Severity::Unsupported, column.name, "attributes are not added to the record", "it is written without “" + column.name.substr(11) + "”");
    if (m_settings.rows.size() > 1)
        m_problems.push_back({Severity::Warning, "only the first row of settings counts", "the rows below it are passed over", m_settings.sheet, m_settings.rows[1].number, {}, {}});
    for (const auto& [name, message, instead] : kOtherwise)
        if (!setting(name).empty())
            m_problems.push_back({Severity::Unsupported, std::string(message), std::string(instead), m_settings.sheet, m_settings.rows.front().number, m_settings.heading(name), {}});
}

}  // namespace waymark::xlsform
