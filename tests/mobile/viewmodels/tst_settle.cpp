// Settling on the tablet what two people wrote without seeing each other's: what is shown, who may, and how it is taken back.
#include "shared/base/id.h"
#include "tests/mobile/viewmodels/app_world.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_settle : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_person;

    mobile::SettleModel& list() { return *m_world->app().settle(); }
    QString first() { return list().get(0).value("conflictId").toString(); }
    /// A value of a record on the service.
    Json central(const std::string& stream, const std::string& type, const std::string& id, const std::string& field) {
        for (const auto& row : m_world->service.rows(stream, type))
            if (row.id == id) return row.values.value(field, Json());
        return {};
    }
    Json name() { return central(m_world->venueStream(), "person", m_person, "name"); }
    Json status() { return central(m_world->venueStream(), "conflict", first().toStdString(), "status"); }
    void recordHere(const std::string& stream, const std::string& type, const std::string& id, Json set) {
        m_world->bridge().record(m_world->samina, {{stream, type, id, std::move(set)}}, {}, &m_world->app(), {});
        QVERIFY(m_world->settled());
    }
    /// Written here without a signal, and by somebody else meanwhile; the tablet's comes later and stands.
    void twoWrite(const std::string& type, const std::string& id, const Json& here, const Json& there) {
        m_world->service.setOnline(false);
        m_world->pass(60'000);
        m_world->service.set(m_world->venueStream(), type, there, id);
        m_world->pass(60'000);
        recordHere(m_world->venueStream(), type, id, here);
        m_world->service.setOnline(true);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().open(), 1);
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_person = m_world->addPerson("Leon Grant");
        m_world->addEarlierSession(7, {m_person});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QCOMPARE(list().open(), 0);
    }
    void cleanup() { m_world.reset(); }

    void bothValuesAreShownWithWhoAndWhen() {
        twoWrite("person", m_person, {{"born", {{"date", "2012-02-01"}, {"precision", "day"}}}}, {{"born", {{"date", "2012-02-01"}, {"precision", "year"}}}});
        const auto row = list().get(0);
        QCOMPARE(row.value("who").toString(), "Leon Grant");
        QCOMPARE(row.value("what").toString(), "date of birth");
        QCOMPARE(row.value("kept").toString(), "1 February 2012");
        QCOMPARE(row.value("keptBy").toString(), m_world->app().userName() + ", 10:02");
        QCOMPARE(row.value("other").toString(), "2012");
        QCOMPARE(row.value("otherBy").toString(), "somebody, 10:01");
        QVERIFY(row.value("mayTake").toBool());
        QCOMPARE(row.value("writing").toString(), "");
    }

    void whatStandsIsKeptWithOneTap() {
        twoWrite("person", m_person, {{"name", "Leon Grantham"}}, {{"name", "Leo Grant"}});
        const auto conflict = first();
        list().keep(conflict);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().count(), 0);
        QCOMPARE(said(name()), "\"Leon Grantham\"");
        QCOMPARE(said(central(m_world->venueStream(), "conflict", conflict.toStdString(), "status")), "\"kept\"");
    }

    void theOtherTakesItsPlace() {
        twoWrite("person", m_person, {{"name", "Leon Grantham"}}, {{"name", "Leo Grant"}});
        const auto conflict = first();
        list().takeOther(conflict);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().count(), 0);
        QCOMPARE(said(name()), "\"Leo Grant\"");
        QCOMPARE(said(central(m_world->venueStream(), "conflict", conflict.toStdString(), "status")), "\"other\"");
        QCOMPARE(m_world->service.rows(m_world->venueStream(), "conflict").size(), std::size_t(1));  // settling opens no new one
    }

    void neitherIsRightAndAThirdIsWritten() {
        twoWrite("person", m_person, {{"name", "Leon Grantham"}}, {{"name", "Leo Grant"}});
        QCOMPARE(list().get(0).value("writing").toString(), "text");
        QCOMPARE(list().get(0).value("draft").toString(), "Leon Grantham");
        const auto conflict = first();
        list().write(conflict, "  Leonard Grant ");
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().count(), 0);
        QCOMPARE(said(name()), "\"Leonard Grant\"");
        QCOMPARE(said(central(m_world->venueStream(), "conflict", conflict.toStdString(), "status")), "\"kept\"");
    }

    void untilItIsSentItCanBeTakenBack_data() {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<bool>("startedAnew");
        QTest::newRow("what stood was kept") << "keep" << false;
        QTest::newRow("the other was taken") << "other" << false;
        QTest::newRow("something else was written") << "write" << false;
        QTest::newRow("the other was taken, and the battery went flat") << "other" << true;
    }
    void untilItIsSentItCanBeTakenBack() {
        QFETCH(QString, choice);
        QFETCH(bool, startedAnew);
        twoWrite("person", m_person, {{"name", "Leon Grantham"}}, {{"name", "Leo Grant"}});
        const auto conflict = first();
        m_world->service.setOnline(false);
        if (choice == "keep") list().keep(conflict);
        else if (choice == "other") list().takeOther(conflict);
        else list().write(conflict, "Leonard Grant");
        QVERIFY(m_world->settled());
        if (startedAnew) {
            m_world->stop();
            m_world->start();
            QVERIFY(m_world->unlockAs(m_world->samina));
        }
        QTRY_COMPARE(list().open(), 0);
        QTRY_VERIFY(!list().get(0).value("settled").toString().isEmpty());
        list().undo(conflict);
        QTRY_COMPARE(list().open(), 1);
        m_world->service.setOnline(true);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().open(), 1);
        QCOMPARE(said(name()), "\"Leon Grantham\"");
        QCOMPARE(said(status()), "\"open\"");
    }

    void aMarkIsSettledByChoosing() {
        QVERIFY(m_world->openRegister());
        const auto mark = base::markId(m_world->session, m_person);
        m_world->service.setOnline(false);
        m_world->pass(60'000);
        m_world->service.set(m_world->registerStream(), "mark",
                             {{"session", "session:" + m_world->session}, {"person", "person:" + m_person}, {"presence", {{"status", "late"}, {"minutes", 10}}}}, mark);
        m_world->pass(60'000);
        m_world->registerModel().tap(QString::fromStdString(m_person));
        QVERIFY(m_world->settled());
        m_world->service.setOnline(true);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().open(), 1);
        const auto row = list().get(0);
        QCOMPARE(row.value("who").toString(), "Leon Grant");
        QCOMPARE(row.value("what").toString(), "register: here or not");
        QCOMPARE(row.value("kept").toString(), "here");
        QCOMPARE(row.value("other").toString(), "late, 10 minute(s)");
        QCOMPARE(row.value("writing").toString(), "choice");
        QCOMPARE(list().choicesOf(first()).size(), 6);
        list().write(first(), "absent_told");
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().count(), 0);
        QCOMPARE(said(central(m_world->registerStream(), "mark", mark, "presence")), "{\"status\":\"absent_told\"}");
    }

    void somebodyWhoWasRemovedIsNamedAndComesBack() {
        twoWrite("person", m_person, {{"known_as", "Lenny"}}, {{"deleted", true}});
        QTRY_COMPARE(list().get(0).value("who").toString(), "Leon Grant");
        QCOMPARE(list().get(0).value("kept").toString(), "Remove it");
        QVERIFY(!m_world->bridge().mirror().find("person", m_person));
        list().takeOther(first());
        QVERIFY(m_world->sync());
        QTRY_VERIFY(m_world->bridge().mirror().find("person", m_person));
    }

    void aVolunteerIsAskedNothing() {
        twoWrite("person", m_person, {{"name", "Leon Grantham"}}, {{"name", "Leo Grant"}});
        const auto conflict = first();
        m_world->app().addWorker();
        m_world->app().join(QString::fromStdString(m_world->service.joinCode(m_world->dave)));
        QTRY_COMPARE(m_world->app().stage(), App::Stage::ChoosePin);
        m_world->app().choosePin(kOtherPin, kOtherPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().userRole(), "volunteer");
        QCOMPARE(list().count(), 0);
        list().keep(conflict);
        QTRY_VERIFY(m_world->app().error().startsWith("Your role does not let you do this."));
        QCOMPARE(said(central(m_world->venueStream(), "conflict", conflict.toStdString(), "status")), "\"open\"");
    }
};

QTEST_MAIN(tst_settle)
#include "tst_settle.moc"
