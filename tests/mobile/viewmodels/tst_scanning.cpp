// Bar codes and QR codes: the camera is on until one was read, and no longer.
#include "mobile/viewmodels/media_model.h"
#include "tests/mobile/viewmodels/fake_media.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;

class tst_scanning : public QObject {
    Q_OBJECT

    FakeMedia m_media;
    std::unique_ptr<mobile::MediaModel> m_model;
    std::unique_ptr<QSignalSpy> m_scanned;

    /// One picture with these codes is looked at, and what was seen in it is known.
    bool look(std::vector<mobile::SeenCode> codes) {
        m_media.holdUp(std::move(codes));
        const int before = m_media.looked();
        // One is looked at at a time: the next one is only when the answer to the last is there.
        const bool isLookedAt = QTest::qWaitFor([&] {
            if (m_media.see && m_media.looked() == before) m_media.see(QImage(64, 48, QImage::Format_RGB32));
            return m_media.looked() > before;
        });
        return isLookedAt && QTest::qWaitFor([this] { return !m_model->isLooking(); });
    }
    QString text() const { return m_scanned->count() == 1 ? m_scanned->at(0).at(1).toString() : QString::number(m_scanned->count()) + " codes"; }

private slots:
    void init() {
        m_media.camera = true;
        m_media.installed = true;
        m_model = std::make_unique<mobile::MediaModel>(m_media);
        m_scanned = std::make_unique<QSignalSpy>(m_model.get(), &mobile::MediaModel::scanned);
    }
    void cleanup() { m_model.reset(); }

    void aQrCodeIsTakenAndTheCameraGoesOff() {
        m_model->scan("card");
        QCOMPARE(m_model->state(), "scanning");
        QVERIFY(look({}));
        QCOMPARE(m_scanned->count(), 0);
        QVERIFY(m_media.see);
        QVERIFY(look({{"7K3M-9QTP", false}}));
        QCOMPARE(text(), "7K3M-9QTP");
        QCOMPARE(m_scanned->at(0).at(0).toString(), "card");
        QCOMPARE(m_model->state(), "");
        QVERIFY(!m_media.see);
        QVERIFY(m_model->seen().isNull());
    }

    void barsCountWhenTwoPicturesInARowSayTheSame() {
        const std::vector<mobile::SeenCode> right{{"5012345678900", true}}, misread{{"5012345678917", true}};
        m_model->scan("card");
        QVERIFY(look(right));
        QVERIFY(look(misread));
        QVERIFY(look(right));
        QVERIFY(look({}));
        QVERIFY(look(right));
        QVERIFY(look({{"square", false}, right.front()}));
        QVERIFY(look(right));
        QCOMPARE(m_scanned->count(), 0);
        QVERIFY(look(right));
        QCOMPARE(text(), "5012345678900");
    }

    void ofTwoInSightNoneIsGuessed() {
        m_model->scan("card");
        QVERIFY(look({{"first", false}, {"second", false}}));
        QVERIFY(m_model->advice().startsWith("There is more than one code in sight."));
        QVERIFY(look({}));
        QVERIFY2(m_model->advice().startsWith("There is more than one"), "it can be read in peace");
        QCOMPARE(m_scanned->count(), 0);
        QVERIFY(look({{"second", false}}));
        QCOMPARE(text(), "second");
        QCOMPARE(m_model->advice(), "");
    }

    void whatThereIsAnObjectionToIsSaidAndLookedPast() {
        m_model->scan("device", [](const QString& text) { return text.startsWith("waymark:") ? QString() : QString("Not %1.").arg(text); });
        QVERIFY(look({{"https://example.org", false}}));
        QCOMPARE(m_model->advice(), "Not https://example.org.");
        QCOMPARE(m_model->state(), "scanning");
        QVERIFY(m_media.see);
        QVERIFY(look({{"waymark://join?c=1", false}}));
        QCOMPARE(text(), "waymark://join?c=1");
        // It was about that one time.
        m_scanned->clear();
        m_model->scan("card");
        QVERIFY(look({{"https://example.org", false}}));
        QCOMPARE(text(), "https://example.org");
    }

    void whatCannotBeKeptIsSaidAndLookedPast() {
        m_model->scan("card");
        QVERIFY(look({{"", false}}));
        QVERIFY(m_model->advice().startsWith("What that code holds cannot be used here."));
        QCOMPARE(m_scanned->count(), 0);
        QVERIFY(m_media.see);
    }

    void whoWouldRatherTypeStopsIt() {
        m_model->scan("card");
        QVERIFY(look({}));
        m_model->stop();
        QCOMPARE(m_model->state(), "");
        QVERIFY(!m_media.see);
        QVERIFY(m_model->seen().isNull());
        QCOMPARE(m_model->problem(), "");
    }

    void whatWasLookedAtBeforeItWasStoppedIsNoAnswer() {
        m_model->scan("card");
        m_media.holdUp({{"late", false}});
        const int before = m_media.looked();
        m_media.see(QImage(64, 48, QImage::Format_RGB32));
        m_model->stop();
        QTRY_VERIFY(m_media.looked() > before);
        m_model->scan("other");
        QVERIFY(look({{"right", false}}));
        QCOMPARE(text(), "right");
        QCOMPARE(m_scanned->at(0).at(0).toString(), "other");
    }

    void theCameraGoesOffWhenTheAppIsNotSeen_data() {
        QTest::addColumn<bool>("scanning");
        QTest::newRow("scanning") << true;
        QTest::newRow("before a photo") << false;
    }
    void theCameraGoesOffWhenTheAppIsNotSeen() {
        QFETCH(bool, scanning);
        if (scanning)
            m_model->scan("card");
        else
            m_model->watch("photo", false);
        QVERIFY(m_media.see);
        emit qGuiApp->applicationStateChanged(Qt::ApplicationActive);
        QVERIFY(m_media.see);
        emit qGuiApp->applicationStateChanged(Qt::ApplicationHidden);
        QVERIFY(!m_media.see);
        QCOMPARE(m_model->state(), "");
    }

    void aCameraThatFailsIsSaidAndNothingIsScanned() {
        m_model->scan("card");
        m_media.breakDown();
        QTRY_VERIFY(m_model->problem().startsWith("The camera does not work just now."));
        QCOMPARE(m_model->state(), "");
        QVERIFY(!m_media.see);
    }

    void withoutACameraItSaysSoAndOffersItNoMore_data() {
        QTest::addColumn<bool>("installed");
        QTest::newRow("no camera") << true;
        QTest::newRow("no plugin") << false;
    }
    void withoutACameraItSaysSoAndOffersItNoMore() {
        QFETCH(bool, installed);
        m_media.installed = installed;
        if (installed) m_media.camera = false;
        QSignalSpy devices(m_model.get(), &mobile::MediaModel::devicesChanged);
        m_model->scan("card");
        QCOMPARE(m_model->state(), "");
        QCOMPARE(m_model->problem(), "There is no camera on this device.");
        QVERIFY(!m_model->hasCamera());
        QCOMPARE(devices.count(), 1);
    }
};

QTEST_MAIN(tst_scanning)
#include "tst_scanning.moc"
