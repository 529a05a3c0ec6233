// Spreadsheets as field people write them (XLSForm), read into the same form that an XForm gives: the spreadsheet is written out as an XForm
// and read by its reader, so there is one engine and one path. Problems are told by sheet, row and column.
#pragma once

#include "shared/questionnaire/xforms/form_reader.h"
#include "shared/questionnaire/xlsform/workbook.h"

#include <string>
#include <string_view>

namespace waymark::xlsform {

/// `name` stands for the form where the settings give it no id: the file's name without its ending. Errors: Malformed if it is no
/// spreadsheet (.xlsx); a spreadsheet that is no form is a form with problems.
base::Result<xforms::ReadForm> readXlsForm(std::string_view bytes, const std::string& name, const xforms::Files& files = {});

/// The same from sheets that were read or made already.
base::Result<xforms::ReadForm> compile(std::vector<Sheet> sheets, const std::string& name, const xforms::Files& files = {});
/// The XForm that the sheets give; empty if they hold no survey.
std::string xformOf(std::vector<Sheet> sheets, const std::string& name);

}  // namespace waymark::xlsform
