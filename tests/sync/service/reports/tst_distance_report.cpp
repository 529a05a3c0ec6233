// Distance travelled from hand-made facts: who is in the pairs, and how much may be said of how many.
#include "tests/sync/service/reports/distance_facts.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace waymark;
using namespace waymark::service;
using namespace waymark::tests;
using statistics::SizeClass;

class tst_distance_report : public QObject {
    Q_OBJECT

private slots:
    void underFivePairsNothingIsShown() {
        Given facts;
        facts.pairs(4);
        const auto score = facts.total();
        QVERIFY(score.size == SizeClass::TooFew);
        QVERIFY(!score.counts);
        QVERIFY(!score.mean);
        const Json json = toJson(facts.report())["instruments"][0]["scores"][0];
        QCOMPARE(json.size(), std::size_t(3));  // its name, its words and "too few"
        QCOMPARE(json["size"].get<std::string>(), std::string("too few"));
    }

    void fromFiveToNinePairsTheTeamSeesCountsOnly() {
        Given facts;
        facts.pairs(9);
        const auto score = facts.total();
        QVERIFY(score.size == SizeClass::CountsOnly);
        QCOMPARE(score.counts.value().improved.value, 5);
        QCOMPARE(score.counts.value().same.value, 4);
        QVERIFY(!score.mean);
    }

    void fromFiveToNinePairsNobodyOutsideTheTeamSeesAnything() {
        Given facts;
        facts.pairs(9);
        const auto score = facts.total(Audience::Partner);
        QVERIFY(score.size == SizeClass::TooFew);
        QVERIFY(!score.counts);
    }

    void fromTenPairsTheMeanIsShownAsEarly() {
        Given facts;
        facts.pairs(10);
        const auto score = facts.total();
        QVERIFY(score.size == SizeClass::Early);
        QCOMPARE(score.mean.value().before, 3.0);
        QCOMPARE(score.mean.value().after, 3.5);
        QCOMPARE(score.mean.value().change, 0.5);
        QVERIFY(score.mean.value().low < 0.5 && score.mean.value().high > 0.5);
        QCOMPARE(score.lowest, 1.0);
        QCOMPARE(score.highest, 5.0);
    }

    void everyScoreOfTheQuestionnaireIsReportedTheTotalFirst() {
        Given facts;
        facts.pairs(10);
        const auto scores = facts.report().instruments.at(0).scores;
        QCOMPARE(scores.size(), std::size_t(5));
        QCOMPARE(scores[0].label, std::string("All together"));
        QCOMPARE(scores[1].label, std::string("Everyday learning"));
        QCOMPARE(scores[4].label, std::string("Links"));
    }

    void thoseWhoWereLostAreCountedWithTheirReason() {
        Given facts;
        facts.pairs(10);
        for (int i = 0; i < 6; ++i)
            facts.answer("lost " + std::to_string(i), "baseline", i < 3 ? "2026-01-12" : "2026-05-04", steps(2));  // the last day on which it is due
        facts.answer("new", "baseline", "2026-05-05", steps(2));  // 27 days ago
        const auto counts = facts.total().counts.value();
        QCOMPARE(counts.pairs.value, 10);
        QCOMPARE(counts.due.value, 16);
        QCOMPARE(counts.lost.value, 6);
        QCOMPARE(counts.followUpRate.value(), 10.0 / 16.0);
        QCOMPARE(counts.excluded.at("no_later").value, 6);
        QCOMPARE(counts.excluded.at("not_due_yet").value, 1);
        QCOMPARE(facts.total().lost.value().before, 2.0);
    }

    void answersOfMergedRecordsAreOnePersons() {
        Given facts;
        facts.pairs(9);
        facts.rows.people.push_back({"a", "library", "adult", "", "", "", false});
        facts.rows.people.push_back({"b", "library", "adult", "", "a", "", false});
        facts.answer("a", "baseline", "2026-01-12", steps(3));
        facts.answer("b", "exit", "2026-05-04", steps(4));
        QCOMPARE(facts.total().counts.value().pairs.value, 10);
    }

