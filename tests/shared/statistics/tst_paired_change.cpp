// Change between pairs, against numbers worked by hand and where the formulas end.
#include "tests/shared/statistics/near.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/paired_change.h"
#include "shared/statistics/sign_test.h"

#include <QTest>

#include <limits>
#include <random>
#include <vector>

using namespace waymark::statistics;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<Pair> workedPairs() {
    const double before[] = {4, 5, 3, 6, 7, 2, 5, 6, 4, 8, 3, 5}, after[] = {6, 6, 5, 6, 8, 5, 5, 7, 3, 9, 6, 7};
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < 12; ++i)
        pairs.push_back({before[i], after[i]});
    return pairs;
}

/// Every quantity that may be absent, so that a test can ask that none is NaN.
std::vector<std::optional<double>> quantities(const PairedChange& c) {
    return {c.before.mean,
            c.before.sd,
            c.after.mean,
            c.after.sd,
            c.r,
            c.meanChange,
            c.sdChange,
            c.standardError,
            c.t,
            c.df,
            c.p,
            c.tCritical,
            c.ci95 ? std::optional(c.ci95->low) : std::nullopt,
            c.ci95 ? std::optional(c.ci95->high) : std::nullopt,
            c.dZ,
            c.dAv,
            c.dPre,
            c.hedgesJ,
            c.gAv,
            c.signTestP};
}

}  // namespace

class tst_paired_change : public QObject {
    Q_OBJECT

private slots:
    void twelveWorkedPairsGiveThePublishedNumbers() {
        const PairedChange c = pairedChange(workedPairs());
        QCOMPARE(c.n, 12u);
        QCOMPARE(c.unusable, 0u);
        QVERIFY(rounds(c.before.mean, 4.8333, 4));
        QVERIFY(rounds(c.after.mean, 6.0833, 4));
        QVERIFY(rounds(c.before.sd, 1.7495, 4));
        QVERIFY(rounds(c.after.sd, 1.5643, 4));
        QVERIFY(rounds(c.r, 0.73636, 5));
        QVERIFY(rounds(c.meanChange, 1.25, 6));
        QVERIFY(rounds(c.sdChange, 1.21543, 5));
        QVERIFY(rounds(c.standardError, 0.35086, 5));
        QVERIFY(rounds(c.df, 11, 6));
        QVERIFY(rounds(c.t, 3.5626, 4));
        QVERIFY(rounds(c.p, 0.00445, 5));
        QVERIFY(rounds(c.tCritical, 2.20099, 5));
        QVERIFY(rounds(c.ci95->low, 0.4778, 4));
        QVERIFY(rounds(c.ci95->high, 2.0222, 4));
        QVERIFY(rounds(c.dZ, 1.0284, 4));
        QVERIFY(rounds(c.dAv, 0.7544, 4));
        QVERIFY(rounds(c.dPre, 0.7145, 4));
        QVERIFY(rounds(c.hedgesJ, 0.93023, 5));
        QVERIFY(rounds(c.gAv, 0.7018, 4));
        QCOMPARE(c.improved, 9u);
        QCOMPARE(c.same, 2u);
        QCOMPARE(c.declined, 1u);
        QVERIFY(rounds(c.signTestP, 0.02148, 5));
        QCOMPARE(c.ranks->plus, 52.0);
        QCOMPARE(c.ranks->minus, 3.0);
        QVERIFY(rounds(c.ranks->p, 0.011719, 6));
        QVERIFY(rounds(c.improvedShare->low, 0.4677, 4));
        QVERIFY(rounds(c.improvedShare->high, 0.9111, 4));
    }

