// What may make change look larger or smaller than it is: the lost, the chosen, hindsight; and how much of it means something.
#include "tests/shared/statistics/near.h"

#include "shared/statistics/attrition.h"
#include "shared/statistics/important_change.h"
#include "shared/statistics/regression_to_mean.h"
#include "shared/statistics/then_test.h"
#include "shared/statistics/trend.h"

#include <QTest>

#include <limits>

using namespace waymark::statistics;

namespace {
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
}

class tst_honesty : public QObject {
    Q_OBJECT

private slots:
    void twentySixOfFortyFollowed() {
        const Attrition lost = attrition(17, {26, 3.10, 0.60}, {14, 2.70, 0.70});
        QVERIFY(rounds(lost.followUp->low, 0.495, 3));
        QVERIFY(rounds(lost.followUp->high, 0.779, 3));
        QVERIFY(rounds(lost.startsApart, 0.629, 3));
        QVERIFY(lost.differs);
        QVERIFY(rounds(lost.improved, 0.654, 3));
        QVERIFY(rounds(lost.improvedWorst, 0.425, 9));
        QVERIFY(rounds(lost.improvedBest, 0.775, 9));
    }

    void aQuarterOfASpreadIsNotYetADifference() {
        QVERIFY(!attrition(1, {20, 3.0, 1.0}, {20, 2.75, 1.0}).differs);
        QVERIFY(attrition(1, {20, 3.0, 1.0}, {20, 2.74, 1.0}).differs);
        QVERIFY(attrition(1, {20, 2.74, 1.0}, {20, 3.0, 1.0}).differs);
    }

    void nobodyLostLeavesWorstAndBestTheSame() {
        const Attrition none = attrition(6, {10, 3.0, 1.0}, {});
        QCOMPARE(none.improvedWorst, none.improvedBest);
        QVERIFY(!none.startsApart && !none.differs);
        const Attrition nobody = attrition(0, {}, {});
        QVERIFY(!nobody.followUp && !nobody.improved && !nobody.improvedBest);
        QVERIFY(!attrition(3, {2, 1.0, 1.0}, {}).improved);
    }

    void thoseChosenForALowScoreGainByChance() {
        const Population population{60, 15, 0.7};
        const auto chosen = chosenBelow(50, population);
        QVERIFY(chosen);
        QVERIFY(rounds(chosen->mean, 41.022, 3));
        QVERIFY(rounds(chosen->expectedLater, 46.716, 3));
        QVERIFY(rounds(chosen->spuriousGain, 5.693, 3));
        QVERIFY(rounds(expectedLater(40, population), 46.0, 9));
    }

    void aSteadyScoreGainsNothingByChance() {
        QVERIFY(rounds(chosenBelow(50, {60, 15, 1.0})->spuriousGain, 0.0, 12));
        QVERIFY(!chosenBelow(50, {60, 0, 0.7}));
        QVERIFY(!chosenBelow(50, {60, 15, 1.2}));
        QVERIFY(!chosenBelow(kNan, {60, 15, 0.7}));
        QVERIFY(!chosenBelow(-1e9, {60, 15, 0.7}));
        QVERIFY(!expectedLater(40, {kNan, 15, 0.7}));
    }

    void theAnchorGivesAChangeItsMeaning() {
        const std::vector<double> same = {-2, 0, 1, 3, 0, 2}, better = {4, 6, 3, 7, 5};
        QVERIFY(rounds(importantChange(better, same), 4.333, 3));
        QVERIFY(!importantChange(better, {}));
        QVERIFY(!importantChange({}, same));
        QVERIFY(rounds(importantChangeByThumb(1.5), 0.75, 9));
        QVERIFY(!importantChangeByThumb(std::nullopt));
    }

    void hindsightIsToldApartFromChange() {
        const auto test = thenTest(std::vector<LookingBack>{{3.8, 3.0, 4.1}, {kNan, 1.0, 5.0}});
        QVERIFY(test);
        QCOMPARE(test->n, 1u);
        QVERIFY(rounds(test->conventional, 0.3, 9));
        QVERIFY(rounds(test->thenBased, 1.1, 9));
        QVERIFY(rounds(test->shift, -0.8, 9));
        QVERIFY(!thenTest({}));
    }

    void eightQuartersRiseByElevenFamiliesEach() {
        QVERIFY(rounds(trendSlope(std::vector<double>{212, 230, 226, 251, 260, 274, 281, 290}), 11.357, 3));
        QVERIFY(!trendSlope(std::vector<double>{212}));
        QVERIFY(!trendSlope(std::vector<double>{212, kNan}));
    }
};

QTEST_APPLESS_MAIN(tst_honesty)
#include "tst_honesty.moc"