    void deletedPeopleAndDeletedAnswersLeave() {
        Given facts;
        facts.pairs(10);
        facts.rows.people.push_back({"p0", "library", "adult", "", "", "", true});
        facts.rows.responses.back().deleted = true;
        QCOMPARE(facts.total().counts.value().pairs.value, 8);
    }

    void aCorrectionStandsInForWhatItCorrects() {
        Given facts;
        facts.pairs(10, 3, 3);
        auto& correction = facts.answer("p0", "exit", "2026-05-04", steps(5));
        correction.corrects = "r1";
        QCOMPARE(facts.total().counts.value().improved.value, 1);
        QCOMPARE(facts.total().counts.value().pairs.value, 10);
    }

    void anAnswerGivenInAChildsPlaceIsLeftOutAndCounted() {
        Given facts;
        auto& proxy = facts.answer("child", "baseline", "2026-01-12", {{"q1", 3}}, kMyFaces);
        proxy.respondent = "child";
        proxy.help = "proxy";
        const auto report = facts.report();
        QCOMPARE(report.answeredForChild, 1);
        QVERIFY(report.instruments.empty());
    }

    void whoSaidNoIsLeftOutWithAllTheirAnswers() {
        Given facts;
        facts.pairs(12, 3, 5);
        facts.rows.saidNo = {"p0", "p2"};
        QCOMPARE(facts.total().counts.value().pairs.value, 10);
        QCOMPARE(facts.report().instruments.at(0).people.value, 10);
        QCOMPARE(facts.report().saidNo.value, 2);
        const auto outside = facts.report(Audience::Partner);
        QVERIFY(outside.saidNo.hidden);  // so few may not be told
    }

    void oneOddValueDoesNotTakeTheOtherAnswersWithIt_data() {
        QTest::addColumn<QByteArray>("odd");
        QTest::newRow("nothing") << QByteArray(R"({"q6": null})");
        QTest::newRow("true") << QByteArray(R"({"q6": true})");
        QTest::newRow("a reason that is none") << QByteArray(R"({"q6": {"missing": "not_reached"}})");
        QTest::newRow("off the scale") << QByteArray(R"({"q6": 1e300})");
        QTest::newRow("a key that the questionnaire does not have") << QByteArray(R"({"note": ["x"]})");
    }
    void oneOddValueDoesNotTakeTheOtherAnswersWithIt() {
        QFETCH(QByteArray, odd);
        Given facts;
        facts.pairs(10);
        Json answers = steps(3);
        answers.update(Json::parse(odd.toStdString()));
        facts.answer("odd", "baseline", "2026-01-12", answers);
        facts.answer("odd", "exit", "2026-05-04", steps(4));
        const auto report = facts.report();
        QCOMPARE(report.unreadable, 0);
        QCOMPARE(report.instruments.at(0).people.value, 11);
        QCOMPARE(report.instruments.at(0).scores.at(0).counts.value().pairs.value, 11);
        QCOMPARE(report.instruments.at(0).scores.at(0).mean.value().before, 3.0);
    }

    void whoseAnswersAreAllOddIsCountedAsUnscored() {
        Given facts;
        facts.pairs(10);
        Json answers;
        for (int item = 1; item <= 12; ++item)
            answers["q" + std::to_string(item)] = nullptr;
        facts.answer("odd", "baseline", "2026-01-12", answers);
        QCOMPARE(facts.total().counts.value().excluded.at("baseline_unscored").value, 1);
    }

    void whatCannotBeUsedAtAllIsCountedAsUnreadable() {
        Given facts;
        facts.pairs(10);
        facts.answer("a", "beginning", "2026-01-12", steps(3));
        facts.answer("b", "baseline", "", steps(3));
        facts.answer("c", "baseline", "2026-01-12", Json::array());
        facts.answer("d", "baseline", "2026-01-12", steps(3), "an instrument that the service does not have");
        QCOMPARE(facts.report().unreadable, 4);
        QCOMPARE(facts.report().instruments.at(0).people.value, 10);
    }