    void intervalHalfWidthsFollowTheNumberOfPairs_data() {
        QTest::addColumn<int>("n");
        QTest::addColumn<double>("halfWidth");
        QTest::newRow("ten pairs") << 10 << 0.715;
        QTest::newRow("fifteen pairs") << 15 << 0.554;
        QTest::newRow("twenty pairs") << 20 << 0.468;
        QTest::newRow("thirty pairs") << 30 << 0.373;
        QTest::newRow("fifty pairs") << 50 << 0.284;
        QTest::newRow("a hundred pairs") << 100 << 0.198;
    }
    void intervalHalfWidthsFollowTheNumberOfPairs() {
        QFETCH(int, n);
        QFETCH(double, halfWidth);
        std::vector<Pair> pairs;
        for (int i = 0; i < n; ++i)
            pairs.push_back({0.0, i % 3 * 1.0});
        const PairedChange c = pairedChange(pairs);
        QVERIFY(rounds((c.ci95->high - c.ci95->low) / 2.0 / *c.sdChange, halfWidth, 3));
    }

    void whatIsUndefinedIsAbsent_data() {
        QTest::addColumn<QList<double>>("before");
        QTest::addColumn<QList<double>>("after");
        QTest::addColumn<bool>("meanThere");
        QTest::addColumn<bool>("spreadThere");
        QTest::addColumn<bool>("tThere");
        QTest::newRow("nobody") << QList<double>{} << QList<double>{} << false << false << false;
        QTest::newRow("one pair") << QList<double>{3} << QList<double>{4} << true << false << false;
        QTest::newRow("all differences equal") << QList<double>{1, 2, 3} << QList<double>{2, 3, 4} << true << true << false;
        QTest::newRow("all differences equal but for rounding")
            << QList<double>{0.1, 0.2, 0.7} << QList<double>{0.4, 0.5, 1.0} << true << true << false;
        QTest::newRow("nobody moved") << QList<double>{4, 4, 4} << QList<double>{4, 4, 4} << true << true << false;
        QTest::newRow("only pairs that are no numbers") << QList<double>{kNan, 2} << QList<double>{3, kNan} << false << false << false;
        QTest::newRow("scores too large to square")
            << QList<double>{1e300, -1e300, 0} << QList<double>{0, 1e300, 5} << true << false << false;
        QTest::newRow("an ordinary pair of pairs") << QList<double>{1, 2} << QList<double>{2, 4} << true << true << true;
    }
    void whatIsUndefinedIsAbsent() {
        QFETCH(QList<double>, before);
        QFETCH(QList<double>, after);
        QFETCH(bool, meanThere);
        QFETCH(bool, spreadThere);
        QFETCH(bool, tThere);
        std::vector<Pair> pairs;
        for (qsizetype i = 0; i < before.size(); ++i)
            pairs.push_back({before[i], after[i]});
        const PairedChange c = pairedChange(pairs);
        QCOMPARE(c.meanChange.has_value(), meanThere);
        QCOMPARE(c.sdChange.has_value(), spreadThere);
        QCOMPARE(c.t.has_value(), tThere);
        QCOMPARE(c.p.has_value(), tThere);
        QCOMPARE(c.ci95.has_value(), spreadThere);
        QVERIFY(tThere || !c.ci95 || c.ci95->low == c.ci95->high);
        QCOMPARE(c.dZ.has_value(), tThere);
        QCOMPARE(c.improved + c.same + c.declined, c.n);
        for (const auto& quantity : quantities(c))
            QVERIFY(!quantity || std::isfinite(*quantity));
    }

    void aPairWithoutANumberIsCountedAndLeftOut() {
        auto pairs = workedPairs();
        pairs.push_back({kNan, 4});
        pairs.push_back({4, std::numeric_limits<double>::infinity()});
        const PairedChange c = pairedChange(pairs);
        QCOMPARE(c.n, 12u);
        QCOMPARE(c.unusable, 2u);
        QVERIFY(rounds(c.meanChange, 1.25, 6));
    }

    void nobodyMovingIsNoEvidenceEitherWay() {
        const PairedChange c = pairedChange(std::vector<Pair>{{2, 2}, {3, 3}});
        QCOMPARE(c.same, 2u);
        QVERIFY(!c.signTestP);
        QVERIFY(!c.ranks);
        QVERIFY(!signTest(0, 0));
    }

