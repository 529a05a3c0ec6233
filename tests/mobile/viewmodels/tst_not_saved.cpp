// A full tablet while somebody answers: what was not saved is said on the page and where it was taken, and can be tried again.
#include "tests/mobile/viewmodels/media_visit.h"

#include <random>

using namespace waymark;
using namespace waymark::tests;
using mobile::App;

class tst_not_saved : public MediaVisit {
    Q_OBJECT

    /// As full as a disk can be: not a page more than there are.
    bool fill() {
        m_world->stop();
        m_world->store.maxPageCount = 1;
        m_world->start();
        return m_world->unlockAs(m_world->samina);
    }
    bool makeRoom() {
        m_world->stop();
        m_world->store.maxPageCount.reset();
        m_world->start();
        return m_world->unlockAs(m_world->samina);
    }
    bool isQuiet() {
        return m_world->settled() && QTest::qWaitFor([this] { return form().answerSaved() && !media().isBusy(); });
    }
    /// One that is not made small.
    static QImage crowd() {
        std::mt19937 random(7);
        QImage image(1280, 960, QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, random());
        return image;
    }
    void shoot() {
        form().use(kPhoto, "watch");
        device().see(crowd());
        form().use(kPhoto, "shoot");
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QVERIFY(begin()); }
    void cleanup() { m_world.reset(); }

    void aPhotoThatIsNotKeptIsSaidToTheFamilyAndUnderItsQuestion() {
        QVERIFY(fill());
        start(true);
        QVERIFY(goTo(kPhoto));
        QVERIFY(isQuiet());
        shoot();
        const QString said = "This was not saved: the device is full. Please show this to Samina Begum.";
        QTRY_COMPARE(form().problem(), said);
        QCOMPARE(media().problem(), said);
        QCOMPARE(media().key(), kPhoto);
        QVERIFY(value(kPhoto).isEmpty());
        QCOMPARE(m_world->app().error(), "");
        // The next save that goes well takes the words off the page. Under the question they stay, for there is still no photo.
        form().next();
        QVERIFY(isQuiet());
        QCOMPARE(form().problem(), "");
        QCOMPARE(media().problem(), said);
    }

    void aWorkerWhoAsksReadsWhatToDo() {
        QVERIFY(fill());
        start();
        QVERIFY(goTo(kPhoto));
        shoot();
        QTRY_VERIFY(form().problem().startsWith("This device is full, so that was not saved."));
    }

    void answersThatAreNotSavedAreSaid() {
        QVERIFY(fill());
        start(true);
        QVERIFY(goTo(kTown));
        form().answer(kTown, QString(20'000, 'a'));
        for (int i = 1; form().problem().isEmpty() && i < 200; ++i) {
            form().answer(kTown, QString(20'000 + i * 4'000, 'a'));
            QVERIFY(isQuiet());
        }
        QVERIFY(form().problem().startsWith("This was not saved: the device is full."));
        form().answer(kTown, "Leeds");
        QVERIFY(isQuiet());
        QCOMPARE(form().problem(), "");
    }

    void givingTheAnswersSaysWhenTheyAreNotSavedAndCanBeTriedAgain() {
        start(true);
        QVERIFY(goTo(kTown));
        form().answer(kTown, QString(50'000, 'a'));
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        QVERIFY(goToTheEnd());
        QVERIFY(isQuiet());
        QVERIFY(fill());
        QVERIFY(form().atReview() && form().mayFinish());
        // What room the pages still have goes first.
        int tries = 0;
        for (; tries < 200 && form().problem().isEmpty() && !form().isFinished(); ++tries) {
            form().finish();
            QVERIFY(isQuiet());
        }
        QVERIFY(!form().isFinished());
        QVERIFY(form().problem().startsWith("This was not saved: the device is full."));
        QVERIFY(makeRoom());
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QCOMPARE(form().problem(), "");
    }

    void answersAreNotGivenAwayWithoutThePhotoThatWasJustTaken() {
        start(true);
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        QVERIFY(fill());
        QVERIFY(goTo("/data/face"));
        form().use("/data/face", "watch");
        device().see(crowd());
        form().use("/data/face", "shoot");
        QVERIFY(goToTheEnd());
        QVERIFY(form().mayFinish());
        form().finish();
        QTRY_VERIFY(!form().problem().isEmpty());
        QVERIFY(isQuiet());
        QVERIFY(!form().isFinished());
    }

    void whoLeavesMeanwhileIsToldWhereTheyAreThen() {
        QVERIFY(fill());
        start();
        QVERIFY(goTo(kPhoto));
        shoot();
        form().leave();
        QTRY_VERIFY(!form().active());
        QVERIFY(m_world->app().error().startsWith("This device is full, so that was not saved."));
    }
};

QTEST_MAIN(tst_not_saved)
#include "tst_not_saved.moc"
