// Who is compared with whom, and what the report says of those it leaves out.
#include "tests/shared/statistics/near.h"

#include "shared/statistics/change_report.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace waymark::statistics;
using waymark::domain::Point;
using waymark::domain::Respondent;

namespace {

ScoredAnswer answer(std::string person, Point point, std::int64_t day, std::optional<double> score,
                    Respondent respondent = Respondent::Parent, std::string family = "family_steps/1") {
    return {std::move(person), std::move(family), point, respondent, score, 1.0, 5.0, day};
}

std::vector<ScoredAnswer> twoPoints(const std::string& person, double before, double after) {
    return {answer(person, Point::Baseline, 100, before), answer(person, Point::Exit, 200, after)};
}

std::size_t countOf(const ChangeReport& report, Exclusion reason) {
    const auto it = report.excluded.find(reason);
    return it == report.excluded.end() ? 0 : it->second;
}

}  // namespace

class tst_change_report : public QObject {
    Q_OBJECT

private slots:
    void theFirstBaselineMeetsTheLatestLaterPoint() {
        const std::vector<ScoredAnswer> rows = {
            answer("a", Point::Exit, 250, 4.0),     answer("a", Point::Baseline, 120, 3.0), answer("a", Point::Interim, 190, 5.0),
            answer("a", Point::Baseline, 100, 2.0), answer("a", Point::FollowUp, 400, 3.5), answer("a", Point::Then, 500, 1.0),
        };
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.pairs.size(), 1u);
        QCOMPARE(report.pairs[0].baseline, 3u);
        QCOMPARE(report.pairs[0].later, 4u);
        QVERIFY(rounds(report.change.meanChange, 1.5, 12));
        QVERIFY(report.excluded.empty());
    }

    void everyoneLeftOutHasAReason_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("lost");
        QTest::newRow("only an exit") << 0 << "no_baseline" << false;
        QTest::newRow("a baseline with too few answers") << 1 << "baseline_unscored" << false;
        QTest::newRow("an exit 27 days after the baseline") << 2 << "too_soon" << true;
        QTest::newRow("an exit dated before the baseline") << 3 << "too_soon" << true;
        QTest::newRow("an exit with too few answers") << 4 << "later_unscored" << true;
        QTest::newRow("the exit was answered by the child") << 5 << "other_respondent" << true;
        QTest::newRow("the exit is of a version that cannot be compared") << 6 << "other_version" << true;
        QTest::newRow("nothing but a baseline") << 7 << "no_later" << true;
        QTest::newRow("a then-test is no later point") << 8 << "no_later" << true;
        QTest::newRow("a score that is no number") << 9 << "baseline_unscored" << false;
        QTest::newRow("the baseline came too late to be one") << 10 << "late_baseline" << false;
        QTest::newRow("a late baseline after one with too few answers") << 11 << "late_baseline" << false;
    }
    void everyoneLeftOutHasAReason() {
        QFETCH(int, which);
        QFETCH(QString, reason);
        QFETCH(bool, lost);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        auto late = answer("a", Point::Baseline, 100, 3.0);
        late.late = true;
        const std::vector<std::vector<ScoredAnswer>> cases = {
            {answer("a", Point::Exit, 200, 4.0)},
            {answer("a", Point::Baseline, 100, std::nullopt), answer("a", Point::Exit, 200, 4.0)},
            {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Exit, 127, 4.0)},
            {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Exit, 40, 4.0)},
            {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Exit, 200, std::nullopt)},
            {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Exit, 200, 4.0, Respondent::Child)},
            {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Exit, 200, 4.0, Respondent::Parent, "family_steps/2")},
            {answer("a", Point::Baseline, 100, 3.0)},
            {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Then, 200, 2.0)},
            {answer("a", Point::Baseline, 100, nan), answer("a", Point::Exit, 200, 4.0)},
            {late, answer("a", Point::Exit, 200, 4.0)},
            {answer("a", Point::Baseline, 90, std::nullopt), late, answer("a", Point::Exit, 200, 4.0)},
        };
        const ChangeReport report = changeReport(cases.at(static_cast<std::size_t>(which)));
        QCOMPARE(report.people, 1u);
        QCOMPARE(report.change.n, 0u);
        QCOMPARE(report.excluded.size(), 1u);
        QCOMPARE(QString::fromUtf8(name(report.excluded.begin()->first)), reason);
        QCOMPARE(report.lost, lost ? 1u : 0u);
    }

    void twentyEightDaysAreEnough() {
        const std::vector<ScoredAnswer> rows = {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Exit, 128, 4.0)};
        QCOMPARE(changeReport(rows).change.n, 1u);
    }

    void anUnscoredExitDoesNotHideTheInterim() {
        const std::vector<ScoredAnswer> rows = {answer("a", Point::Baseline, 100, 3.0), answer("a", Point::Interim, 180, 4.0),
                                                answer("a", Point::Exit, 260, std::nullopt)};
        QVERIFY(rounds(changeReport(rows).change.meanChange, 1.0, 12));
    }

    void aPersonCountsOnceHoweverManyAnswerForThem() {
        std::vector<ScoredAnswer> rows = twoPoints("a", 2.0, 3.0);
        rows.push_back(answer("a", Point::Baseline, 90, 4.0, Respondent::Self));
        rows.push_back(answer("a", Point::Exit, 210, 4.5, Respondent::Self));
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.baselines, 1u);
        QCOMPARE(report.change.n, 1u);
        QVERIFY(rounds(report.change.meanChange, 0.5, 12));
    }

    void aNewVersionStartsAgainFromItsOwnBaseline() {
        std::vector<ScoredAnswer> rows = {answer("a", Point::Baseline, 10, 2.0, Respondent::Parent, "family_steps/0")};
        const auto newer = twoPoints("a", 3.0, 4.0);
        rows.insert(rows.end(), newer.begin(), newer.end());
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.change.n, 1u);
        QCOMPARE(*report.change.before.mean, 3.0);
    }

    void aBaselineIsNotLostBeforeItsFollowUpIsDue() {
        const std::vector<ScoredAnswer> rows = {answer("a", Point::Baseline, 100, 3.0)};
        QCOMPARE(countOf(changeReport(rows, {.today = 127}), Exclusion::NotDueYet), 1u);
        QVERIFY(!changeReport(rows, {.today = 127}).followUpRate);
        QCOMPARE(countOf(changeReport(rows, {.today = 128}), Exclusion::NoLater), 1u);
        QCOMPARE(*changeReport(rows, {.today = 128}).followUpRate, 0.0);
    }

    void thoseWhoWereAskedAgainAndThoseWhoWereNotAreDueAlike() {
        std::vector<ScoredAnswer> rows;
        for (int i = 0; i < 8; ++i) {
            const std::string person = "person " + std::to_string(i);
            rows.push_back(answer(person, Point::Baseline, 100, 3.0));
            if (i < 6) rows.push_back(answer(person, Point::Exit, 150, 4.0));
        }
        rows.push_back(answer("new", Point::Baseline, 140, 3.0));
        const ChangeReport report = changeReport(rows, {.today = 160});
        QCOMPARE(report.change.n, 6u);
        QCOMPARE(report.due, 8u);
        QCOMPARE(report.lost, 2u);
        QCOMPARE(*report.followUpRate, 0.75);
        QCOMPARE(countOf(report, Exclusion::NotDueYet), 1u);
    }

    void fortyBaselinesAndTwentySixFollowedAreSixtyFivePercent() {
        std::vector<ScoredAnswer> rows;
        for (int i = 0; i < 40; ++i) {
            const std::string person = "person " + std::to_string(i);
            rows.push_back(answer(person, Point::Baseline, 100, i < 26 ? 3.0 : 2.5));
            if (i < 26) rows.push_back(answer(person, Point::Exit, 200, i < 17 ? 4.0 : 3.0));
        }
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.baselines, 40u);
        QCOMPARE(report.due, 40u);
        QCOMPARE(report.lost, 14u);
        QVERIFY(rounds(report.followUpRate, 0.65, 12));
        QCOMPARE(report.banner, FollowUpBanner::None);
        QCOMPARE(report.size, SizeClass::Early);
        QCOMPARE(report.change.improved, 17u);
        QCOMPARE(*report.lostBaselines.mean, 2.5);
        QCOMPARE(report.allBaselines.n, 40u);
    }

    void aLateBaselineIsInNoFigureOfTheResult() {
        std::vector<ScoredAnswer> rows = twoPoints("a", 2.0, 3.0);
        for (auto row : twoPoints("b", 5.0, 5.0)) {
            row.late = row.point == Point::Baseline;
            rows.push_back(row);
        }
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.people, 2u);
        QCOMPARE(report.baselines, 1u);
        QCOMPARE(report.due, 1u);
        QCOMPARE(report.lost, 0u);
        QCOMPARE(countOf(report, Exclusion::LateBaseline), 1u);
        QCOMPARE(report.extremes.atHighest, 0u);
        QCOMPARE(*report.change.meanChange, 1.0);
    }

    void whoWasAskedInTimeAboutOneVersionIsNotLateForAnother() {
        std::vector<ScoredAnswer> rows = twoPoints("a", 2.0, 3.0);
        auto late = answer("a", Point::Baseline, 50, 1.0, Respondent::Parent, "family_steps/2");
        late.late = true;
        rows.push_back(late);
        QCOMPARE(changeReport(rows).change.n, 1u);
    }

    void aThenTestStandsBesideTheChangeAndMovesNothing() {
        std::vector<ScoredAnswer> rows = twoPoints("a", 3.8, 4.1);
        const ChangeReport before = changeReport(rows);
        QVERIFY(!before.thenTest);
        rows.push_back(answer("a", Point::Then, 200, 3.0));
        rows.push_back(answer("a", Point::Then, 200, 1.0, Respondent::Child));
        rows.push_back(answer("only a then-test", Point::Then, 200, 1.0));
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.people, 1u);
        QCOMPARE(report.change.meanChange, before.change.meanChange);
        QVERIFY(report.thenTest);
        QCOMPARE(report.thenTest->n, 1u);
        QVERIFY(rounds(report.thenTest->thenBased, 1.1, 9));
        QVERIFY(rounds(report.thenTest->shift, -0.8, 9));
    }

    void reliableChangeNeedsAReliability() {
        std::vector<ScoredAnswer> rows;
        for (int i = 0; i < 20; ++i)
            for (auto row : twoPoints("person " + std::to_string(i), i % 2 == 0 ? 2.0 : 3.0, i < 5 ? 5.0 : 3.0))
                rows.push_back(row);
        QVERIFY(!changeReport(rows).threshold);
        QVERIFY(!changeReport(rows).reliable);
        const ChangeReport report = changeReport(rows, {}, 0.8);
        QVERIFY(rounds(report.threshold->sem, 0.51299 * 0.44721, 4));
        const auto& r = *report.reliable;
        QCOMPARE(r.reliablyImproved + r.improved + r.same + r.declined + r.reliablyDeclined, report.change.n);
        QCOMPARE(r.reliablyImproved, 12u);
        QCOMPARE(r.same, 8u);
    }

    void theLostAreComparedWithThoseWhoStayed() {
        std::vector<ScoredAnswer> rows;
        for (int i = 0; i < 20; ++i) {
            const std::string person = "person " + std::to_string(i);
            const double aside = i % 2 == 0 ? 0.5 : -0.5;
            rows.push_back(answer(person, Point::Baseline, 100, (i < 10 ? 3.5 : 2.5) + aside));
            if (i < 10) rows.push_back(answer(person, Point::Exit, 200, i < 6 ? 5.0 : 1.0));
        }
        const ChangeReport report = changeReport(rows);
        QVERIFY(report.attrition.differs);
        QVERIFY(rounds(report.attrition.startsApart, 1.8974, 4));  // 1 / (0.5 sqrt(10 / 9))
        QVERIFY(rounds(report.attrition.improvedWorst, 0.3, 9));
        QVERIFY(rounds(report.attrition.improvedBest, 0.8, 9));
    }

    void scalesOfDifferentRangesMeetAsPercentOfTheMaximum() {
        std::vector<ScoredAnswer> rows = twoPoints("a", 1.0, 5.0);
        auto other = twoPoints("b", 1.0, 5.5);
        for (ScoredAnswer& row : other) {
            row.highest = 10.0;
            row.family = "my_path/1";
        }
        rows.insert(rows.end(), other.begin(), other.end());
        const ChangeReport report = changeReport(rows);
        QCOMPARE(report.unit, ScoreUnit::Pomp);
        QCOMPARE(*report.range.highest, 100.0);
        QVERIFY(rounds(report.change.meanChange, 75.0, 9));
        QCOMPARE(changeReport(twoPoints("a", 1.0, 5.0)).unit, ScoreUnit::Scale);
    }

    void aScaleWithoutARangeCannotBeScored() {
        auto rows = twoPoints("a", 3.0, 4.0);
        rows[0].lowest = rows[0].highest = 3.0;
        QCOMPARE(countOf(changeReport(rows), Exclusion::BaselineUnscored), 1u);
    }

    void noAnswersMakeAnEmptyReport() {
        const ChangeReport report = changeReport({});
        QCOMPARE(report.people, 0u);
        QVERIFY(!report.followUpRate);
        QVERIFY(!report.change.meanChange);
        QCOMPARE(report.size, SizeClass::TooFew);
    }

    void theOrderOfTheRowsDoesNotMatter() {
        std::mt19937 random(20261121);
        for (int round = 0; round < 100; ++round) {
            std::vector<ScoredAnswer> rows;
            for (int i = 0; i < 60; ++i) {
                const int kind = static_cast<int>(random() % 5);
                rows.push_back(answer("person " + std::to_string(random() % 12), static_cast<Point>(kind),
                                      static_cast<std::int64_t>(random() % 200),
                                      random() % 6 ? std::optional(1.0 + static_cast<double>(random() % 9) / 2) : std::nullopt,
                                      static_cast<Respondent>(random() % 2), random() % 8 ? "one" : "two"));
            }
            auto shuffled = rows;
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            const ChangeReport a = changeReport(rows, {.today = 220}), b = changeReport(shuffled, {.today = 220});
            QVERIFY(a.excluded == b.excluded);
            QCOMPARE(a.change.n, b.change.n);
            QCOMPARE(a.change.meanChange, b.change.meanChange);
            QCOMPARE(a.change.sdChange, b.change.sdChange);
            QCOMPARE(a.extremes.atHighest, b.extremes.atHighest);

            std::size_t excluded = 0, withoutDueBaseline = 0;
            for (const auto& [reason, people] : a.excluded) {
                excluded += people;
                if (!isLost(reason)) withoutDueBaseline += people;
            }
            QCOMPARE(a.change.n + excluded, a.people);
            QCOMPARE(a.due + withoutDueBaseline, a.people);
        }
    }
};

QTEST_APPLESS_MAIN(tst_change_report)
#include "tst_change_report.moc"
