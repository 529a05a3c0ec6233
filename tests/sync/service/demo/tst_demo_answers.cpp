// What the demonstration's people answer, scored and reported as the service does it.
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/shipped.h"
#include "shared/statistics/change_report.h"
#include "sync/service/demo/organisation_year.h"
#include "tests/sync/service/demo/folded.h"

#include <QTest>

using namespace waymark;
using base::Json;

namespace {

constexpr base::Millis kNow = 1'795'289'400'000;  // Saturday 21 November 2026, 19:30
constexpr const char* kZone = "Europe/London";

const std::map<std::string, Json>& responses() {
    static const std::map<std::string, Json> all = [] {
        const service::OrganisationYear year({*service::findProfile("city"), 1, kNow, "5f0c3f1e-7f1a-4c36-9c0e-2d6f6d2f3a10", "Lanternby Families",
                                              kZone, {}});
        tests::Folded folded;
        for (std::size_t i = 0; i < 25; ++i)  // a third of the city is plenty
            tests::fold(year.venue(i), folded);
        return folded["response"];
    }();
    return all;
}

questionnaire::Context contextOf(const Json& response) {
    return {*domain::parsePoint(response["point"].get<std::string>()), *domain::parseRespondent(response["respondent"].get<std::string>()), std::nullopt};
}

} // namespace

class tst_demo_answers : public QObject {
    Q_OBJECT

private slots:
    void everyAnswerIsOneThatTheInstrumentOffers() {
        for (const auto& [id, response] : responses()) {
            const auto& shipped = questionnaire::shippedInstruments();
            const auto it = std::find_if(shipped.begin(), shipped.end(), [&r = response](const auto& s) { return r["instrument"] == "instrument:" + s.instrument.id; });
            QVERIFY(it != shipped.end());
            const auto answers = questionnaire::answersFromJson(response["answers"]);
            QVERIFY(answers.ok());
            for (const auto& [key, answer] : *answers) {
                const auto* item = questionnaire::findItem(it->instrument, key);
                QVERIFY2(item && questionnaire::accepts(it->instrument, *item, answer), key.c_str());
            }
        }
    }

    void scoresHaveTheShapeOfRealOnes_data() {
        QTest::addColumn<QString>("family");
        for (const auto* family : {"family_steps", "my_path", "my_faces"})
            QTest::newRow(family) << family;
    }
    void scoresHaveTheShapeOfRealOnes() {
        QFETCH(QString, family);
        const auto& instrument = *questionnaire::findShipped(family.toStdString());
        std::vector<statistics::ScoredAnswer> rows;
        double starts = 0, atTheTop = 0;
        for (const auto& [id, response] : responses()) {
            if (response["instrument"] != "instrument:" + instrument.id) continue;
            const auto context = contextOf(response);
            const auto scores = questionnaire::score(instrument, *questionnaire::answersFromJson(response["answers"]), context);
            const auto finished = base::localDate(response["finished"].get<base::Millis>(), kZone);
            rows.push_back({response["person"].get<std::string>(), instrument.equivalence, context.point, context.respondent,
                            scores.total->pomp, 0, 100, base::dayNumber(finished)});
            if (context.point != domain::Point::Baseline || !scores.total->pomp) continue;
            ++starts;
            if (*scores.total->pomp >= 90) ++atTheTop;
        }
        statistics::DueRule due;
        due.today = base::dayNumber(base::localDate(kNow, kZone));
        const auto report = statistics::changeReport(rows, due);
        QVERIFY(report.pairs.size() > 300);
        std::vector<double> before, after;
        for (const auto& pair : report.pairs) {
            before.push_back(*rows[pair.baseline].score);
            after.push_back(*rows[pair.later].score);
        }
        const auto start = statistics::summarise(before), end = statistics::summarise(after);
        const auto within = [](const char* what, double is, double lowest, double highest) {
            QVERIFY2(is >= lowest && is <= highest, qPrintable(QString("%1 is %2").arg(what).arg(is)));
        };
        within("mean of the starts", *report.allBaselines.mean, 58, 62);
        within("deviation of the starts", *report.allBaselines.sd, 15.5, 18.5);
        within("correlation", *statistics::correlation(before, after), 0.60, 0.75);
        within("shift in deviations", (*end.mean - *start.mean) / *start.sd, 0.2, 0.5);
        within("follow-up rate", *report.followUpRate, 0.45, 0.70);
        within("near the ceiling at the start", atTheTop / starts, 0.05, 0.10);
    }

    void someAnswersAreMissingAndSomeStopHalfWay() {
        double missing = 0, items = 0, partial = 0;
        for (const auto& [id, response] : responses()) {
            if (response["partial"] == true) ++partial;
            for (const auto& [key, answer] : response["answers"].items()) {
                ++items;
                if (answer.is_object()) ++missing;
            }
        }
        QVERIFY(missing / items > 0.01 && missing / items < 0.08);
        QVERIFY(partial / static_cast<double>(responses().size()) > 0.01 && partial / static_cast<double>(responses().size()) < 0.04);
    }
};

QTEST_APPLESS_MAIN(tst_demo_answers)
#include "tst_demo_answers.moc"
