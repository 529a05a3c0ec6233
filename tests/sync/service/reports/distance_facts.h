// Hand-made facts for reports of distance travelled: people who start in January and are asked again in May.
#pragma once

#include "shared/base/json.h"
#include "shared/questionnaire/instrument.h"
#include "sync/service/reports/distance_report.h"
#include "sync/service/reports/report_json.h"

#include <algorithm>
#include <string>

namespace waymark::tests {

using base::Json;
using namespace waymark::service;

inline const std::string kFamilySteps = questionnaire::instrumentId("family_steps", 1);
inline const std::string kMyFaces = questionnaire::instrumentId("my_faces", 1);

/// Twelve answers of one value, with the two reversed items turned round: a total of exactly `score`.
inline Json steps(int score) {
    Json answers;
    for (int item = 1; item <= 12; ++item)
        answers["q" + std::to_string(item)] = item == 8 || item == 11 ? 6 - score : score;
    return answers;
}

/// Answers that hang together, but not wholly: as different people give them.
inline Json uneven(int i) {
    Json answers = steps(2 + i % 3);
    for (int item = 1; item <= 12; ++item)
        if ((i * 7 + item * 5) % 4 == 0) {
            Json& answer = answers["q" + std::to_string(item)];
            answer = std::min(5, answer.get<int>() + 1);
        }
    return answers;
}

struct Given {
    DistanceRows rows;
    InstrumentBook book;
    Scope scope{{"library"}, true, {}, {}};
    Names names{{{"library", "Hall Green Library"}, {"hall", "Village Hall"}, {"park", "Park Centre"}}, {}};

    ResponseFact& answer(const std::string& person, const std::string& point, const std::string& day, const Json& answers,
                         const std::string& instrument = kFamilySteps) {
        ResponseFact fact;
        fact.id = "r" + std::to_string(rows.responses.size());
        fact.venue = "library";
        fact.person = person;
        fact.instrument = instrument;
        fact.point = point;
        fact.respondent = "self";
        fact.help = "none";
        fact.day = day;
        fact.answersJson = answers.dump();
        rows.responses.push_back(fact);
        return rows.responses.back();
    }
    /// A start in January and an exit in May.
    void pair(const std::string& person, int from, int to) {
        answer(person, "baseline", "2026-01-12", steps(from));
        answer(person, "exit", "2026-05-04", steps(to));
    }
    void pairs(int n, int from = 3, int to = 4) {
        for (int i = 0; i < n; ++i)
            pair("p" + std::to_string(i), from, i % 2 == 0 ? to : from);
    }
    DistanceReport report(Audience audience = Audience::Team) const {
        return distanceReport(rows, book, scope, names, Disclosure(audience), "2026-06-01");
    }
    ScoreDistance total(Audience audience = Audience::Team) const { return report(audience).instruments.at(0).scores.at(0); }
};

}  // namespace waymark::tests
