// How much one exchange carries: little where the link is weak or breaks, all that fits where it is good.
#include "sync/device/pace.h"

#include <QTest>

using waymark::device::Millis;
using waymark::device::Pace;
namespace wire = waymark::wire;

class tst_pace : public QObject {
    Q_OBJECT

    Millis m_now = 0;

    void exchange(Pace& pace, Millis took, bool full = true) {
        pace.begin(m_now);
        m_now += took;
        pace.end(m_now, full);
    }

private slots:
    void aGoodLinkIsFilledInAFewExchanges() {
        Pace pace;
        for (int i = 0; i < 5; ++i)
            exchange(pace, 40);
        QCOMPARE(pace.bytes(), wire::kMaxPushBytes);
    }

    void aWeakLinkSettlesWhereAnExchangeTakesTheTimeAimedAt() {
        Pace pace;
        constexpr double bytesPerMs = 25;  // 50 kbit/s, and bodies that shrink to a quarter
        const auto takes = [&] { return 800 + static_cast<double>(pace.bytes()) / bytesPerMs; };
        for (int i = 0; i < 20; ++i)
            exchange(pace, static_cast<Millis>(takes()));
        QVERIFY2(takes() > 1'050 && takes() < 1'350, qPrintable(QString::number(takes())));
    }

    void whatOnlyFetchesMayTakeLonger() {
        Pace pace(Pace::kFetchAim);
        exchange(pace, Pace::kFetchAim / 2);
        QCOMPARE(pace.bytes(), 2 * Pace::kFirstBytes);
    }

    void aLinkByTheMoonStillCarriesSomething() {
        Pace pace;
        for (int i = 0; i < 20; ++i)
            exchange(pace, 5'000);
        QCOMPARE(pace.bytes(), Pace::kLeastBytes);
    }

    void aLinkThatBreaksCarriesHalfEachTime() {
        Pace pace;
        pace.begin(0);
        QVERIFY(pace.missed());
        QVERIFY(!pace.missed());
        QCOMPARE(pace.bytes(), Pace::kFirstBytes / 2);
        for (int i = 0; i < 10; ++i)
            pace.begin(20'000);
        QCOMPARE(pace.bytes(), Pace::kLeastBytes);
        exchange(pace, 40);
        QVERIFY(pace.bytes() > Pace::kLeastBytes);
    }

    void anExchangeWithLittleInItSaysNothingAboutALargerOne() {
        Pace pace;
        exchange(pace, 40, false);
        QCOMPARE(pace.bytes(), Pace::kFirstBytes);
    }

    void aSlowExchangeSlowsDownHoweverLittleItCarried() {
        Pace pace;
        exchange(pace, 3 * Pace::kAim, false);
        QVERIFY(pace.bytes() < Pace::kFirstBytes / 2);
    }

    void whatIsTooLargeOnceIsNeverTriedAgain() {
        Pace pace;
        for (int i = 0; i < 10; ++i)
            exchange(pace, 1);
        pace.begin(m_now);
        pace.tooLarge();
        QCOMPARE(pace.ops(), wire::kMaxOpsPerPush / 4);
        for (int i = 0; i < 10; ++i)
            exchange(pace, 1);
        QCOMPARE(pace.bytes(), wire::kMaxPushBytes / 4);
    }
};

QTEST_APPLESS_MAIN(tst_pace)
#include "tst_pace.moc"