    void aChangeOfRoundingErrorIsNoChange() {
        const double before = 0.1 + 0.2, after = 0.3;
        QVERIFY(before != after);
        QCOMPARE(pairedChange(std::vector<Pair>{{before, after}}).same, 1u);
    }

    void theSignTestIsExact_data() {
        QTest::addColumn<int>("up");
        QTest::addColumn<int>("down");
        QTest::addColumn<double>("p");
        QTest::addColumn<int>("places");
        QTest::newRow("nine up, one down") << 9 << 1 << 22.0 / 1024 << 12;
        QTest::newRow("one alone") << 1 << 0 << 1.0 << 12;
        QTest::newRow("as many up as down") << 5 << 5 << 1.0 << 12;
        QTest::newRow("fifteen and five, as in McNemar's exact test") << 15 << 5 << 0.04139 << 5;
    }
    void theSignTestIsExact() {
        QFETCH(int, up);
        QFETCH(int, down);
        QFETCH(double, p);
        QFETCH(int, places);
        QVERIFY(rounds(signTest(up, down), p, places));
        QVERIFY(rounds(signTest(down, up), p, places));
    }

    void signedRanksAreTestedExactlyAndBeyondFiftyNearly() {
        const auto p = [](std::vector<double> differences) { return signedRanks(differences)->p; };
        QVERIFY(rounds(p({1, 2, 3, 4, 5}), 0.0625, 12));
        QVERIFY(rounds(p({3, -1, 2, 2, -2, 5, 7, -7}), 0.40625, 12));  // counted over all 256 signs
        QCOMPARE(p({1, -1}), 1.0);
        std::vector<double> many;
        for (int i = 0; i < 80; ++i)
            many.push_back(i % 7 - 2);
        QCOMPARE(signedRanks(many)->plus, 1782.0);
        QVERIFY(rounds(p(many), 0.000171474, 9));
    }

    void swappingTheEndsTurnsTheSignsOnly() {
        std::mt19937 random(20261121);
        std::uniform_int_distribution<int> score(10, 50);
        for (int round = 0; round < 200; ++round) {
            std::vector<Pair> there, back;
            for (int i = 0; i < 2 + round % 40; ++i) {
                there.push_back({score(random) / 10.0, score(random) / 10.0});
                back.push_back({there.back().after, there.back().before});
            }
            const PairedChange a = pairedChange(there), b = pairedChange(back);
            QCOMPARE(a.improved, b.declined);
            QCOMPARE(a.same, b.same);
            QVERIFY(std::fabs(*a.meanChange + *b.meanChange) < 1e-9);
            QCOMPARE(a.ci95.has_value(), b.ci95.has_value());
            if (a.ci95) QVERIFY(std::fabs(a.ci95->low + b.ci95->high) < 1e-9);
            if (a.p) QVERIFY(std::fabs(*a.p - *b.p) < 1e-9 && *a.p >= 0.0 && *a.p <= 1.0);
            if (a.ranks) {
                const double m = static_cast<double>(a.improved + a.declined);
                QCOMPARE(a.ranks->plus + a.ranks->minus, m * (m + 1) / 2);
                QCOMPARE(a.ranks->plus, b.ranks->minus);
            }
            if (a.r) QVERIFY(*a.r >= -1.0 && *a.r <= 1.0);
        }
    }

    void aDistributionAskedForNonsenseAnswersNothing() {
        QVERIFY(!normalQuantile(0.0) && !normalQuantile(1.0) && !normalQuantile(kNan));
        QVERIFY(!studentQuantile(0.5, 0.0) && !studentQuantile(1.5, 3.0) && !studentTwoSided(kNan, 3.0));
        QVERIFY(!studentTwoSided(1.0, -1.0) && !fairBinomialAtMost(4, 3));
        QVERIFY(rounds(normalQuantile(0.975), 1.959964, 6));
    }
};

QTEST_APPLESS_MAIN(tst_paired_change)
#include "tst_paired_change.moc"
