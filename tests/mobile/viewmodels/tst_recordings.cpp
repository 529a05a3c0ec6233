// Sounds as answers: recorded, chosen, played, kept when somebody goes on meanwhile, and named by the record.
#include "tests/mobile/viewmodels/media_visit.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;

class tst_recordings : public MediaVisit {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QVERIFY(begin()); }
    void cleanup() { m_world.reset(); }

    void aRecordingIsKeptPlayedAndNamedByTheRecord() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        QCOMPARE(media().state(), "recording");
        device().hear(words(15));
        QCOMPARE(media().seconds(), 1);
        QVERIFY(media().level() > 0.3 && media().level() < 0.7);
        form().use(kSound, "stop");
        QTRY_VERIFY(!value(kSound).isEmpty());
        QVERIFY2(!device().hear, "the microphone is off");
        QVERIFY(!isOnTheDisk("sound 16000"));

        form().use(kSound, "play");
        QTRY_COMPARE(device().played.size(), std::size_t(24'000));
        QCOMPARE(media().state(), "playing");
        QCOMPARE(media().seconds(), 2);
        device().endOfPlaying(true);
        QTRY_COMPARE(media().state(), "");
        QCOMPARE(media().problem(), "");

        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        QVERIFY(finish());
        const auto blob = domain::blobFrom(answers().at("sound"));
        QVERIFY(blob.has_value());
        QCOMPARE(blob->media, "audio/ogg");
        QVERIFY(m_world->sync());
        QVERIFY(atTheService(*blob).starts_with("sound 16000 24000x1000"));
    }

    void aRecordingGoesOnToTheNextPageWithWhoeverLeavesItsPage() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(20));
        form().next();
        QVERIFY(entry(kSound).isEmpty());
        QTRY_VERIFY(form().answerSaved() && !media().isBusy());
        QVERIFY(goTo(kSound));
        QVERIFY(!value(kSound).isEmpty());
    }

    void whoLeavesOrFinishesWhileItIsMadeReadyLosesNothing_data() {
        QTest::addColumn<bool>("finishes");
        QTest::newRow("leaves") << false;
        QTest::newRow("finishes") << true;
    }
    void whoLeavesOrFinishesWhileItIsMadeReadyLosesNothing() {
        QFETCH(bool, finishes);
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(20));
        if (finishes) {
            QVERIFY(finish());
            QVERIFY(domain::blobFrom(answers().at("sound")).has_value());
            return;
        }
        form().leave();
        QTRY_VERIFY(!form().active());
        start();
        QVERIFY(goTo(kSound));
        QVERIFY(!value(kSound).isEmpty());
    }

    void theWindowWaitsForWhatIsBeingRecorded() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(20));
        QSignalSpy closable(&m_world->app(), &mobile::App::closable);
        QVERIFY(!m_world->app().close());
        QTRY_COMPARE(closable.count(), 1);
        QVERIFY2(m_world->app().close(), "nobody is signed in");
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QTRY_VERIFY(form().active());
        QVERIFY(goTo(kSound));
        QVERIFY(!value(kSound).isEmpty());
    }

    void theLastWordIsNotCutOff() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(10));
        device().last = words(1);
        form().use(kSound, "stop");
        QTRY_VERIFY(!value(kSound).isEmpty());
        form().use(kSound, "play");
        QTRY_COMPARE(device().played.size(), std::size_t(17'600));
    }

    void aMicrophoneThatFailsMidwayKeepsWhatItHeard() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(15));
        device().breakDown();
        QTRY_VERIFY(!value(kSound).isEmpty());
        QCOMPARE(media().problem(), "The microphone stopped working. What it heard until then is kept.");
        QCOMPARE(media().key(), kSound);
        QVERIFY(media().state().isEmpty());
        form().use(kSound, "play");
        QTRY_COMPARE(device().played.size(), std::size_t(24'000));
        QCOMPARE(media().problem(), "");
    }

    void aMicrophoneThatFailsAtOnceSaysSo() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(1));
        device().breakDown();
        QTRY_VERIFY(media().problem().startsWith("The microphone does not work just now."));
        QVERIFY(value(kSound).isEmpty());
    }

    void aDeviceThatCannotMakeASoundSaysSo() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(15));
        form().use(kSound, "stop");
        QTRY_VERIFY(!value(kSound).isEmpty());
        form().use(kSound, "play");
        QTRY_VERIFY(device().endOfPlaying);
        device().endOfPlaying(false);
        QTRY_COMPARE(media().problem(), "This device could not make a sound.");
        QCOMPARE(media().key(), kSound);
        QVERIFY(media().state().isEmpty());
    }

    void aRecordingEndsByItselfAtItsLongest() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        device().hear(words(mobile::kLongestSoundSeconds * 10 - 5));
        QCOMPARE(media().state(), "recording");
        device().hear(words(20));
        QTRY_VERIFY(!value(kSound).isEmpty());
    }

    void aRecordingOfNothingIsSaid() {
        start();
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        form().use(kSound, "stop");
        QVERIFY(media().problem().startsWith("That was too short."));
        QVERIFY(value(kSound).isEmpty());
    }

    void aSoundIsChosenAndWhatIsNoneIsSaid() {
        start();
        QVERIFY(goTo(kSound));
        form().choose(kSound, file("letter.mp3", "Dear all"));
        QTRY_VERIFY(media().problem().startsWith("That is not a sound"));
        form().choose(kSound, file("birds.mp3", "sound 44100 9x1 8x2"));
        QTRY_VERIFY(!value(kSound).isEmpty());
        QCOMPARE(media().problem(), "");
    }
};

QTEST_MAIN(tst_recordings)
#include "tst_recordings.moc"
