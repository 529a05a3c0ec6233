// The vectors of vectors/scores.json: answers to a questionnaire, and what they score. One set of numbers for the command line, the
// library, the device and the service.
#pragma once

#include "shared/base/json.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/shipped.h"

#include <QFile>

#include <cmath>
#include <string>
#include <vector>

namespace waymark::tests {

struct ScoreVector {
    std::string name, definition;  ///< the questionnaire as JSON
    base::Json answers, expected;  ///< `expected`: scores by key, each with some of their members
    std::size_t reasons = 0;       ///< how many reasons the command line gives
};

/// Empty if the file cannot be read, which every test of them holds against.
inline std::vector<ScoreVector> scoreVectors(const QString& path) {
    std::vector<ScoreVector> vectors;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return vectors;
    const auto json = base::parseJson(file.readAll().toStdString());
    if (!json) return vectors;
    for (const base::Json& one : (*json)["vectors"]) {
        std::string definition;
        if (one.contains("definition")) {
            definition = (*json)["definitions"][one["definition"].get<std::string>()].dump();
        } else {
            const std::string family = one["instrument"].get<std::string>();
            for (const auto& shipped : questionnaire::shippedInstruments())
                if (shipped.instrument.family == family) definition = shipped.definition;
        }
        vectors.push_back({one["name"].get<std::string>(), definition, one["answers"], one["expect"]["scores"],
                           one["expect"]["reasons"].get<std::size_t>()});
    }
    return vectors;
}

inline bool isSameScore(const base::Json& expected, std::optional<double> got) {
    return expected.is_null() ? !got : got && std::fabs(expected.get<double>() - *got) < 1e-9;
}

}  // namespace waymark::tests
