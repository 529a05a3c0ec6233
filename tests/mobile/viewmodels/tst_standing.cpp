// Names change and people leave: what the lock screen shows, whom it lets in, and that nothing they saved is lost (contract, I23).
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/base/id.h"

#include <QDeadlineTimer>
#include <QSemaphore>

#include <atomic>
#include <optional>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_standing : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_child;

    App& app() { return m_world->app(); }
    void tell(const std::string& user, const Json& fields) {
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "user", fields, user);
    }
    bool daveJoins() {
        app().addWorker();
        app().join(QString::fromStdString(m_world->service.joinCode(m_world->dave)));
        if (!QTest::qWaitFor([this] { return app().stage() == App::Stage::ChoosePin; })) return false;
        app().choosePin(kOtherPin, kOtherPin);
        return QTest::qWaitFor([this] { return app().stage() == App::Stage::Open; });
    }
    bool isMarkedAtTheService() {
        for (const auto& row : m_world->service.rows(m_world->registerStream(), "mark"))
            if (row.id == base::markId(m_world->session, m_child)) return true;
        return false;
    }

    /// Waits until the worker's thread has closed what was open, while this thread hears of nothing.
    bool isClosedBehindTheScreens() {
        for (const QDeadlineTimer late(30'000); !late.hasExpired();) {
            auto dealtWith = std::make_shared<QSemaphore>();
            auto ran = std::make_shared<std::atomic_bool>(false);
            // Dropped on the worker's thread, whether it was run or refused.
            const auto drop = [dealtWith](const bool* held) {
                delete held;
                dealtWith->release();
            };
            m_world->bridge().safeguard(
                [ran, last = std::shared_ptr<const bool>(new bool(true), drop)](device::Concerns&) {
                    *ran = true;
                    return base::Result<void>();
                },
                {}, &app(), {});
            dealtWith->acquire();
            if (!*ran) return true;
        }
        return false;
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_child = m_world->addPerson("Adam Khan");
        m_world->addEarlierSession(7, {m_child});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void theLockScreenShowsTheNameThatTheOrganisationHasNow() {
        tell(m_world->samina, {{"name", "Samina Begum-Ward"}});
        QVERIFY(m_world->sync());
        app().lock();
        QTRY_COMPARE(app().workers().value(0).toMap().value("name").toString(), "Samina Begum-Ward");
        m_world->stop();
        m_world->start();
        QTRY_COMPARE(app().workers().value(0).toMap().value("name").toString(), "Samina Begum-Ward");
    }

    void theLockScreenShowsTheRoleToo() {
        tell(m_world->samina, {{"grants", {{{"role", "coordinator"}, {"venue", "venue:" + m_world->venue}, {"from", 0}}}}});
        QVERIFY(m_world->sync());
        QTRY_COMPARE(app().workers().value(0).toMap().value("role").toString(), "coordinator");
    }

    void whoIsNotActiveDoesNotGetIn_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("made inactive") << QByteArray(R"({"active":false})");
        QTest::newRow("no grant is left") << QByteArray(R"({"grants":[]})");
        QTest::newRow("the grant has ended") << QByteArray(R"({"grants":[{"role":"volunteer","from":0,"to":1000}]})");
    }
    void whoIsNotActiveDoesNotGetIn() {
        QFETCH(QByteArray, fields);
        QVERIFY(daveJoins());
        tell(m_world->dave, *base::parseJson(fields.toStdString()));
        app().switchUser();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(m_world->sync());
        app().lock();
        QVERIFY(!m_world->unlockAs(m_world->dave, kOtherPin));
        QVERIFY(app().error().contains("ended your work"));
        QCOMPARE(app().stage(), App::Stage::Locked);
        QVERIFY(m_world->bridge().mirror().all("person").empty());
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(app().userName(), "Samina Begum");
    }

    void whoUnlocksWhileAnotherIsShutOutGetsIn() {
        QVERIFY(daveJoins());
        tell(m_world->dave, {{"active", false}});
        m_world->bridge().syncNow();
        QVERIFY(isClosedBehindTheScreens());
        // The screens have not heard of it yet: whoever takes the tablet now locks it and gives their PIN.
        m_world->bridge().lock();
        std::optional<bool> unlocked;
        m_world->bridge().unlock(m_world->samina, kPin.toStdString(), &app(), [&unlocked](const auto& result) { unlocked = result.ok(); });
        QTRY_VERIFY(unlocked);
        QVERIFY(*unlocked);
        QTRY_COMPARE(app().stage(), App::Stage::Open);
        QCOMPARE(app().userName(), "Samina Begum");
        QTRY_VERIFY(m_world->bridge().mirror().isWhole());
    }

    void whatSomebodySavedBeforeTheyLeftIsSentByTheNextOne() {
        QVERIFY(daveJoins());
        QVERIFY(m_world->sync());
        QVERIFY(m_world->openRegister());
        m_world->service.setOnline(false);
        m_world->registerModel().tap(QString::fromStdString(m_child));
        QVERIFY(m_world->settled());
        app().switchUser();
        m_world->clock.advance(60'000);
        tell(m_world->dave, {{"active", false}});
        m_world->service.setOnline(true);
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(m_world->sync());
        QVERIFY(isMarkedAtTheService());
    }

    void theOnlyOneOfADeviceIsShutOutAndTheirWorkArrives() {
        QVERIFY(m_world->openRegister());
        m_world->service.setOnline(false);
        m_world->registerModel().tap(QString::fromStdString(m_child));
        QVERIFY(m_world->settled());
        m_world->clock.advance(60'000);
        tell(m_world->samina, {{"active", false}});
        m_world->service.setOnline(true);
        app().sync()->syncNow();
        QTRY_COMPARE(app().stage(), App::Stage::Locked);
        QVERIFY(app().error().contains("ended your work"));
        QVERIFY(isMarkedAtTheService());
        QVERIFY(m_world->bridge().mirror().all("person").empty());

        // Their PIN opens nothing, and yet lets the device hear whether they are back.
        const auto before = m_world->service.calls();
        QVERIFY(!m_world->unlockAs(m_world->samina));
        QTRY_VERIFY(m_world->service.calls() > before);
        QCOMPARE(app().stage(), App::Stage::Locked);
        tell(m_world->samina, {{"active", true}});
        QTRY_VERIFY(!app().sync()->running());
        m_world->unlockAs(m_world->samina);
        QTRY_VERIFY(!app().busy() && !app().sync()->running());
        QVERIFY(app().stage() == App::Stage::Open || m_world->unlockAs(m_world->samina));
        QCOMPARE(app().userName(), "Samina Begum");
    }
};

QTEST_MAIN(tst_standing)
#include "tst_standing.moc"
