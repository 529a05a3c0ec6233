// Questionnaires that the organisation brings: a definition of ours, or a form as others write them, becomes an instrument that every device
// gets, with the lists, pictures and sounds that the form names. What is published once never changes; its status does.
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
    bool draft = false;         ///< for coordinators to try; the same file again without it publishes
    std::string media = {};     ///< the folder with the files that the form names; empty: they lie beside it
    bool withoutMedia = false;  ///< with its words alone
};

inline constexpr std::size_t kMaxListBytes = 512u << 10;  ///< of all lists of a form: they travel as a part of it

/// {"instrument", "family", "version", "status", "changed", "media": [{"name", "media", "bytes"}], "lists": [names], "remarks": [words]}. Errors:
/// NotFound (file, organisation, a file that the form names: each with its row), TooLarge, Malformed (it cannot be read, its version is no
/// whole number, or it has mistakes: `waymark-forms check` tells them all), Unsupported (a picture or sound that tablets do not open),
/// AlreadyExists (that version was given out with other content, was withdrawn, or is published and a draft was asked for), and those of the
/// store. After an error nothing has changed.
base::Result<base::Json> importQuestionnaire(Store& store, base::Millis now, base::Random& random, const QuestionnaireImport& request);

}  // namespace waymark::service
