// After the PIN: Today comes as soon as sessions can be read, and everything else when everything can be. What is tapped in between is not lost,
// and what is locked in between stays locked.
#include "shared/base/id.h"
#include "shared/questionnaire/instrument.h"
#include "tests/mobile/viewmodels/app_world.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;
using mobile::Mirror;

class tst_opening : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_person;

    App& app() { return m_world->app(); }
    const Mirror& mirror() { return m_world->bridge().mirror(); }
    QVariantMap today() { return rowOf(*app().today(), m_world->session); }
    /// Runs `what` once, at the moment when sessions can be read and people cannot.
    template <class What> void onTheWay(What what) {
        auto* once = new QObject(&m_world->bridge());
        QObject::connect(&m_world->bridge().mirror(), &Mirror::filled, once, [this, once, what] {
            if (mirror().isWhole()) return;
            delete once;
            what();
        });
    }
    bool daveJoins() {
        app().addWorker();
        app().join(QString::fromStdString(m_world->service.joinCode(m_world->dave)));
        if (!QTest::qWaitFor([this] { return app().stage() == App::Stage::ChoosePin; })) return false;
        app().choosePin(kOtherPin, kOtherPin);
        return QTest::qWaitFor([this] { return app().stage() == App::Stage::Open; });
    }
    void giveThePin() {
        QTRY_COMPARE(app().stage(), App::Stage::Locked);
        app().unlock(QString::fromStdString(m_world->samina), kPin);
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_person = m_world->addPerson("Leon Grant");
        m_world->addEarlierSession(7, {m_person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        m_world->stop();
        m_world->start();
    }
    void cleanup() { m_world.reset(); }

    void nothingIsShownBeforeItIsKnownWhat() {
        QCOMPARE(app().stage(), App::Stage::Starting);
        QTRY_COMPARE(app().stage(), App::Stage::Locked);
    }

    void todayComesBeforePeopleAndCountsThemWhenTheyAreThere() {
        bool seen = false;
        onTheWay([&] {
            seen = true;
            QCOMPARE(app().stage(), App::Stage::Open);
            QCOMPARE(app().place(), "today");
            QCOMPARE(today().value("title"), "Stay and Play");
            QCOMPARE(today().value("expected"), -1);
            QVERIFY(mirror().all("person").empty());
            QCOMPARE(app().userName(), "Samina Begum");
            QCOMPARE(app().venueName(), "Acocks Green Library");
        });
        giveThePin();
        QTRY_COMPARE(today().value("expected"), 1);
        QVERIFY(seen);
        QVERIFY(mirror().isWhole());
        QVERIFY(mirror().find("person", m_person));
    }

    void aSessionTappedOnTheWayOpensWithItsPeople() {
        onTheWay([&] {
            app().today()->openSession(QString::fromStdString(m_world->session));
            QCOMPARE(app().place(), "today");
        });
        giveThePin();
        QTRY_COMPARE(app().place(), "register");
        QCOMPARE(m_world->registerModel().count(), 1);
        QCOMPARE(m_world->registerModel().get(0).value("name"), "Leon Grant");
    }

    void aPlaceAskedForOnTheWayComesWhenEverythingIsThere() {
        onTheWay([&] {
            app().setPlace("sync");
            QCOMPARE(app().place(), "today");
        });
        giveThePin();
        QTRY_COMPARE(app().place(), "sync");
        QVERIFY(mirror().isWhole());
    }

    void aTapOnTheWayStaysOnTheScreenAndBecomesDurable() {
        onTheWay([&] { app().today()->addSession("Toy library", "13:00", "14:00"); });
        giveThePin();
        QTRY_VERIFY(mirror().isWhole());
        QCOMPARE(app().today()->count(), 2);
        QVERIFY(m_world->settled());
        QCOMPARE(app().today()->count(), 2);
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(app().today()->count(), 2);
    }

    void aLockOnTheWayShowsNothingMore() {
        onTheWay([&] {
            app().today()->openSession(QString::fromStdString(m_world->session));
            app().lock();
            QCOMPARE(app().stage(), App::Stage::Locked);
        });
        giveThePin();
        QTRY_VERIFY(!app().busy());
        QVERIFY(m_world->settled());
        QCOMPARE(app().stage(), App::Stage::Locked);
        QVERIFY(!mirror().isFilled());
        QVERIFY(mirror().all("session").empty());
        QCOMPARE(app().today()->count(), 0);
        QVERIFY(app().userName().isEmpty());
        // And the session that was tapped before is not opened for whoever comes next.
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(m_world->settled());
        QCOMPARE(app().place(), "today");
    }

    void whatALockOnTheWayLeftBehindIsNotShownToWhoeverComesNext() {
        QVERIFY(m_world->unlockAs(m_world->samina));
        auto& form = m_world->questionnaire();
        form.start(QString::fromStdString(questionnaire::instrumentId("family_steps", 1)), QString::fromStdString(m_person), "baseline", "parent",
                   "none", false);
        QVERIFY(form.active());
        form.leave();
        QVERIFY(m_world->settled());
        QVERIFY(daveJoins());
        app().switchUser();
        onTheWay([&] { app().lock(); });
        giveThePin();
        QTRY_VERIFY(!app().busy());
        QVERIFY(m_world->settled());
        QCOMPARE(app().stage(), App::Stage::Locked);
        QVERIFY(m_world->bridge().drafts().empty());
        QVERIFY(m_world->bridge().sync().lines.empty());
        QVERIFY(m_world->bridge().safeguarding().ownFingerprint.empty());
        bool seen = false;
        onTheWay([&] {
            seen = true;
            QVERIFY(form.drafts().isEmpty());
        });
        QVERIFY(m_world->unlockAs(m_world->dave, kOtherPin));
        QVERIFY(seen);
        QVERIFY(form.drafts().isEmpty());
    }

    void aClockThatFellBackDoesNotShowAnotherDayOnTheWay() {
        m_world->stop();
        m_world->service.setOnline(false);
        m_world->clock.reboot(m_world->clock.wallMs() - 3LL * 86'400'000);
        m_world->start();
        bool seen = false;
        onTheWay([&] {
            seen = true;
            QCOMPARE(today().value("title"), "Stay and Play");
        });
        giveThePin();
        QTRY_VERIFY(mirror().isWhole());
        QVERIFY(seen);
        QCOMPARE(today().value("title"), "Stay and Play");
    }

    void whatWasTappedOnTheWayIsNotOpenedAtAnotherVenue() {
        const auto hall = m_world->service.addVenue("Hall Green Library");
        Json grants = Json::array();
        for (const auto& venue : {m_world->venue, hall})
            grants.push_back({{"role", "worker"}, {"venue", "venue:" + venue}, {"from", 0}});
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "user", {{"grants", grants}}, m_world->samina);
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(m_world->sync());
        QTRY_COMPARE(app().venues().size(), 2);
        m_world->stop();
        m_world->start();
        onTheWay([&] {
            app().today()->openSession(QString::fromStdString(m_world->session));
            app().chooseVenue(QString::fromStdString(hall));
            QCOMPARE(app().venueName(), "Hall Green Library");
        });
        giveThePin();
        QTRY_VERIFY(mirror().isWhole());
        QVERIFY(m_world->settled());
        QCOMPARE(app().place(), "today");
        QCOMPARE(app().venueName(), "Hall Green Library");
        QVERIFY(m_world->registerModel().sessionId().isEmpty());
    }

    void whoWasElsewhereComesBackThereAndNotByWayOfToday() {
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        m_world->stop();
        m_world->start();
        QStringList shown;
        QObject::connect(&app(), &App::stageChanged, &app(), [&] {
            if (app().stage() == App::Stage::Open) shown.append(app().place());
        });
        giveThePin();
        QTRY_COMPARE(app().stage(), App::Stage::Open);
        QCOMPARE(shown, QStringList{"register"});
        QCOMPARE(m_world->registerModel().count(), 1);
    }
};

QTEST_MAIN(tst_opening)
#include "tst_opening.moc"
