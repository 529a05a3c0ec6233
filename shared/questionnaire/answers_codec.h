// Answers as the data dictionary writes them: {"q1": 4, "q2": {"missing": "refused"}, "next": "course"}.
#pragma once

#include "shared/base/json.h"
#include "shared/questionnaire/answers.h"

namespace waymark::questionnaire {

/// Errors: Malformed, naming the item whose answer is not a number, text or a known missing code. Whether an answer fits its item is
/// not judged here.
base::Result<Answers> answersFromJson(const base::Json& json);

/// What can be read of answers that were given, item by item, so that one odd value does not take the others with it: what no item of the
/// instrument could be answered with is left out, which counts as missing, and keys that it does not have are passed over. Errors: Malformed
/// (no object).
base::Result<Answers> readableAnswers(const Instrument& instrument, const base::Json& json);

/// One answer. Errors: Malformed.
base::Result<Answer> answerFromJson(const base::Json& json);

/// Whole numbers are written as integers.
base::Json toJson(const Answers& answers);
base::Json toJson(const Answer& answer);

}  // namespace waymark::questionnaire
