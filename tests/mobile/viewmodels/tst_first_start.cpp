// From the code on a slip of paper to Today, and back in after a lock.
#include "tests/mobile/viewmodels/app_world.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;
using mobile::App;

class tst_first_start : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void aCodeAndAPinLeadToToday() {
        AppWorld world;
        world.start();
        QTRY_COMPARE(world.app().stage(), App::Stage::Enrol);
        QVERIFY(world.enrolAs(world.samina));
        QCOMPARE(world.app().userName(), "Samina Begum");
        QCOMPARE(world.app().userRole(), "worker");
        QCOMPARE(world.app().venueName(), "Acocks Green Library");
        QCOMPARE(world.app().organisationName(), "Sparrow Families");
        QCOMPARE(world.app().today()->dateText(), "Saturday 21 November");
        QCOMPARE(rowOf(*world.app().today(), world.session).value("title").toString(), "Stay and Play");
        QCOMPARE(world.app().sync()->sign(), "central");
    }

    void aWrongCodeSaysSoAndNothingChanges() {
        AppWorld world;
        world.start();
        world.app().enrol("http://127.0.0.1:8470", "00000-00000");
        QTRY_VERIFY(!world.app().error().isEmpty());
        QCOMPARE(world.app().error(), "That code is not known. Check it letter by letter, or ask for a new one.");
        QCOMPARE(world.app().stage(), App::Stage::Enrol);
        QVERIFY(!world.app().busy());
    }

    void withoutANetworkEnrollingSaysSo() {
        AppWorld world;
        world.service.setOnline(false);
        world.start();
        world.app().enrol("http://127.0.0.1:8470", "00000-00000");
        QTRY_VERIFY(world.app().error().startsWith("No connection."));
    }

    void aPinIsTypedTwiceAlikeAndLongEnough() {
        AppWorld world;
        world.start();
        world.app().enrol("http://127.0.0.1:8470", QString::fromStdString(world.service.enrolCode(domain::Role::Worker, {world.venue})));
        QTRY_COMPARE(world.app().stage(), App::Stage::Join);
        world.app().join(QString::fromStdString(world.service.joinCode(world.samina)));
        QTRY_COMPARE(world.app().stage(), App::Stage::ChoosePin);
        QCOMPARE(world.app().joiningName(), "Samina Begum");
        world.app().choosePin("246810", "246811");
        QVERIFY(world.app().error().contains("not the same"));
        world.app().choosePin("2468", "2468");
        QVERIFY(world.app().error().contains("at least"));
        QCOMPARE(world.app().stage(), App::Stage::ChoosePin);
        world.app().choosePin(kPin, kPin);
        QTRY_COMPARE(world.app().stage(), App::Stage::Open);
    }

    void afterALockNothingIsLeftAndThePinBringsItBack() {
        AppWorld world;
        QVERIFY(world.enrolAs(world.samina));
        world.app().lock();
        QCOMPARE(world.app().stage(), App::Stage::Locked);
        QCOMPARE(world.app().today()->count(), 0);
        QVERIFY(world.bridge().mirror().all("session").empty());
        QCOMPARE(world.app().workers().size(), 1);
        QVERIFY(world.unlockAs(world.samina));
        QTRY_COMPARE(world.app().today()->count(), 1);
    }

    void aWrongPinOpensNothingAndTheNextTryWaits() {
        AppWorld world;
        QVERIFY(world.enrolAs(world.samina));
        world.app().lock();
        for (int i = 0; i < 10 && world.app().retryAfterSeconds() == 0; ++i) {
            world.app().unlock(QString::fromStdString(world.samina), "999888");
            QTRY_VERIFY(!world.app().busy() && !world.app().error().isEmpty());
        }
        QCOMPARE(world.app().stage(), App::Stage::Locked);
        QVERIFY(world.app().retryAfterSeconds() > 0);
        world.clock.advance(world.app().retryAfterSeconds() * 1000);
        QCOMPARE(world.app().retryAfterSeconds(), 0);
        QVERIFY(world.unlockAs(world.samina));
    }

    void aSecondWorkersPinIsAsLongAsTheOrganisationAsks() {
        AppWorld world;
        world.service.set(domain::organisationStream(world.service.organisation()), "organisation",
                          {{"settings", {{"lock_minutes", 3}, {"pin_digits", 8}}}}, world.service.organisation());
        QVERIFY(world.enrolAs(world.samina));
        QCOMPARE(world.app().pinDigits(), 8);
        world.app().addWorker();
        world.app().join(QString::fromStdString(world.service.joinCode(world.dave)));
        QTRY_COMPARE(world.app().stage(), App::Stage::ChoosePin);
        world.app().choosePin(kOtherPin, kOtherPin);
        QCOMPARE(world.app().error(), "Choose a PIN of at least 8 digits.");
        world.app().choosePin("13579024", "13579024");
        QTRY_COMPARE(world.app().stage(), App::Stage::Open);
    }

    void aPinThatIsTooShortByNowIsRenewedAtTheNextUnlock() {
        AppWorld world;
        QVERIFY(world.enrolAs(world.samina));
        world.service.set(domain::organisationStream(world.service.organisation()), "organisation",
                          {{"settings", {{"lock_minutes", 3}, {"pin_digits", 7}}}}, world.service.organisation());
        QVERIFY(world.sync());
        world.app().lock();
        QVERIFY(world.unlockAs(world.samina));
        QTRY_COMPARE(world.app().stage(), App::Stage::ChoosePin);
        world.app().choosePin(kPin, kPin);
        QCOMPARE(world.app().stage(), App::Stage::ChoosePin);
        world.app().choosePin("2468013", "2468013");
        QTRY_COMPARE(world.app().stage(), App::Stage::Open);
        world.app().lock();
        QVERIFY(!world.unlockAs(world.samina));
        QVERIFY(world.unlockAs(world.samina, "2468013"));
        QCOMPARE(world.app().stage(), App::Stage::Open);
    }

    void theAppLocksAfterTheMinutesOfTheOrganisation() {
        AppWorld world;  // lock_minutes: 3
        QVERIFY(world.enrolAs(world.samina));
        world.app().touch();
        world.clock.advance(2 * 60'000);
        world.app().lockIfIdle();
        QCOMPARE(world.app().stage(), App::Stage::Open);
        world.app().touch();
        world.clock.advance(3 * 60'000 - 1);
        world.app().lockIfIdle();
        QCOMPARE(world.app().stage(), App::Stage::Open);
        world.clock.advance(1);
        world.app().lockIfIdle();
        QCOMPARE(world.app().stage(), App::Stage::Locked);
    }

    void aFlatBatteryComesBackToTheSameRegister() {
        AppWorld world;
        QVERIFY(world.enrolAs(world.samina));
        QVERIFY(world.openRegister());
        QCOMPARE(world.app().place(), "register");
        world.stop();
        world.start();
        QVERIFY(world.unlockAs(world.samina));
        QCOMPARE(world.app().place(), "register");
        QCOMPARE(world.registerModel().sessionId().toStdString(), world.session);
    }

    void aSecondWorkerJoinsWhileTheFirstIsSignedIn() {
        AppWorld world;
        QVERIFY(world.enrolAs(world.samina));
        world.app().addWorker();
        QCOMPARE(world.app().stage(), App::Stage::Join);
        world.app().join(QString::fromStdString(world.service.joinCode(world.dave)));
        QTRY_COMPARE(world.app().stage(), App::Stage::ChoosePin);
        world.app().choosePin(kOtherPin, kOtherPin);
        QTRY_COMPARE(world.app().stage(), App::Stage::Open);
        QCOMPARE(world.app().userName(), "Dave Ward");
        world.app().switchUser();
        QCOMPARE(world.app().stage(), App::Stage::Locked);
        QCOMPARE(world.app().workers().size(), 2);
        QVERIFY(world.unlockAs(world.samina));
        QCOMPARE(world.app().userName(), "Samina Begum");
    }
};

QTEST_MAIN(tst_first_start)
#include "tst_first_start.moc"
