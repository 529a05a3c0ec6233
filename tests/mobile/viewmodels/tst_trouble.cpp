// When something goes wrong: a full disk, a lost tablet, a service that does not know the device, a record set aside. Each time words,
// and nothing lost that was said to be safe.
#include "shared/base/id.h"
#include "tests/mobile/viewmodels/app_world.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_trouble : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;

private slots:
    void init() { m_world = std::make_unique<AppWorld>(); }
    void cleanup() { m_world.reset(); }

    void aFullDiskTakesTheTapBackAndSaysSo() {
        std::vector<std::string> people;
        for (int i = 0; i < 3; ++i)
            people.push_back(m_world->addPerson("Person " + std::to_string(i)));
        m_world->addEarlierSession(7, people);
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        m_world->service.setOnline(false);
        m_world->stop();
        m_world->store.maxPageCount = 1;  // as full as a disk can be: not a page more than there are
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        auto& list = m_world->registerModel();
        QString failed;
        // The last pages may still have room for a few taps.
        for (int tap = 0; tap < 200 && failed.isEmpty(); ++tap) {
            const auto person = list.get(tap % 3).value("personId").toString();
            const auto before = list.get(list.indexOf(person)).value("status");
            list.tap(person);
            QVERIFY(m_world->settled());
            if (m_world->app().error().isEmpty()) continue;
            failed = m_world->app().error();
            QCOMPARE(list.get(list.indexOf(person)).value("status"), before);
        }
        QVERIFY2(failed.startsWith("This device is full"), qPrintable(failed));
    }

    void aMuchSmallerCopyIsTakenWhenAWorkerSaysThatItIsRight() {
        std::vector<std::string> people;
        for (int i = 0; i < 20; ++i)
            people.push_back(m_world->addPerson("Person " + std::to_string(i)));
        QVERIFY(m_world->enrolAs(m_world->samina));
        const auto livingHere = [this] {
            const auto all = m_world->bridge().mirror().all("person");
            return std::count_if(all.begin(), all.end(), [](const auto& person) { return !person->deleted(); });
        };
        QCOMPARE(livingHere(), 20);
        for (int i = 0; i < 15; ++i)
            m_world->service.set(m_world->venueStream(), "person", {{"deleted", true}}, people[static_cast<std::size_t>(i)]);
        QVERIFY(m_world->sync());
        auto& sync = *m_world->app().sync();
        QVERIFY(sync.stopped() && sync.mayTakeSmaller());
        QCOMPARE(sync.sign(), "look");
        QCOMPARE(livingHere(), 20);
        sync.takeSmaller();
        QTRY_VERIFY(!sync.stopped());
        QTRY_COMPARE(livingHere(), 5);
        QVERIFY(!sync.mayTakeSmaller());
    }

    void aLostTabletIsEmptiedAtItsNextContact() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        m_world->service.reportLost();
        m_world->app().sync()->syncNow();
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Enrol);
        QVERIFY(m_world->app().error().startsWith("This device has been signed off"));
        QVERIFY(m_world->bridge().mirror().all("person").empty());
        QVERIFY(m_world->app().workers().isEmpty());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->settled());
        QCOMPARE(m_world->app().stage(), App::Stage::Enrol);
    }

    void aRecordThatTheServiceRefusesIsSetAsideWithItsReasonAndBlocksNothing() {
        const auto person = m_world->addPerson("Leon Grant");
        m_world->addEarlierSession(7, {person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        QVERIFY(m_world->sync());
        // The coordinator makes her a reader while she is out of reach.
        m_world->service.setOnline(false);
        m_world->pass(60'000);
        Json grants = Json::array({{{"role", "reader"}, {"venue", "venue:" + m_world->venue}, {"from", m_world->clock.wallMs() - 1000}}});
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "user", {{"grants", grants}}, m_world->samina);
        m_world->registerModel().tap(QString::fromStdString(person));
        QVERIFY(m_world->settled());
        m_world->service.setOnline(true);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(m_world->app().sync()->setAside(), 1);
        QCOMPARE(m_world->app().sync()->sign(), "look");
        const auto line = m_world->app().sync()->records()->get(0);
        QCOMPARE(line.value("state").toString(), "aside");
        QVERIFY(!line.value("reason").toString().isEmpty());
        QCOMPARE(m_world->app().sync()->waiting(), 0);
        // With the role back, sending it again is enough.
        grants[0]["role"] = "worker";
        grants[0]["from"] = 0;
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "user", {{"grants", grants}}, m_world->samina);
        m_world->app().sync()->sendAgain();
        QTRY_COMPARE(m_world->app().sync()->setAside(), 0);
    }

    void onlyALostConnectionIsCalledALostSignal_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("sign");
        QTest::addColumn<QString>("headline");
        QTest::addColumn<QString>("problem");
        const QString notYet = "Saved on this device since 10:00. It could not be sent yet", busy = "The service is busy.";
        QTest::newRow("no network") << 0 << "" << "waiting" << "Saved on this device. Waiting for a signal since 10:00" << "No connection.";
        QTest::newRow("the service is busy") << 503 << R"({"error":"busy"})" << "here" << notYet << busy;
        QTest::newRow("it asks to come back later") << 429 << R"({"error":"too_many_attempts"})" << "here" << notYet << busy;
        QTest::newRow("something on the way finds it too large") << 413 << "" << "here" << notYet << busy;
        QTest::newRow("the service is older than the app") << 400 << R"({"error":"too_new"})" << "look" << "The service is older than this app." << "The service is older than this app.";
    }
    void onlyALostConnectionIsCalledALostSignal() {
        QFETCH(int, status);
        QFETCH(QString, body);
        const auto person = m_world->addPerson("Leon Grant");
        m_world->addEarlierSession(7, {person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        QVERIFY(m_world->sync());
        auto& sync = *m_world->app().sync();
        if (status == 0)
            m_world->service.setOnline(false);
        else
            m_world->service.answersInstead(device::HttpReply{status, body.toStdString(), std::nullopt});
        m_world->registerModel().tap(QString::fromStdString(person));
        QVERIFY(m_world->settled());
        sync.syncNow();
        QTRY_VERIFY(!sync.problem().isEmpty());
        QTEST(sync.sign(), "sign");
        QCOMPARE(sync.lostConnection(), status == 0);
        QFETCH(QString, headline);
        QVERIFY2(sync.headline().startsWith(headline), qPrintable(sync.headline()));
        QFETCH(QString, problem);
        QVERIFY2(sync.problem().startsWith(problem), qPrintable(sync.problem()));
        // Nothing is lost: when it answers again, everything arrives.
        m_world->service.setOnline(true);
        m_world->service.answersInstead(std::nullopt);
        QVERIFY(m_world->sync());
        QCOMPARE(sync.sign(), "central");
    }

    void everyRecordThatWaitsIsNamedInWords() {
        const auto person = m_world->addPerson("Leon Grant");
        m_world->addEarlierSession(7, {person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->sync());
        m_world->service.setOnline(false);
        m_world->app().person()->open(QString::fromStdString(person));
        m_world->app().person()->sayConsent("photo", false, "parent");
        QTRY_COMPARE(m_world->app().sync()->records()->count(), 1);
        QCOMPARE(m_world->app().sync()->records()->get(0).value("title").toString(), "What they agreed to: Leon Grant");
    }

    void anAnswerHalfWayLostDoesNotMarkTwice() {
        const auto person = m_world->addPerson("Leon Grant");
        m_world->addEarlierSession(7, {person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        m_world->registerModel().tap(QString::fromStdString(person));
        QVERIFY(m_world->settled());
        m_world->service.loseNextReply();
        m_world->app().sync()->syncNow();
        QTRY_VERIFY(m_world->app().sync()->lostConnection());
        QVERIFY(m_world->sync());
        int marks = 0;
        for (const auto& row : m_world->service.rows(m_world->registerStream(), "mark"))
            marks += row.id == base::markId(m_world->session, person) ? 1 : 0;
        QCOMPARE(marks, 1);
        QCOMPARE(m_world->app().sync()->sign(), "central");
    }
};

QTEST_MAIN(tst_trouble)
#include "tst_trouble.moc"
