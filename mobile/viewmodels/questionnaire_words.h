// The words around a questionnaire: who answers, with what help, at which point, and for whom it is meant.
#pragma once

#include "shared/domain/measuring.h"
#include "shared/questionnaire/due.h"
#include "shared/questionnaire/instrument.h"
#include "shared/questionnaire/scoring.h"

#include <QString>

namespace waymark::mobile {

/// "start", "in between", "end": families' words for the points of measuring.
QString pointWords(domain::Point point);
QString respondentWords(domain::Respondent respondent);
QString helpWords(domain::Help help);
/// "parents and carers", "children 5 to 10".
QString forWhomWords(const questionnaire::Instrument& instrument);
/// The same with what else must be known before it is chosen: given in private, a draft.
QString offerWords(const questionnaire::Instrument& instrument, bool isDraft);
/// "The start is due by 3 March 2026."; "" if nothing is due yet.
QString dueWords(const questionnaire::Due& due);
/// "3.8 of 5 (11 of 12 answered)", or why there is no score; says where lower is better.
QString scoreWords(const questionnaire::Score& score);

}  // namespace waymark::mobile
