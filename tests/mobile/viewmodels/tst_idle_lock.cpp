// The lock that comes by itself: who is there without touching anything, what wakes a tablet that slept, and what is kept of a recording.
#include "tests/mobile/viewmodels/media_visit.h"

#include <QKeyEvent>
#include <QSemaphore>

using namespace waymark;
using namespace waymark::tests;
using mobile::App;

namespace {

constexpr base::Millis kMinute = 60'000, kLong = 5 * kMinute;  // longer than the organisation allows

/// Where a tap or a key arrives.
class Target : public QObject {
public:
    int arrived = 0;
    bool event(QEvent* event) override {
        if (event->type() == QEvent::KeyPress) ++arrived;
        return QObject::event(event);
    }
};

}  // namespace

class tst_idle_lock : public MediaVisit {
    Q_OBJECT

    App& app() { return m_world->app(); }
    bool isLocked() { return app().stage() == App::Stage::Locked; }
    bool hasNoKeys() { return m_world->bridge().device().unlockedBy.empty(); }
    void press(Target& target) {
        QKeyEvent key(QEvent::KeyPress, Qt::Key_1, Qt::NoModifier);
        QCoreApplication::sendEvent(&target, &key);
    }
    bool record(int tenths) {
        start();
        if (!goTo(kSound)) return false;
        form().use(kSound, "record");
        if (!device().hear) return false;
        device().hear(words(tenths));
        return true;
    }
    bool play(int tenths) {
        if (!record(tenths)) return false;
        form().use(kSound, "stop");
        if (!QTest::qWaitFor([this] { return !value(kSound).isEmpty(); })) return false;
        form().use(kSound, "play");
        return QTest::qWaitFor([this] { return static_cast<bool>(device().endOfPlaying); });
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QVERIFY(begin()); }
    void cleanup() { m_world.reset(); }

    void whatWakesATabletFindsItLockedAndDoesNothingElse() {
        Target target;
        press(target);
        QCOMPARE(target.arrived, 1);
        m_world->clock.advance(60 * kMinute);  // no timer of a tablet that sleeps has come
        press(target);
        QVERIFY(isLocked());
        QCOMPARE(target.arrived, 1);
        press(target);
        QCOMPARE(target.arrived, 2);
    }

    void aMicrophoneThatGoesOnAfterASleepDoesNotKeepItOpen() {
        QVERIFY(record(10));
        m_world->clock.advance(60 * kMinute);
        device().hear(words(10));
        app().lockIfIdle();
        QVERIFY(isLocked());
    }

    void whoSpeaksIsThereAndTheAppDoesNotLock() {
        QVERIFY(record(10));
        for (int minute = 0; minute < 5; ++minute) {
            m_world->clock.advance(kMinute);
            device().hear(words(10));
            app().lockIfIdle();
            QVERIFY(!isLocked());
        }
        m_world->clock.advance(kLong);
        app().lockIfIdle();
        QVERIFY(isLocked());
        QVERIFY(!device().hear);
        QTRY_VERIFY(hasNoKeys());
        QVERIFY(media().pictures().isEmpty());
    }

    void aRoomInWhichNobodySpeaksLocks() {
        QVERIFY(record(10));
        for (int minute = 0; minute < 5; ++minute) {
            m_world->clock.advance(kMinute);
            if (device().hear) device().hear(silence(10));
            app().lockIfIdle();
        }
        QVERIFY(isLocked());
    }

    void aLongSoundIsHeardToItsEnd() {
        QVERIFY(play(290 * 10));
        for (int minute = 0; minute < 4; ++minute) {
            m_world->clock.advance(kMinute);
            app().lockIfIdle();
            QVERIFY(!isLocked());
        }
        device().endOfPlaying(true);
        QTRY_COMPARE(media().state(), "");
        m_world->clock.advance(kMinute);
        app().lockIfIdle();
        QVERIFY(!isLocked());
        m_world->clock.advance(kLong);
        app().lockIfIdle();
        QVERIFY(isLocked());
    }

    void aSoundThatDoesNotEndKeepsNothingOpen() {
        QVERIFY(play(20));
        m_world->clock.advance(kLong);
        app().lockIfIdle();
        QVERIFY(isLocked());
    }

    void whatIsBeingTakenWhenTheAppLocksIsKept_data() {
        QTest::addColumn<QString>("how");
        for (const auto* how : {"by hand", "by itself", "for somebody else", "with a photo that is being made ready", "and is opened at once"})
            QTest::newRow(how) << QString(how);
    }
    void whatIsBeingTakenWhenTheAppLocksIsKept() {
        QFETCH(QString, how);
        const auto key = how.contains("photo") ? kPhoto : kSound;
        if (key == kSound) {
            QVERIFY(record(20));
        } else {
            start();
            QVERIFY(goTo(kPhoto));
            form().use(kPhoto, "watch");
            device().see(room());
            form().use(kPhoto, "shoot");
        }
        if (how == "by itself") {
            m_world->clock.advance(kLong);
            app().lockIfIdle();
        } else if (how == "for somebody else") {
            app().switchUser();
        } else {
            app().lock();
        }
        QVERIFY2(isLocked(), "nothing is seen any more");
        QVERIFY2(!device().hear && !device().see, "and nothing is heard");
        if (how != "and is opened at once") QTRY_VERIFY(hasNoKeys());
        QVERIFY(m_world->unlockAs(m_world->samina));
        if (!form().active()) start();
        QVERIFY(goTo(key));
        QVERIFY(!value(key).isEmpty());
    }

    void theLockDoesNotWaitForLong() {
        QVERIFY(record(20));
        QSemaphore hold;
        device().whilePacking = [&hold] { hold.acquire(); };
        app().lock();
        QVERIFY(isLocked());
        QTRY_VERIFY(hasNoKeys());
        hold.release();
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(goTo(kSound));
        QVERIFY(value(kSound).isEmpty());
    }
};

QTEST_MAIN(tst_idle_lock)
#include "tst_idle_lock.moc"
