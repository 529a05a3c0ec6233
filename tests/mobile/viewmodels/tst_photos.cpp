// Photos as answers: taken, chosen, kept sealed, brought back after a crash, removed, and named by the record.
#include "tests/mobile/viewmodels/media_visit.h"

using namespace waymark;
using namespace waymark::tests;

class tst_photos : public MediaVisit {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QVERIFY(begin()); }
    void cleanup() { m_world.reset(); }

    void nothingIsLoadedBeforeSomebodyUsesIt() {
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(entry(kPhoto).value("mayTake").toBool());
        QCOMPARE(device().loaded, 0);
        form().use(kPhoto, "watch");
        QVERIFY(device().loaded > 0);
    }

    void aPhotoIsKeptSealedComesBackAfterACrashAndIsNamedByTheRecord() {
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        QVERIFY2(!device().see, "the camera is off");
        QTRY_VERIFY(media().pictures().value(value(kPhoto)).toString().startsWith("data:image/jpeg;base64,"));
        QVERIFY(isOnTheDisk("SQLite format 3"));
        QVERIFY(!isOnTheDisk("JFIF"));
        const auto name = value(kPhoto);

        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(value(kPhoto), name);
        QTRY_VERIFY(media().pictures().value(name).toString().startsWith("data:image/jpeg;base64,"));
        QVERIFY(finish());
        const auto blob = domain::blobFrom(answers().at("photo"));
        QVERIFY(blob.has_value());
        QCOMPARE(blob->media, "image/jpeg");
        QVERIFY(m_world->sync());
        const auto image = QImage::fromData(QByteArray::fromStdString(atTheService(*blob)));
        QCOMPARE(image.size(), QSize(800, 450));  // as the form asks
        QVERIFY(!isOnTheDisk("JFIF"));
    }

    void aPictureIsChosenFromAFileWhichStaysAsItIs() {
        start();
        QVERIFY(goTo(kPhoto));
        const auto bytes = jpeg(room());
        const auto url = file("room.jpg", bytes);
        form().choose(kPhoto, url);
        QTRY_VERIFY(!value(kPhoto).isEmpty());
        QFile there(url.toLocalFile());
        QVERIFY(there.open(QIODevice::ReadOnly));
        QCOMPARE(there.readAll(), bytes);
    }

    void whatIsNoPictureIsSaidAndCostsNothing_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("said");
        QTest::newRow("a letter") << "letter.jpg" << QByteArray("Dear all") << "That is not a picture that can be read here. Choose a JPEG or PNG picture.";
        QTest::newRow("a file that has gone") << "" << QByteArray() << "That file could not be opened. Choose another one.";
        QTest::newRow("far too much") << "much.jpg" << QByteArray("\xff\xd8\xff") + QByteArray(64 * 1024 * 1024, 'a') << "That picture is too large for this device. Choose a smaller one.";
    }
    void whatIsNoPictureIsSaidAndCostsNothing() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, said);
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        const auto before = value(kPhoto);
        form().choose(kPhoto, name.isEmpty() ? QUrl::fromLocalFile(m_files.filePath("gone.jpg")) : file(name, content));
        QTRY_COMPARE(media().problem(), said);
        QCOMPARE(media().key(), kPhoto);
        QCOMPARE(value(kPhoto), before);
        QVERIFY(takePhoto(kPhoto, room(qRgb(1, 2, 3))));
        QCOMPARE(media().problem(), "");
    }

    void whoWasHandedTheDeviceTakesAPhotoAndSeesNoFiles() {
        start(true);
        QVERIFY(goTo(kPhoto));
        QVERIFY(!entry(kPhoto).value("mayChoose").toBool());
        QVERIFY(entry(kPhoto).value("onlyNew").toString().contains("stays private"));
        form().choose(kPhoto, file("room.jpg", jpeg(room())));
        QVERIFY(takePhoto());
        const auto name = value(kPhoto);
        form().choose(kPhoto, file("other.jpg", jpeg(room(qRgb(9, 9, 9)))));
        QVERIFY(media().state().isEmpty());
        QCOMPARE(value(kPhoto), name);
    }

    void aFormThatAsksForSomethingNewOffersNoFilesAndTheCameraInFront() {
        start();
        QVERIFY(goTo("/data/face"));
        QVERIFY(!entry("/data/face").value("mayChoose").toBool());
        form().use("/data/face", "watch");
        QVERIFY(device().front);
        form().use("/data/face", "stop");
        QVERIFY(goTo(kPhoto));
        form().use(kPhoto, "watch");
        QVERIFY(!device().front);
    }

    void whereThereIsNoCameraAFamilyCanGoOn() {
        device().camera = false;
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        start(true);
        QVERIFY(goTo(kPhoto));
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "There is no camera on this device. You can go on.");
        QVERIFY(goToTheEnd());
        QVERIFY(form().mayFinish());  // though the form wants it
    }

    void whereThereIsNoCameraAWorkerMayChooseAPicture() {
        device().camera = false;
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(!entry(kPhoto).value("mayTake").toBool() && entry(kPhoto).value("mayChoose").toBool());
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "");
        form().use(kPhoto, "watch");
        QCOMPARE(device().loaded, 0);
    }

    void aCameraThatTurnsOutNotToBeThereIsNotOfferedAgain() {
        start(true);
        QVERIFY(goTo(kPhoto));
        device().installed = false;
        form().use(kPhoto, "watch");
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "There is no camera on this device. You can go on.");
        QVERIFY(goTo(kSound));
        form().use(kSound, "record");
        QCOMPARE(entry(kSound).value("refusal").toString(), "There is no microphone on this device. You can go on.");
    }

    void whatWasNotThereIsLookedForAgainTheNextTime() {
        start(true);
        QVERIFY(goTo(kPhoto));
        device().installed = false;
        form().use(kPhoto, "watch");
        QVERIFY(!entry(kPhoto).value("refusal").toString().isEmpty());
        form().endHandOver(kPin);
        QTRY_VERIFY(!form().active());
        device().installed = true;  // it has been plugged in
        start(true);
        QVERIFY(goTo(kPhoto));
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "");
        QVERIFY(takePhoto());
    }

    void aPhotoIsShownAndCanBeRemovedThoughTheCameraHasGone() {
        start(true);
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        device().installed = false;
        form().use(kPhoto, "watch");
        QVERIFY(!entry(kPhoto).value("mayTake").toBool());
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "");
        form().takeAway(kPhoto);
        QVERIFY(value(kPhoto).isEmpty());
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "There is no camera on this device. You can go on.");
    }

    void aCameraThatFailsSaysSoAndMayBeTriedAgain() {
        start();
        QVERIFY(goTo(kPhoto));
        form().use(kPhoto, "watch");
        device().breakDown();
        QTRY_VERIFY(media().problem().startsWith("The camera does not work just now."));
        QVERIFY(media().state().isEmpty());
        QVERIFY(takePhoto());
    }

    void whoSaidNoToPhotosIsNotAskedForOne() {
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        form().leave();
        m_world->app().person()->open(QString::fromStdString(m_parent));
        m_world->app().person()->sayConsent("photo", false, "self");
        QVERIFY(m_world->settled());
        start();
        QVERIFY(goTo(kPhoto));
        QCOMPARE(entry(kPhoto).value("refusal").toString(), "No photo is taken here: the answer to photos was no. You can go on.");
        QVERIFY(goTo(kTown));
        form().answer(kTown, "Leeds");
        QVERIFY(finish());
        QCOMPARE(said(answers()), said({{"town", "Leeds"}}));  // nor is the one that was taken before
        const auto kept = m_world->sync();
        QVERIFY(kept);
    }

    void aPhotoThatWasRemovedCanBePutBack() {
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        const auto name = value(kPhoto);
        form().takeAway(kPhoto);
        QVERIFY(value(kPhoto).isEmpty());
        QVERIFY(form().canPutBack());
        form().putBack();
        QCOMPARE(value(kPhoto), name);
        QTRY_VERIFY(form().answerSaved());
        QVERIFY(finish());
        QVERIFY(domain::blobFrom(answers().at("photo")).has_value());
    }

    void aPhotoThatWasTakenAgainIsNamedNoMore() {
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        const auto first = value(kPhoto);
        QVERIFY(takePhoto(kPhoto, room(qRgb(10, 200, 10))));
        QVERIFY(value(kPhoto) != first);
        const auto& drafts = m_world->bridge().drafts();
        QCOMPARE(drafts.size(), std::size_t(1));
        QCOMPARE(drafts[0].content.at("blobs").size(), std::size_t(1));
        QVERIFY(!drafts[0].content.at("blobs").contains(first.toStdString()));
    }

    void aDraftThatIsThrownAwayTakesItsPhotoAlong() {
        start();
        QVERIFY(goTo(kPhoto));
        QVERIFY(takePhoto());
        const auto blob = domain::blobFrom(m_world->bridge().drafts()[0].content.at("blobs").at(value(kPhoto).toStdString()));
        QVERIFY(blob.has_value());
        form().discard();
        QVERIFY(m_world->settled());
        QVERIFY(m_world->sync());
        QVERIFY(atTheService(*blob).empty());
        bool gone = false;
        m_world->bridge().readBlob({}, {}, *blob, this, [&gone](const auto& bytes) { gone = !bytes && bytes.error().code == base::ErrorCode::NotFound; });
        QTRY_VERIFY(gone);
    }

    void throwingAwayWhileAPhotoIsMadeReadyBringsNothingBack() {
        start();
        QVERIFY(goTo(kPhoto));
        form().use(kPhoto, "watch");
        device().see(room());
        form().use(kPhoto, "shoot");
        QCOMPARE(media().state(), "working");
        form().discard();
        QVERIFY(!form().active());
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(m_world->settled());
        QVERIFY(form().drafts().isEmpty());
    }
};

QTEST_MAIN(tst_photos)
#include "tst_photos.moc"
