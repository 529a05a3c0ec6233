// Questionnaires that the organisation brings: a definition of ours, or a form as others write them, becomes an instrument that every device
// gets. What is published once never changes; its status does.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "sync/service/store/store.h"

#include <string>

namespace waymark::service {

struct QuestionnaireImport {
    std::string path;
    bool draft = false;  ///< for coordinators to try; the same file again without it publishes
};

/// {"instrument", "family", "version", "status", "changed", "remarks": [words]}. Errors: NotFound (file, organisation), TooLarge, Malformed (it
/// cannot be read, its version is no whole number, or it has mistakes: `waymark-forms check` tells them all), Unsupported (its lists lie in
/// other files), AlreadyExists (that version was given out with other content, was withdrawn, or is published and a draft was asked for), and
/// those of the store.
base::Result<base::Json> importQuestionnaire(Store& store, base::Millis now, base::Random& random, const QuestionnaireImport& request);

}  // namespace waymark::service
