// Questionnaires on paper, for a day without tablets: the page that `waymark-forms convert` writes, laid out on A4 sheets as a PDF. Nobody's answers
// are on it. Screen's thread.
#pragma once

#include "shared/base/result.h"
#include "shared/questionnaire/instrument.h"
#include "shared/questionnaire/xforms/form_reader.h"

#include <QString>

class QSizeF;
class QTextDocument;

namespace waymark::mobile {

/// Lays the page (HTML) out on sheets of this size: a question is not divided between two unless it is longer than one.
void layOutPaper(QTextDocument& document, const QString& html, const QSizeF& sheet);

/// Where people look for documents.
QString paperFolder();

/// Writes "<folder>/<title>.pdf", or "<title> 2.pdf" if that is there already; `watermark` stands across every sheet. Returns the
/// file. Errors: Storage (the folder cannot be written to).
base::Result<QString> savePaper(const xforms::Form& form, const QString& watermark, const QString& folder);
/// The same of a definition of ours. Errors: Malformed, too.
base::Result<QString> savePaper(const questionnaire::Instrument& instrument, const QString& watermark, const QString& folder);
/// Where it is, or why it is not.
QString paperWords(const base::Result<QString>& saved);

}  // namespace waymark::mobile
