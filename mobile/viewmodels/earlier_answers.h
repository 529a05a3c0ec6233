// What may be shown of answers that are in: they wait while the next ones are being given, so that nobody answers with them in mind, and a very low
// one asks the worker, quietly, to talk with the person. Pure functions over the mirror and the drafts; screen's thread.
#pragma once

#include "mobile/viewmodels/instrument_shelf.h"

#include <QStringList>

namespace waymark::mobile::read {

/// Whether a questionnaire of the same family is half-filled about the same person by the same respondent. What is only tried does not count.
bool waitsForTheNext(const Workplace& workplace, const InstrumentShelf& shelf, const EntityPtr& response);

/// The questions of this response whose answer is so low that a worker should talk with the person, in the order of asking.
QStringList promptsOf(const InstrumentShelf& shelf, const EntityPtr& response);

}  // namespace waymark::mobile::read
