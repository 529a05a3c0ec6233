// Distance travelled from hand-made facts: who is in the pairs, and how much may be said of how many.
#include "shared/base/calendar.h"
#include "shared/questionnaire/instrument.h"
#include "sync/service/reports/distance_report.h"
#include "sync/service/reports/report_json.h"

#include <QTest>

using namespace waymark;
using namespace waymark::service;
using base::Json;
using statistics::SizeClass;

namespace {

const std::string kFamilySteps = questionnaire::instrumentId("family_steps", 1);
const std::string kMyFaces = questionnaire::instrumentId("my_faces", 1);

/// Twelve answers of one value, with the two reversed items turned round: a total of exactly `score`.
Json steps(int score) {
    Json answers;
    for (int item = 1; item <= 12; ++item)
        answers["q" + std::to_string(item)] = item == 8 || item == 11 ? 6 - score : score;
    return answers;
}

struct Given {
    DistanceRows rows;
    InstrumentBook book;
    Scope scope{{"library"}, true, {}, {}};

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
        return distanceReport(rows, book, scope, Disclosure(audience), "2026-06-01");
    }
    ScoreDistance total(Audience audience = Audience::Team) const { return report(audience).instruments.at(0).scores.at(0); }
};

}  // namespace

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
            facts.answer("lost " + std::to_string(i), "baseline", "2026-01-12", steps(2));
        facts.answer("new", "baseline", "2026-05-25", steps(2));
        const auto counts = facts.total().counts.value();
        QCOMPARE(counts.pairs.value, 10);
        QCOMPARE(counts.due.value, 16);
        QCOMPARE(counts.lost.value, 6);
        QCOMPARE(counts.followUpRate.value(), 10.0 / 16.0);
        QCOMPARE(counts.excluded.at("no_later").value, 6);
        QCOMPARE(counts.excluded.at("not_due_yet").value, 1);
        QCOMPARE(facts.total().mean.value().lostBefore.value(), 2.0);
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

    void aStartLongAfterTheFirstAttendanceIsFlagged() {
        Given facts;
        facts.pairs(10);
        facts.rows.firstAttendances["p0"] = "2025-12-14";  // 29 days before
        facts.rows.firstAttendances["p1"] = "2025-12-15";  // 28 days before
        QCOMPARE(facts.total().counts.value().lateStarts.value, 1);
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
