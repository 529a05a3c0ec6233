// What somebody agreed to, on the tablet: folded from all that was said, written down, and kept to without a signal.
#include "shared/base/id.h"
#include "shared/questionnaire/instrument.h"
#include "tests/mobile/viewmodels/app_world.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_consents : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_person;
    const QString m_path = QString::fromStdString(questionnaire::instrumentId("my_path", 1));

    mobile::PersonModel& person() { return *m_world->app().person(); }
    QString stateOf(const QString& purpose) {
        for (const auto& row : person().consents())
            if (row.toMap().value("purpose") == purpose) return row.toMap().value("state").toString();
        return {};
    }
    void saidElsewhere(const std::string& who, const std::string& purpose, const std::string& answer) {
        m_world->service.set(m_world->venueStream(), "consent", {{"person", "person:" + who}, {"purpose", purpose}, {"answer", answer}});
    }
    void start() {
        m_world->questionnaire().start(m_path, QString::fromStdString(m_person), "baseline", "self", "none", true);
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_person = m_world->addPerson("Leon Grant", {{"kind", "young_person"}, {"born", {{"date", "2012-02-01"}, {"precision", "day"}}}});
        m_world->addEarlierSession(7, {m_person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        person().open(QString::fromStdString(m_person));
    }
    void cleanup() { m_world.reset(); }

    void nobodyWasAskedAtFirst() {
        QCOMPARE(person().consents().size(), 5);
        QCOMPARE(stateOf("photo"), "not_asked");
        QCOMPARE(person().refusalText(), "");
        QVERIFY(person().mayAskConsent());
    }

    void aYesIsWrittenDownAndWithdrawn() {
        person().sayConsent("photo", true, "parent");
        QCOMPARE(stateOf("photo"), "granted");
        QVERIFY(m_world->settled());
        person().sayConsent("photo", false, "parent");
        QCOMPARE(stateOf("photo"), "withdrawn");
        QCOMPARE(person().refusalText(), "photos");
        QVERIFY(m_world->sync());
        QCOMPARE(stateOf("photo"), "withdrawn");
        const auto rows = m_world->service.rows(m_world->venueStream(), "consent");
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(m_world->app().sync()->setAside(), 0);
        person().sayConsent("photo", true, "parent");
        QCOMPARE(stateOf("photo"), "granted");
    }

    void aWithdrawalThatWasWrittenElsewhereStandsAfterTheSync() {
        m_world->service.setOnline(false);
        person().sayConsent("photo", true, "parent");
        QCOMPARE(stateOf("photo"), "granted");
        saidElsewhere(m_person, "photo", "withdrawn");
        m_world->service.setOnline(true);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(stateOf("photo"), "withdrawn");
        person().sayConsent("photo", true, "parent");  // now they have heard of it
        QVERIFY(m_world->sync());
        QCOMPARE(stateOf("photo"), "granted");
    }

    void aYoungPersonsNoIsNotLiftedByTheirParent() {
        person().sayConsent("take_part", false, "self");
        QVERIFY(m_world->settled());
        person().sayConsent("take_part", true, "parent");
        QCOMPARE(stateOf("take_part"), "refused");
        QVERIFY(m_world->settled());
        person().sayConsent("take_part", true, "self");
        QCOMPARE(stateOf("take_part"), "granted");
    }

    void whoSaidNoIsAskedNoQuestionnaire() {
        m_world->questionnaire().prepare(QString::fromStdString(m_person), m_path);
        QVERIFY(!m_world->questionnaire().declined());
        m_world->service.setOnline(false);
        QSignalSpy changed(&m_world->questionnaire(), &mobile::QuestionnaireModel::choicesChanged);
        person().sayConsent("take_part", false, "parent");
        QVERIFY(m_world->settled());
        QVERIFY(changed.count() > 0);
        QVERIFY(m_world->questionnaire().declined());
        start();
        QVERIFY(!m_world->questionnaire().active());
        QVERIFY(m_world->app().error().startsWith("They said no to questionnaires."));
        person().sayConsent("take_part", true, "parent");
        QVERIFY(m_world->settled());
        QVERIFY(!m_world->questionnaire().declined());
        start();
        QVERIFY(m_world->questionnaire().active());
    }

    void whatWasSaidUnderTheOtherNameCounts() {
        std::string twin = m_world->addPerson("Leon Grant");
        // The higher id becomes the lower one.
        const std::string low = std::min(twin, m_person), high = std::max(twin, m_person);
        saidElsewhere(high, "photo", "refused");
        m_world->service.set(m_world->venueStream(), "person", {{"merged_into", "person:" + low}}, high);
        QVERIFY(m_world->sync());
        for (const auto& id : {low, high}) {
            person().open(QString::fromStdString(id));
            QTRY_COMPARE(stateOf("photo"), "refused");
        }
    }

    void aVolunteerSeesTheNoAndWritesNone() {
        saidElsewhere(m_person, "photo", "refused");
        m_world->app().addWorker();
        m_world->app().join(QString::fromStdString(m_world->service.joinCode(m_world->dave)));
        QTRY_COMPARE(m_world->app().stage(), App::Stage::ChoosePin);
        m_world->app().choosePin(kOtherPin, kOtherPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
        QVERIFY(m_world->sync());
        person().open(QString::fromStdString(m_person));
        QTRY_COMPARE(person().refusalText(), "photos");
        QVERIFY(!person().mayAskConsent());
        person().sayConsent("photo", true, "parent");
        QTRY_VERIFY(m_world->app().error().startsWith("Your role does not let you do this."));
        QCOMPARE(person().refusalText(), "photos");
    }
};

QTEST_MAIN(tst_consents)
#include "tst_consents.moc"