    void aStartLongAfterTheFirstAttendanceIsLeftOutAndCounted() {
        Given facts;
        facts.pairs(12);
        facts.rows.firstAttendances["p0"] = "2025-12-14";  // 29 days before
        facts.rows.firstAttendances["p1"] = "2025-12-15";  // 28 days before
        const auto counts = facts.total().counts.value();
        QCOMPARE(counts.pairs.value, 11);
        QCOMPARE(counts.due.value, 11);
        QCOMPARE(counts.excluded.at("late_baseline").value, 1);
    }

    void aPersonKnownTwiceIsLateByTheirFirstAttendanceUnderEitherName() {
        Given facts;
        facts.pairs(12);
        facts.rows.people.push_back({"p0", "library", "adult", "", "", "", false});
        facts.rows.people.push_back({"p0 again", "library", "adult", "", "p0", "", false});
        facts.rows.firstAttendances["p0"] = "2026-01-10";
        facts.rows.firstAttendances["p0 again"] = "2025-11-01";
        QCOMPARE(facts.total().counts.value().excluded.at("late_baseline").value, 1);
    }

    void theServiceGivesTheNumbersOfTheVectors() {
        QFile file(QFINDTESTDATA("../../../shared/statistics/vectors/change.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json vectors = Json::parse(file.readAll().toStdString());
        const auto vector = std::find_if(vectors.begin(), vectors.end(),
                                         [](const Json& one) { return one["name"] == "five-point answers, and four people lost"; });
        QVERIFY(vector != vectors.end());
        Given facts;
        for (std::size_t i = 1; i < (*vector)["list"].size(); ++i) {
            const auto cells = QString::fromStdString((*vector)["list"][i].get<std::string>()).split(',');
            const bool start = cells[1] == "baseline";
            facts.answer(cells[0].toStdString(), start ? "baseline" : "exit", start ? "2026-01-12" : "2026-05-04", steps(cells[2].toInt()));
        }
        const Json got = toJson(facts.report())["instruments"][0]["scores"][0];
        const Json& expected = (*vector)["expect"];
        for (const char* name :
             {"mean_baseline", "mean_later", "mean_change", "d_av", "follow_up_rate", "improved", "same", "declined", "lost", "due"})
            QVERIFY2(std::abs(got[name].get<double>() - expected[name].get<double>()) < 1e-7, name);
        for (const int end : {0, 1})
            QVERIFY(std::abs(got["ci95"][end].get<double>() - expected["ci95"][end].get<double>()) < 1e-7);
        QCOMPARE(got["pairs"].get<int>(), expected["n"].get<int>());
        QCOMPARE(got["floor"].get<bool>(), expected["floor"].get<bool>());
        QCOMPARE(got["ceiling"].get<bool>(), expected["ceiling"].get<bool>());
        QCOMPARE(got["excluded"]["no_later"].get<int>(), 4);
    }

    void whereLessIsBetterAFallCountsAsImproved() {
        QFile file(QFINDTESTDATA("../../../shared/statistics/vectors/change.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json vectors = Json::parse(file.readAll().toStdString());
        const auto vector = std::find_if(vectors.begin(), vectors.end(), [](const Json& one) {
            return one["name"] == "twelve worked pairs of a score of which less is better";
        });
        QVERIFY(vector != vectors.end());
        Given facts;
        for (std::size_t i = 1; i < (*vector)["list"].size(); ++i) {
            const auto cells = QString::fromStdString((*vector)["list"][i].get<std::string>()).split(',');
            const bool start = cells[1] == "baseline";
            const int score = cells[2].toInt();
            facts.answer(cells[0].toStdString(), start ? "baseline" : "exit", start ? "2026-01-12" : "2026-05-04",
                         {{"happy", score}, {"anxious", score}}, questionnaire::instrumentId("ons4", 1));
        }
        const Json scores = toJson(facts.report())["instruments"][0]["scores"];
        const auto scoreOf = [&](const char* key) {
            return *std::find_if(scores.begin(), scores.end(), [&](const Json& one) { return one["score"] == key; });
        };
        const Json anxious = scoreOf("anxious"), happy = scoreOf("happy");
        const Json& expected = (*vector)["expect"];
        for (const char* name : {"mean_baseline", "mean_later", "mean_change", "d_av", "improved", "same", "declined"})
            QVERIFY2(std::abs(anxious[name].get<double>() - expected[name].get<double>()) < 1e-7, name);
        QCOMPARE(anxious["better"].get<std::string>(), std::string("lower"));
        QCOMPARE(happy["better"].get<std::string>(), std::string("higher"));
        QCOMPARE(happy["improved"].get<int>(), expected["declined"].get<int>());
        QCOMPARE(happy["mean_change"].get<double>(), -anxious["mean_change"].get<double>());
        const auto words = facts.report().counting;
        QVERIFY(std::any_of(words.begin(), words.end(), [](const auto& one) { return one.find("a fall counts as improved") != std::string::npos; }));
    }

    void gapsOfAScoreOfWhichLessIsBetterLieBehindWhereItIsHigher() {
        Given facts;
        facts.book.add("worries", R"({"format": 1, "family": "worries", "version": 1, "equivalence": "worries/1", "use": "response",
            "language": "en", "languages": {"en": "original"}, "title": {"en": "Worries"}, "licence": {"name": "CC BY 4.0", "class": "ship"},
            "respondents": ["self"], "points": ["baseline", "exit"], "scales": [{"key": "s", "kind": "numbers", "lowest": 0, "highest": 10}],
            "items": [{"key": "q", "kind": "ten_point", "scale": "s", "text": {"en": "How much do you worry?"}}],
            "scores": {"total": {"key": "total", "title": {"en": "Worries"}, "items": ["q"], "least": 1, "better": "lower"}}})");
        for (int i = 0; i < 24; ++i) {
            const std::string person = "p" + std::to_string(i);
            for (const bool start : {true, false})
                facts.answer(person, start ? "baseline" : "exit", start ? "2026-01-12" : "2026-05-04", {{"q", (i < 12 ? 8 : 4) - (start ? 0 : i % 2)}},
                             "worries").venue = i < 12 ? "hall" : "library";
        }
        const auto total = facts.total();
        QVERIFY(total.better == domain::Better::Lower);
        QCOMPARE(total.groups.size(), std::size_t(1));
        const auto& hall = total.groups[0].rows[1];
        QCOMPARE(hall.label, std::string("Village Hall"));
        QCOMPARE(hall.gap.toAverage.baseline, -2.0);
        QCOMPARE(hall.gap.meanBaseline, 8.0);
    }

    void theDatesChoosePeopleByTheDayOfTheirStart() {
        Given facts;
        facts.pairs(10);
        facts.answer("another", "baseline", "2025-06-01", steps(1));
        facts.answer("another", "exit", "2026-02-01", steps(5));
        facts.scope.from = "2026-01-01";
        facts.scope.to = "2026-01-31";
        QCOMPARE(facts.total().counts.value().pairs.value, 10);
    }

    void aPartnerSeesNoSmallCountAmongLargeOnes() {
        Given facts;
        for (int i = 0; i < 30; ++i)
            facts.pair("p" + std::to_string(i), 3, i < 2 ? 2 : i < 10 ? 3 : 4);
        const auto counts = facts.total(Audience::Partner).counts.value();
        QVERIFY(counts.declined.hidden);
        QVERIFY(counts.same.hidden);
        QVERIFY(!counts.improved.hidden);
        QVERIFY(!facts.total(Audience::Team).counts.value().declined.hidden);
    }
};

QTEST_GUILESS_MAIN(tst_distance_report)
#include "tst_distance_report.moc"
