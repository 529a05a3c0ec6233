// Two groups beside each other, and whether the gap between them closes.
#include "tests/shared/statistics/near.h"

#include "shared/statistics/group_gap.h"
#include "shared/statistics/mcnemar.h"
#include "shared/statistics/two_groups.h"

#include <QTest>

#include <limits>
#include <random>

using namespace waymark::statistics;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Forty in "north", four hundred without a group. Means of "north" and of everybody: 2.8 and 3.3 at the start, 3.3 and 3.5 later.
std::vector<GroupedPair> fortyOfFourHundredAndForty() {
    std::vector<GroupedPair> pairs;
    for (int i = 0; i < 440; ++i) {
        const double aside = i % 2 == 0 ? 0.4 : -0.4;
        if (i < 40)
            pairs.push_back({"north", {2.8 + aside, 3.3 - aside}});
        else  // all 440 together have 3.3 and 3.5
            pairs.push_back({"", {(440 * 3.3 - 40 * 2.8) / 400 + aside, (440 * 3.5 - 40 * 3.3) / 400 + aside}});
    }
    return pairs;
}

}  // namespace

class tst_groups : public QObject {
    Q_OBJECT

private slots:
    void differencesOfSharesFollowNewcombe_data() {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("of");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("ofSecond");
        QTest::addColumn<double>("difference");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("at the start") << 18 << 45 << 210 << 380 << -0.1526 << -0.2914 << 0.0013;
        QTest::newRow("later") << 30 << 50 << 215 << 380 << 0.0342 << -0.1124 << 0.1679;
    }
    void differencesOfSharesFollowNewcombe() {
        QFETCH(int, first);
        QFETCH(int, of);
        QFETCH(int, second);
        QFETCH(int, ofSecond);
        QFETCH(double, difference);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto gap = proportionDifference({std::size_t(first), std::size_t(of)}, {std::size_t(second), std::size_t(ofSecond)});
        QVERIFY(gap);
        QVERIFY(rounds(gap->difference, difference, 4));
        QVERIFY(rounds(gap->ci95.low, low, 4));
        QVERIFY(rounds(gap->ci95.high, high, 4));
    }

    void noneAgainstAllStaysWithinOne() {
        const auto gap = proportionDifference({0, 3}, {3, 3});
        QCOMPARE(gap->difference, -1.0);
        QVERIFY(gap->ci95.low >= -1.0 && gap->ci95.high <= 1.0);
        QVERIFY(!proportionDifference({0, 0}, {1, 2}));
        QVERIFY(!proportionDifference({1, 2}, {3, 2}));
    }

    void aChangeOfGapFollowsWelch() {
        const auto change = welchDifference({40, 0.50, 0.8}, {360, 0.18, 0.7});
        QVERIFY(change);
        QVERIFY(rounds(change->difference, 0.32, 9));
        QVERIFY(rounds(change->standardError, 0.13176, 5));
        QVERIFY(rounds(change->df, 45.88, 2));
        QVERIFY(rounds(change->ci95->low, 0.0548, 4));
        QVERIFY(rounds(change->ci95->high, 0.5852, 4));
        QVERIFY(rounds(change->p, 0.0191, 4));
    }

    void withoutSpreadsOnlyTheDifferenceIsThere() {
        const auto lone = welchDifference({1, 2.0, std::nullopt}, {5, 1.0, 0.5});
        QCOMPARE(lone->difference, 1.0);
        QVERIFY(!lone->standardError && !lone->df && !lone->p && !lone->ci95);
        const auto still = welchDifference({4, 2.0, 0.0}, {5, 1.0, 0.0});
        QCOMPARE(still->standardError.value(), 0.0);
        QVERIFY(!still->df && !still->p && !still->ci95);
        const auto one = welchDifference({4, 2.0, 0.0}, {5, 1.0, 0.5});
        QVERIFY(rounds(one->df, 4.0, 9));
        QVERIFY(!welchDifference({0, std::nullopt, std::nullopt}, {5, 1.0, 0.5}));
    }

    void theStandardisedDifferencePoolsTheSpreads() {
        QVERIFY(rounds(standardisedDifference({26, 3.10, 0.60}, {14, 2.70, 0.70}), 0.629, 3));
        QVERIFY(!standardisedDifference({26, 3.10, 0.0}, {14, 2.70, 0.0}));
        QVERIFY(!standardisedDifference({1, 3.10, std::nullopt}, {14, 2.70, 0.7}));
    }

