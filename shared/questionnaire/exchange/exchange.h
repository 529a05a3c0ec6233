// Questionnaires in the shapes in which people pass them on: our definition, a spreadsheet (XLSForm), a printed page. A spreadsheet made
// from a definition has columns and sheets of ours, all beginning with "waymark" (docs/bring-your-own-questionnaire.md), and gives the
// same definition when it is read again.
#pragma once

#include "shared/base/json.h"
#include "shared/base/result.h"
#include "shared/questionnaire/instrument.h"
#include "shared/questionnaire/xforms/form_reader.h"
#include "shared/questionnaire/xlsform/workbook.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::exchange {

using Sheets = std::vector<xlsform::Sheet>;

/// The definition as a spreadsheet.
Sheets sheetsOf(const questionnaire::Instrument& instrument);
/// Whether a spreadsheet was made from a definition, or is meant as one: its settings have waymark::equivalence.
bool isInstrument(const Sheets& sheets);
/// What a spreadsheet with our columns says, and everything about it that its author has to know, by sheet, row and column.
struct ReadDefinition {
    std::optional<questionnaire::Instrument> instrument;  ///< absent if there is an error among the problems, or if it is none
    xforms::Problems problems;
};
ReadDefinition readDefinition(const Sheets& sheets);
/// "survey, row 3, column label: ", as far as it is known.
std::string placeOf(const xforms::Problem& problem);
/// The same where only the definition matters. Errors: Malformed with the first mistake and its place.
base::Result<questionnaire::Instrument> instrumentOf(const Sheets& sheets);

/// A form that was read from an XForm as a spreadsheet. What a spreadsheet cannot say is added to `problems`.
Sheets sheetsOf(const xforms::Form& form, xforms::Problems& problems);

/// {"format": 1, "kind": "form", "sheets": {"survey": [["type", …], …], …}}: a spreadsheet as JSON, and back. As an instrument's definition it
/// may carry the lists that its choices come from: "files": {"towns.csv": "name,label\n…"}.
base::Json jsonOf(const Sheets& sheets);
/// Errors: Malformed; TooNew for a format above the definitions' own.
base::Result<Sheets> sheetsOf(const base::Json& json);
/// Whether an instrument's definition is such a form rather than a definition of ours.
bool isForm(const base::Json& definition);
/// The form that it is. Errors: Malformed.
base::Result<xforms::ReadForm> formOf(const base::Json& definition);
/// A definition of ours as a form, to be printed. Errors: Malformed.
base::Result<xforms::ReadForm> formOf(const questionnaire::Instrument& instrument);

/// Writes an .xlsx file. Errors: Internal with words if the file cannot be written.
base::Result<void> writeWorkbook(const Sheets& sheets, const std::string& path);

/// A page to print (HTML), in the language of that name or code, or the form's own; words that this language lacks say which one they are in. A draft says across every page that it is one.
/// With the definition that the form was made from, what only that says stands on the page too: what may be ticked in place of an answer, who is
/// asked and when, and what has to be shown with the questionnaire.
std::string paperOf(const xforms::Form& form, const std::string& language = {}, bool isDraft = false, const questionnaire::Instrument* definition = nullptr);

}  // namespace waymark::exchange
