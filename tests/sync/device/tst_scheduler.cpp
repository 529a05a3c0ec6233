// When a device syncs.
#include "sync/device/scheduler.h"
#include "tests/support/seeded_random.h"

#include <QTest>

using namespace waymark;
using device::RunEnd;
using device::Scheduler;
using device::SchedulerTimes;
using device::Trigger;

class tst_scheduler : public QObject {
    Q_OBJECT

    tests::SeededRandom m_random;
    const SchedulerTimes m_times;
    std::unique_ptr<Scheduler> m_scheduler;
    static constexpr qint64 kNothing = -1;

    qint64 due(qint64 now) { return m_scheduler->dueIn(now).value_or(kNothing); }
    void runAndEnd(qint64 now, RunEnd how, std::optional<base::Millis> retryAfter = {}) {
        QVERIFY(m_scheduler->begin(now));
        m_scheduler->end(how, now, retryAfter);
    }

private slots:
    void init() { m_scheduler = std::make_unique<Scheduler>(m_random); }

    void whatStartsARun_data() {
        QTest::addColumn<int>("trigger");
        QTest::addColumn<qint64>("after");
        QTest::newRow("the app starts: at once") << int(Trigger::Start) << qint64(0);
        QTest::newRow("a person presses: at once") << int(Trigger::ByHand) << qint64(0);
        QTest::newRow("a tap: soon, so that taps go together") << int(Trigger::Changed) << qint64(m_times.afterChange);
        QTest::newRow("the network is back: nearly at once") << int(Trigger::Connectivity) << qint64(m_times.afterConnectivity);
        QTest::newRow("the timer: in its time") << int(Trigger::Timer) << qint64(m_times.regular);
    }
    void whatStartsARun() {
        QFETCH(int, trigger);
        QFETCH(qint64, after);
        QCOMPARE(due(1000), kNothing);
        m_scheduler->trigger(static_cast<Trigger>(trigger), 1000);
        QCOMPARE(due(1000), after);
        QCOMPARE(due(1000 + after + 50), 0);
    }

    void laterTapsDoNotPutTheRunOff() {
        m_scheduler->trigger(Trigger::Changed, 0);
        m_scheduler->trigger(Trigger::Changed, 1500);
        QCOMPARE(due(1500), 500);
    }

    void aRunAtATime() {
        m_scheduler->trigger(Trigger::Start, 0);
        QVERIFY(m_scheduler->begin(0));
        QVERIFY(!m_scheduler->begin(0));
        QCOMPARE(due(1000), kNothing);
        m_scheduler->trigger(Trigger::Changed, 1000);
        m_scheduler->end(RunEnd::Done, 2000);
        QCOMPARE(due(2000), m_times.afterChange);  // what was tapped meanwhile is not forgotten
    }

    void afterADoneRunTheNextComesInItsTime() {
        m_scheduler->trigger(Trigger::Start, 0);
        runAndEnd(0, RunEnd::Done);
        QCOMPARE(due(0), m_times.regular);
    }

    void aTryByHandSetsTheBackOffBackToItsStart() {
        for (int i = 0; i < 10; ++i) {
            m_scheduler->trigger(Trigger::Start, 0);
            runAndEnd(0, RunEnd::Network);
            m_scheduler->trigger(Trigger::Changed, 0);
        }
        m_scheduler->trigger(Trigger::ByHand, 0);
        runAndEnd(0, RunEnd::Network);
        QVERIFY(due(0) <= m_times.firstRetry);
    }

    void aDeadRunNeverBlocks() {
        m_scheduler->trigger(Trigger::Start, 0);
        QVERIFY(m_scheduler->begin(0));
        m_scheduler->renew(1000);
        QCOMPARE(due(m_times.lease), kNothing);
        QCOMPARE(due(m_times.lease + 1000), 0);
        QVERIFY(m_scheduler->begin(m_times.lease + 1000));
    }

    void failuresWaitLongerAndLongerWithChanceInIt() {
        qint64 now = 0;
        qint64 full = m_times.firstRetry;
        for (int i = 0; i < 12; ++i) {
            m_scheduler->trigger(Trigger::Changed, now);
            runAndEnd(now, RunEnd::Network);
            const qint64 wait = due(now);
            QVERIFY2(wait >= full / 2 && wait <= full, qPrintable(QString::number(wait)));
            now += wait;
            full = std::min<qint64>(full * 2, m_times.longestRetry);
        }
        runAndEnd(now, RunEnd::Done);
        QCOMPARE(m_scheduler->failures(), 0);
    }

    void aRunThatGotThroughInPartStartsTheBackOffAnew() {
        qint64 now = 0;
        for (int i = 0; i < 8; ++i) {
            QVERIFY(m_scheduler->begin(now));
            m_scheduler->renew(now);
            m_scheduler->end(RunEnd::Network, now);
            QVERIFY(due(now) <= m_times.firstRetry);
            now += due(now);
        }
    }

    void twoTabletsDoNotComeBackInStep() {
        tests::SeededRandom other(99);
        Scheduler second(other);
        runAndEnd(0, RunEnd::Network);
        QVERIFY(second.begin(0));
        second.end(RunEnd::Network, 0);
        QVERIFY(second.dueIn(0) != m_scheduler->dueIn(0));
    }

    void aPersonAndTheNetworkEndOurOwnWaiting_data() {
        QTest::addColumn<int>("trigger");
        QTest::addColumn<qint64>("after");
        QTest::newRow("by hand") << int(Trigger::ByHand) << qint64(0);
        QTest::newRow("connectivity") << int(Trigger::Connectivity) << qint64(m_times.afterConnectivity);
    }
    void aPersonAndTheNetworkEndOurOwnWaiting() {
        QFETCH(int, trigger);
        QFETCH(qint64, after);
        for (int i = 0; i < 8; ++i)
            runAndEnd(0, RunEnd::Network);
        m_scheduler->trigger(Trigger::Changed, 0);
        QVERIFY(due(0) > m_times.afterChange);  // a tap does not
        m_scheduler->trigger(static_cast<Trigger>(trigger), 0);
        QCOMPARE(due(0), after);
    }

    void whatTheServiceAsksForHoldsForEverybody() {
        runAndEnd(0, RunEnd::ServerBusy, 120'000);
        QCOMPARE(due(0), 120'000);
        m_scheduler->trigger(Trigger::ByHand, 1000);
        m_scheduler->trigger(Trigger::Connectivity, 1000);
        QCOMPARE(due(1000), 119'000);
        runAndEnd(120'000, RunEnd::ServerBusy, 400LL * 86'400'000);
        QCOMPARE(due(120'000), 24 * 3'600'000);  // but not for a year
    }

    void aTokenThatIsNotKnownWaitsForAPerson() {
        runAndEnd(0, RunEnd::Auth);
        m_scheduler->trigger(Trigger::Changed, 0);
        m_scheduler->trigger(Trigger::Connectivity, 0);
        m_scheduler->trigger(Trigger::Timer, 0);
        QCOMPARE(due(0), kNothing);
        QVERIFY(m_scheduler->needsPerson());
        m_scheduler->trigger(Trigger::ByHand, 0);
        QCOMPARE(due(0), 0);
    }

    void anOldAppGoesOnHandingOver() {
        runAndEnd(0, RunEnd::ClientTooOld);
        m_scheduler->trigger(Trigger::Changed, 0);
        QCOMPARE(due(0), m_times.afterChange);
    }
};

QTEST_APPLESS_MAIN(tst_scheduler)
#include "tst_scheduler.moc"