    void aGapOfHalfAPointClosesBySixtyPercent() {
        const auto gaps = groupGaps(fortyOfFourHundredAndForty());
        QCOMPARE(gaps.size(), std::size_t(1));
        const GroupGap& gap = gaps.at("north");
        QCOMPARE(gap.n, 40u);
        QVERIFY(rounds(gap.toAverage.baseline, -0.5, 9));
        QVERIFY(rounds(gap.toAverage.later, -0.2, 9));
        QVERIFY(rounds(gap.toAverage.closedBy(), 0.3, 9));
        QVERIFY(rounds(gap.toAverage.closedShare(), 0.6, 9));
        QVERIFY(rounds(gap.toRest->baseline, -0.55, 9));
        QVERIFY(rounds(gapToRest(-0.5, 40.0 / 440.0), -0.55, 9));
        QVERIFY(!gapToRest(-0.5, 1.0));
    }

    void aGapToTheRestIsTheGapToTheAverageOverWhatTheGroupIsNot() {
        std::mt19937 random(4);
        std::vector<GroupedPair> pairs;
        for (int i = 0; i < 300; ++i)
            pairs.push_back({std::string(1, static_cast<char>('a' + random() % 4)), {random() % 50 / 10.0, random() % 50 / 10.0}});
        pairs.push_back({"a", {kNan, 3}});
        for (const auto& [name, gap] : groupGaps(pairs)) {
            QVERIFY(rounds(gap.toRest->baseline, *gapToRest(gap.toAverage.baseline, gap.share), 9));
            // The sums give what the two lists of changes would.
            std::vector<double> own, rest;
            for (const auto& pair : pairs)
                if (!std::isnan(pair.pair.before)) (pair.group == name ? own : rest).push_back(pair.pair.after - pair.pair.before);
            const auto direct = welchDifference(summarise(own), summarise(rest));
            QVERIFY(rounds(gap.change->difference, direct->difference, 9));
            QVERIFY(rounds(gap.change->standardError, *direct->standardError, 9));
            QVERIFY(rounds(gap.change->df, *direct->df, 6));
            QVERIFY(rounds(gap.change->p, *direct->p, 9));
        }
    }

    void oneGroupThatIsEverybodyHasNoRest() {
        const auto gaps = groupGaps(std::vector<GroupedPair>{{"all", {1, 2}}, {"all", {2, 2}}});
        QVERIFY(!gaps.at("all").toRest);
        QVERIFY(!gaps.at("all").change);
        QCOMPARE(gaps.at("all").share, 1.0);
        QVERIFY(!gaps.at("all").toAverage.closedShare());
    }

    void equalChangesLeaveNoSpreadBehind() {
        std::vector<GroupedPair> pairs;
        for (int i = 0; i < 50; ++i)
            pairs.push_back({i % 2 == 0 ? "a" : "b", {0.1 * i, 0.1 * i + (i % 2 == 0 ? 0.7 : 0.3)}});
        const auto gap = groupGaps(pairs).at("a");
        QVERIFY(rounds(gap.change->difference, 0.4, 9));
        QVERIFY(!gap.change->p);
    }

    void noPairsHaveNoGaps() { QVERIFY(groupGaps({}).empty()); }

    void theLowestFifthIsMeasuredAgainstTheMean() {
        QVERIFY(rounds(lowestFifthGap(std::vector<double>{10, 2, 8, 6, 4, 10, 10, 10, 10, 10}), 62.5, 9));  // mean 8, fifth (2 + 4) / 2
        QVERIFY(!lowestFifthGap(std::vector<double>{1, 2, 3, 4}));
        QVERIFY(!lowestFifthGap(std::vector<double>{0, 0, 0, 0, 0}));
        QVERIFY(!lowestFifthGap(std::vector<double>{1, 2, 3, 4, kNan}));
    }

    void fifteenNoToYesAndFiveBack() {
        const auto test = mcNemar(15, 5);
        QVERIFY(rounds(test->exactP, 0.04139, 5));
        QVERIFY(rounds(test->chiSquared, 4.05, 9));
        QCOMPARE(mcNemar(3, 3)->chiSquared, 0.0);
        QCOMPARE(mcNemar(3, 3)->exactP, 1.0);
        QVERIFY(!mcNemar(0, 0));
    }
};

QTEST_APPLESS_MAIN(tst_groups)
#include "tst_groups.moc"
