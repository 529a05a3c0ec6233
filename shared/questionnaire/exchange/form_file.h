// Questionnaires in files, by their content: a spreadsheet, an XForm, a definition of ours.
#pragma once

#include "shared/base/result.h"
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/exchange/media.h"
#include "shared/questionnaire/xforms/form_reader.h"

#include <string>

namespace waymark::exchange {

/// Errors: NotFound, TooLarge above 64 MB.
base::Result<std::string> readFile(const std::string& path);
/// The lists that the form at that path has: those that it carries itself (as JSON), and those in the folders.
xforms::Files listsBeside(const std::string& path, const Folders& folders);
/// Whether it comes as sheets: a spreadsheet by its content, or JSON of ours.
bool isSpreadsheet(const std::string& path);
/// Of a spreadsheet, of one as JSON, or of a definition. Errors: Malformed, Unsupported for an old .xls.
base::Result<exchange::Sheets> loadSheets(const std::string& path);
/// An XForm, a spreadsheet or a definition, by its content. Lists, pictures and sounds are looked for in the folders, or else in foldersOf(path);
/// those that are missing are among its problems, and so is what a spreadsheet with our columns says that cannot be a definition.
base::Result<xforms::ReadForm> loadForm(const std::string& path, const Folders& folders = {});

}  // namespace waymark::exchange
