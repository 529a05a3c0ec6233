// Small numbers: what is hidden from whom, and that no subtraction gives a hidden one away.
#include "sync/service/reports/disclosure.h"

#include <QTest>

using namespace waymark::service;

class tst_disclosure : public QObject {
    Q_OBJECT

private slots:
    void smallCountsAreHiddenByAudience_data() {
        QTest::addColumn<int>("audience");
        QTest::addColumn<int>("n");
        QTest::addColumn<bool>("hidden");
        const int team = 0, partner = 1, outside = 2;
        QTest::newRow("the team sees one person") << team << 1 << false;
        QTest::newRow("nobody is no secret") << outside << 0 << false;
        QTest::newRow("a partner does not see four") << partner << 4 << true;
        QTest::newRow("a partner sees five") << partner << 5 << false;
        QTest::newRow("outside does not see nine") << outside << 9 << true;
        QTest::newRow("outside sees ten") << outside << 10 << false;
    }
    void smallCountsAreHiddenByAudience() {
        QFETCH(int, audience);
        QFETCH(int, n);
        QFETCH(bool, hidden);
        QCOMPARE(Disclosure(static_cast<Audience>(audience)).count(n).hidden, hidden);
    }

    void aPartIsHiddenWhereTheRestIsSmall() {
        const Disclosure partner(Audience::Partner);
        QVERIFY(partner.countOf(97, 100).hidden);
        QVERIFY(!partner.countOf(95, 100).hidden);
        QVERIFY(!partner.countOf(100, 100).hidden);
    }

    void oneHiddenPartTakesTheSmallestOtherWithIt() {
        const Disclosure partner(Audience::Partner);
        Count a{12, false}, b{3, true}, c{25, false}, nobody{0, false};
        partner.protect({&a, &b, &c, &nobody});
        QVERIFY(a.hidden);
        QVERIFY(!c.hidden);
        QVERIFY(!nobody.hidden);
    }

    void twoHiddenPartsAreEnough() {
        const Disclosure partner(Audience::Partner);
        Count a{2, true}, b{3, true}, c{25, false};
        partner.protect({&a, &b, &c});
        QVERIFY(!c.hidden);
    }

    void sharesNeedFiveAnswersEvenInTheTeam() {
        QVERIFY(!Disclosure(Audience::Team).showsShares(4));
        QVERIFY(Disclosure(Audience::Team).showsShares(5));
        QVERIFY(!Disclosure(Audience::Outside).showsShares(9));
    }
};

QTEST_GUILESS_MAIN(tst_disclosure)
#include "tst_disclosure.moc"
