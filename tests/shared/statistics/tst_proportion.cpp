// Proportions and the words that go with small numbers: Wilson's interval, follow-up, ceiling, minimum sizes.
#include "tests/shared/statistics/near.h"

#include "shared/statistics/extremes.h"
#include "shared/statistics/follow_up.h"
#include "shared/statistics/proportion.h"
#include "shared/statistics/sample_size.h"

#include <QTest>

#include <limits>
#include <vector>

using namespace waymark::statistics;

class tst_proportion : public QObject {
    Q_OBJECT

private slots:
    void wilsonsIntervalMatchesTheWorkedNumbers_data() {
        QTest::addColumn<int>("successes");
        QTest::addColumn<int>("n");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("34 of 52") << 34 << 52 << 0.51804 << 0.76849;
        QTest::newRow("none of 8") << 0 << 8 << 0.0 << 0.32441;
        QTest::newRow("all of 8") << 8 << 8 << 0.67559 << 1.0;
        QTest::newRow("9 of 12") << 9 << 12 << 0.46769 << 0.91106;
    }
    void wilsonsIntervalMatchesTheWorkedNumbers() {
        QFETCH(int, successes);
        QFETCH(int, n);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto interval = wilsonInterval(successes, n);
        QVERIFY(interval);
        QVERIFY(rounds(interval->low, low, 5));
        QVERIFY(rounds(interval->high, high, 5));
    }

    void noneAndAllReachTheEdgeExactly() {
        for (std::size_t n = 1; n < 200; ++n) {
            QCOMPARE(wilsonInterval(0, n)->low, 0.0);
            QCOMPARE(wilsonInterval(n, n)->high, 1.0);
        }
    }

    void theIntervalHoldsTheShareItself() {
        for (std::size_t n = 1; n < 60; ++n)
            for (std::size_t k = 0; k <= n; ++k) {
                const auto interval = wilsonInterval(k, n);
                const double share = static_cast<double>(k) / static_cast<double>(n);
                QVERIFY(interval->low <= share && share <= interval->high);
                QVERIFY(interval->low >= 0.0 && interval->high <= 1.0);
            }
    }

    void nothingOfNothingHasNoInterval() {
        QVERIFY(!wilsonInterval(0, 0));
        QVERIFY(!wilsonInterval(3, 2));
    }

    void followUpIsPairsOverBaselinesDue() {
        QVERIFY(rounds(followUpRate(26, 40), 0.65, 12));
        QVERIFY(!followUpRate(0, 0));
        QVERIFY(!followUpRate(3, 2));
    }

    void theBannerTellsOfThoseWhoWereLost_data() {
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("banner");
        QTest::newRow("60 % needs none") << 0.60 << "none";
        QTest::newRow("just below 60 % is amber") << 0.5999 << "amber";
        QTest::newRow("40 % is amber") << 0.40 << "amber";
        QTest::newRow("just below 40 % is red") << 0.3999 << "red";
        QTest::newRow("nobody followed is red") << 0.0 << "red";
    }
    void theBannerTellsOfThoseWhoWereLost() {
        QFETCH(double, rate);
        QFETCH(QString, banner);
        QCOMPARE(QString::fromUtf8(name(followUpBanner(rate))), banner);
    }
    void nothingDueNeedsNoBanner() { QCOMPARE(followUpBanner(std::nullopt), FollowUpBanner::None); }

    void fewPairsSayLess_data() {
        QTest::addColumn<int>("pairs");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("counts");
        QTest::addColumn<bool>("mean");
        QTest::newRow("none") << 0 << "too few" << false << false;
        QTest::newRow("four") << 4 << "too few" << false << false;
        QTest::newRow("five") << 5 << "counts only" << true << false;
        QTest::newRow("nine") << 9 << "counts only" << true << false;
        QTest::newRow("ten") << 10 << "early" << true << true;
        QTest::newRow("twenty-nine") << 29 << "early" << true << true;
        QTest::newRow("thirty") << 30 << "normal" << true << true;
    }
    void fewPairsSayLess() {
        QFETCH(int, pairs);
        QFETCH(QString, word);
        QFETCH(bool, counts);
        QFETCH(bool, mean);
        const SizeClass size = sizeClass(pairs);
        QCOMPARE(QString::fromUtf8(name(size)), word);
        QCOMPARE(showsCounts(size), counts);
        QCOMPARE(showsMean(size), mean);
    }

    void sevenOfFortyAtTheTopIsACeiling() {
        std::vector<double> baselines(33, 3.0);
        baselines.insert(baselines.end(), 7, 5.0);
        const Extremes extremes = findExtremes(baselines, {1, 5});
        QCOMPARE(extremes.atHighest, 7u);
        QVERIFY(rounds(extremes.ceilingShare, 0.175, 12));
        QVERIFY(extremes.ceiling);
        QVERIFY(!extremes.floor);
    }

    void exactlyFifteenPercentIsNoCeiling() {
        std::vector<double> baselines(17, 3.0);
        baselines.insert(baselines.end(), 3, 1.0);
        const Extremes extremes = findExtremes(baselines, {1, 5});
        QCOMPARE(extremes.atLowest, 3u);
        QVERIFY(!extremes.floor);
        baselines.push_back(1.0);
        QVERIFY(findExtremes(baselines, {1, 5}).floor);
    }

    void anEndOfTheScaleThatNobodyKnowsIsNotLookedAt() {
        const Extremes extremes = findExtremes(std::vector<double>{5, 5}, {std::nullopt, 5});
        QVERIFY(extremes.ceiling);
        QVERIFY(!extremes.floorShare);
        QVERIFY(!findExtremes(std::vector<double>{5, 5}, {}).ceilingShare);
    }

    void noBaselinesHaveNoExtremes() {
        QVERIFY(!findExtremes({}, {1, 5}).ceilingShare);
        const std::vector<double> unreadable(5, std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(findExtremes(unreadable, {1, 5}).n, 0u);
        QCOMPARE(findExtremes(std::vector<double>{5, 5}, {5, 5}).atHighest, 0u);
    }
};

QTEST_APPLESS_MAIN(tst_proportion)
#include "tst_proportion.moc"
