// What one person's change must be to be more than noise, and where the noise is known from.
#include "tests/shared/statistics/near.h"

#include "shared/statistics/reliability.h"
#include "shared/statistics/reliable_change.h"

#include <QTest>

#include <limits>

using namespace waymark::statistics;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::vector<double>> manyTimes(const std::vector<std::vector<double>>& rows, std::size_t people) {
    std::vector<std::vector<double>> all;
    for (std::size_t i = 0; i < people; ++i)
        all.push_back(rows[i % rows.size()]);
    return all;
}

}  // namespace

class tst_reliable_change : public QObject {
    Q_OBJECT

private slots:
    void theTextbookCaseOfJacobsonAndTruax() {
        const auto threshold = reliableThreshold(7.5, 0.80);
        QVERIFY(threshold);
        QVERIFY(rounds(threshold->sem, 3.3541, 4));
        QVERIFY(rounds(threshold->sDiff, 4.7434, 4));
        QVERIFY(rounds(threshold->threshold, 9.2971, 4));
        QVERIFY(rounds(reliableChangeIndex(47.5 - 32.5, *threshold), 3.1623, 4));
        const auto cutoffs = clinicalCutoffs({40, 7.5}, {60, 7.5});
        QVERIFY(cutoffs);
        QVERIFY(rounds(cutoffs->a, 55, 9));
        QVERIFY(rounds(cutoffs->b, 45, 9));
        QVERIFY(rounds(cutoffs->c, 50, 9));
    }

    void aSumScoreHasASmallestReliableWholePoint() {
        const auto threshold = reliableThreshold(8, 0.86);
        QVERIFY(rounds(threshold->sDiff, 4.2332, 4));
        QVERIFY(rounds(threshold->threshold, 8.2971, 4));
        const std::vector<double> changes = {8, 9};
        QCOMPARE(reliableCounts(changes, *threshold)->improved, 1u);
        QCOMPARE(reliableCounts(changes, *threshold)->reliablyImproved, 1u);
    }

    void everybodyIsInOneOfFiveClasses() {
        const auto threshold = reliableThreshold(17, 0.85);
        QVERIFY(rounds(threshold->threshold, 18.2501, 4));
        const std::vector<double> changes = {-22, -18.5, -3, 0, 4, 12.5, 18.2, 18.3, 25, 31};
        const auto counts = reliableCounts(changes, *threshold);
        QCOMPARE(counts->reliablyDeclined, 2u);
        QCOMPARE(counts->declined, 1u);
        QCOMPARE(counts->same, 1u);
        QCOMPARE(counts->improved, 3u);
        QCOMPARE(counts->reliablyImproved, 3u);
    }

    void theThresholdItselfIsReliable() {
        const ReliableThreshold threshold = *reliableThreshold(10, 0.5);
        const std::vector<double> changes = {threshold.threshold, -threshold.threshold, threshold.threshold - 1e-6, kNan};
        const auto counts = reliableCounts(changes, threshold);
        QCOMPARE(counts->reliablyImproved, 1u);
        QCOMPARE(counts->reliablyDeclined, 1u);
        QCOMPARE(counts->improved, 1u);
    }

    void aScoreWithoutNoiseHasNoClasses() {
        for (const auto& threshold : {reliableThreshold(0.0, 0.8), reliableThreshold(5.0, 1.0)}) {
            QVERIFY(threshold);
            QCOMPARE(threshold->threshold, 0.0);
            QVERIFY(!reliableCounts(std::vector<double>{1, 0}, *threshold));
            QVERIFY(!reliableChangeIndex(1, *threshold));
        }
    }

    void whatIsOutOfRangeHasNoThreshold() {
        QVERIFY(!reliableThreshold(std::nullopt, 0.8));
        QVERIFY(!reliableThreshold(-1.0, 0.8));
        QVERIFY(!reliableThreshold(kNan, 0.8));
        QVERIFY(!reliableThreshold(5.0, 1.01));
        QVERIFY(!reliableThreshold(5.0, -0.1));
        QVERIFY(!reliableThreshold(5.0, kNan));
    }

    void unequalSpreadsMoveTheCutOffTowardsTheNarrowerGroup() {
        QVERIFY(rounds(clinicalCutoffs({45, 10}, {60, 6})->c, 54.375, 9));
        QVERIFY(!clinicalCutoffs({45, 0}, {60, 6}));
        QVERIFY(!clinicalCutoffs({45, 10}, {45, 6}));
    }

    void cutOffsLookTowardsTheOthersWhereLowIsBetter() {
        const auto cutoffs = clinicalCutoffs({20, 4}, {5, 3});
        QVERIFY(rounds(cutoffs->a, 12, 9));
        QVERIFY(rounds(cutoffs->b, 11, 9));
    }

    void alphaOfFivePeopleAndThreeItems() {
        const std::vector<std::vector<double>> rows = {{4, 5, 4}, {2, 2, 3}, {5, 5, 4}, {3, 4, 3}, {1, 2, 2}};
        QVERIFY(rounds(cronbachAlpha(rows), 0.93878, 5));
    }

    void alphaNeedsPeopleItemsAndSpread() {
        QVERIFY(!cronbachAlpha({}));
        QVERIFY(!cronbachAlpha(std::vector<std::vector<double>>{{1, 2}}));
        QVERIFY(!cronbachAlpha(std::vector<std::vector<double>>{{1}, {2}}));
        QVERIFY(!cronbachAlpha(std::vector<std::vector<double>>{{1, 2}, {2}}));
        QVERIFY(!cronbachAlpha(std::vector<std::vector<double>>{{1, 2}, {2, 1}}));
        QVERIFY(!cronbachAlpha(std::vector<std::vector<double>>{{1, kNan}, {2, 1}}));
    }

    void ownBaselinesTellTheReliabilityFromAHundredPeopleOn() {
        const std::vector<std::vector<double>> rows = {{4, 5, 4}, {2, 2, 3}, {5, 5, 4}, {3, 4, 3}, {1, 2, 2}};
        QVERIFY(!ownReliability(manyTimes(rows, 99)));
        const auto alpha = ownReliability(manyTimes(rows, 100));
        QVERIFY(alpha && *alpha > 0.9 && *alpha <= 1.0);
    }

    void questionsThatContradictEachOtherAreNoMeasure() {
        const std::vector<std::vector<double>> rows = {{1, 5}, {5, 2}, {2, 4}, {4, 1}};
        QVERIFY(*cronbachAlpha(rows) < 0.0);
        QVERIFY(!ownReliability(manyTimes(rows, 120)));
    }
};

QTEST_APPLESS_MAIN(tst_reliable_change)
#include "tst_reliable_change.moc"
