// Handing a concern to the safeguarding lead, and receiving it, through the real app: drafts, receipts, keys and the lead's list.
#include "sync/device/concern_seal.h"
#include "tests/mobile/viewmodels/app_world.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_safeguarding : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_lena, m_stream;
    std::optional<device::SafeguardingSecret> m_secret;

    mobile::WorryModel& worry() { return *m_world->app().worry(); }
    mobile::SafeguardingModel& safeguarding() { return *m_world->app().safeguarding(); }

    /// A key that the lead made on a device of their own.
    void theLeadHasAKey() {
        SeededRandom random(5);
        m_secret = device::SafeguardingSecret::random(random);
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "safeguarding_key",
                             {{"public", m_secret->publicKey()}, {"fingerprint", m_secret->fingerprint()}, {"holder", "user:" + m_lena}, {"duty", "lead"}});
    }
    QString lastDigits() const { return QString::fromStdString(m_secret->fingerprint()).right(8); }
    bool compared() {
        if (!m_world->sync()) return false;
        safeguarding().compareKey(QString::fromStdString(m_secret->fingerprint()), lastDigits());
        return QTest::qWaitFor([this] { return !worry().recipientsText().isEmpty(); });
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_lena = m_world->service.addUser("Lena Lead", domain::Role::Safeguarding, {m_world->venue});
        m_stream = domain::concernStream(m_world->venue);
    }
    void cleanup() { m_world.reset(); }

    void aWorkerComparesTheKeyWritesAndHandsOver() {
        theLeadHasAKey();
        QVERIFY(m_world->enrolAs(m_world->samina));
        QCOMPARE(worry().recipientsText(), "");
        QVERIFY(worry().keyWarning().contains("nobody has checked"));
        worry().begin("Zara Quinn");
        worry().setSeen("She said: I do not want to go home");
        QVERIFY(!worry().ready());
        QVERIFY(compared());
        QCOMPARE(worry().recipientsText(), "Lena Lead");
        QCOMPARE(worry().keyWarning(), "");
        QVERIFY(worry().ready());
        worry().handOver();
        // It is on its way: what is typed now would neither be in it nor be kept.
        worry().setSeen("typed too late");
        worry().setAboutLead(true);
        QCOMPARE(worry().seen(), "She said: I do not want to go home");
        QVERIFY(!worry().aboutLead());
        QTRY_VERIFY(!worry().reference().isEmpty());
        QCOMPARE(worry().seen(), "");
        worry().setSeen("another one");
        QCOMPARE(worry().seen(), "another one");
        worry().throwAway();
        QCOMPARE(worry().who(), "");
        QVERIFY(m_world->sync());
        QTRY_COMPARE(worry().handed().value(0).toMap().value("state").toString(), "service");
        QCOMPARE(worry().handed().value(0).toMap().value("reference").toString(), worry().reference());

        const auto held = m_world->service.rows(m_stream, "concern");
        QCOMPARE(held.size(), std::size_t(1));
        const auto boxes = *domain::sealedBoxes(held[0].values["sealed"]);
        const auto content = m_secret->open(boxes[0].box);
        QVERIFY(content.ok());
        QVERIFY(content->find("I do not want to go home") != std::string::npos);
        QVERIFY(content->find("Zara Quinn") != std::string::npos);
    }

    void wrongDigitsMakeNoKeyCount() {
        theLeadHasAKey();
        QVERIFY(m_world->enrolAs(m_world->samina));
        safeguarding().compareKey(QString::fromStdString(m_secret->fingerprint()), "00000000");
        QTRY_VERIFY(m_world->app().error().contains("not the last eight digits"));
        QCOMPARE(worry().recipientsText(), "");
    }

    void whatIsHalfWrittenSurvivesAndIsNobodyElses() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        worry().setSeen("half a sentence");
        worry().setWho("Zara");
        m_world->app().lock();
        QVERIFY(m_world->settled());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QTRY_COMPARE(worry().seen(), "half a sentence");

        m_world->app().addWorker();
        m_world->app().join(QString::fromStdString(m_world->service.joinCode(m_world->dave)));
        QTRY_COMPARE(m_world->app().stage(), App::Stage::ChoosePin);
        m_world->app().choosePin(kOtherPin, kOtherPin);
        QTRY_COMPARE(m_world->app().userName(), "Dave Ward");
        QCOMPARE(worry().seen(), "");
        m_world->app().lock();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QTRY_COMPARE(worry().seen(), "half a sentence");
        worry().throwAway();
        QVERIFY(m_world->settled());
        m_world->app().lock();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(worry().seen(), "");
    }

    void theLeadMakesAKeyReadsAcknowledgesAndNotes() {
        QVERIFY(m_world->enrolAs(m_lena, domain::Role::Safeguarding));
        QVERIFY(safeguarding().isLead());
        QVERIFY(!safeguarding().hasKey());
        safeguarding().makeKey(true);
        QTRY_VERIFY(!safeguarding().recovery().isEmpty());
        safeguarding().hideRecovery();
        QVERIFY(m_world->sync());
        const auto keys = m_world->service.rows(domain::organisationStream(m_world->service.organisation()), "safeguarding_key");
        QCOMPARE(keys.size(), std::size_t(1));

        // Somebody else hands one over.
        const std::string id = "99999999-0000-4000-8000-000000000001";
        const Json content{{"concern", id}, {"stream", m_stream}, {"name", "Samina Begum"}, {"at", m_world->clock.wallMs()}, {"who", "Zara"}, {"seen", "She cried"}};
        const auto boxes = device::sealFor({base::textOf(keys[0].values, "public")}, base::toText(content));
        QVERIFY(boxes.ok());
        m_world->service.set(m_stream, "concern", {{"sealed", domain::toJson(*boxes)}, {"to", "lead"}}, id);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(safeguarding().concerns()->count(), 1);
        QCOMPARE(safeguarding().waitingText(), "1 concern(s) not acknowledged");
        QCOMPARE(safeguarding().lateText(), "");
        m_world->pass(5 * 3'600'000);
        QVERIFY(m_world->sync());
        QTRY_VERIFY(!safeguarding().lateText().isEmpty());

        safeguarding().open(QString::fromStdString(id));
        QCOMPARE(safeguarding().concern().value("seen").toString(), "She cried");
        QCOMPARE(safeguarding().concern().value("byName").toString(), "Samina Begum");
        safeguarding().acknowledge();
        QTRY_COMPARE(safeguarding().concern().value("state").toString(), "acknowledged");
        QCOMPARE(safeguarding().lateText(), "");
        safeguarding().addNote("Phoned the duty team");
        QTRY_COMPARE(safeguarding().notes().size(), 1);
        QVERIFY(m_world->sync());
        QCOMPARE(base::textOf(m_world->service.rows(m_stream, "concern")[0].values, "state"), std::string("acknowledged"));
        QCOMPARE(m_world->service.rows(m_stream, "concern_note").size(), std::size_t(1));

        m_world->app().lock();
        QCOMPARE(safeguarding().concerns()->count(), 0);
        QVERIFY(safeguarding().concern().isEmpty());
        QVERIFY(m_world->unlockAs(m_lena));
        QTRY_COMPARE(safeguarding().concerns()->count(), 1);
    }

    void aKeyThatChangesAtTheServiceIsShownAndTheKnownOneCounts() {
        theLeadHasAKey();
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(compared());
        const auto organisation = domain::organisationStream(m_world->service.organisation());
        SeededRandom random(6);
        const auto other = device::SafeguardingSecret::random(random);
        m_world->service.forge(organisation, {"safeguarding_key", m_world->service.rows(organisation, "safeguarding_key")[0].id},
                               {{"public", other.publicKey()}, {"fingerprint", other.fingerprint()}});
        QVERIFY(m_world->sync());
        QTRY_VERIFY(worry().keyWarning().contains("has changed at the service"));
        QCOMPARE(worry().recipientsText(), "Lena Lead");
    }

    void aKeyThatIsWithdrawnAndReplacedIsShown() {
        theLeadHasAKey();
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(compared());
        const auto organisation = domain::organisationStream(m_world->service.organisation());
        const auto id = m_world->service.rows(organisation, "safeguarding_key")[0].id;
        SeededRandom random(6);
        const auto other = device::SafeguardingSecret::random(random);
        m_world->service.set(organisation, "safeguarding_key", {{"deleted", true}}, id);
        m_world->service.set(organisation, "safeguarding_key",
                             {{"public", other.publicKey()}, {"fingerprint", other.fingerprint()}, {"holder", "user:" + m_lena}, {"duty", "lead"}});
        QVERIFY(m_world->sync());
        QTRY_VERIFY(!worry().keyWarning().isEmpty());
        QCOMPARE(worry().recipientsText(), "");
    }
};

QTEST_MAIN(tst_safeguarding)
#include "tst_safeguarding.moc"
