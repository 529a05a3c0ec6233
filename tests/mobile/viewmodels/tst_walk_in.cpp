// A family at the door, written down in one go; and seen if they are here already.
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/base/id.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;
using base::Json;

class tst_walk_in : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    mobile::WalkInModel& form() { return *m_world->app().walkIn(); }

    void fillFamily() {
        form().setAdultName("Yasmin Akhtar");
        form().setAdultAge(31);
        form().setPostcode("b27 6qj");
        form().setContact("07700 900123");
        form().addChild();
        form().setChild(0, "name", "Idris Akhtar");
        form().setChild(0, "calledName", "Idi");
        form().setChild(0, "born", QVariantMap{{"day", 4}, {"month", 3}, {"year", 2024}});
        form().setChild(0, "alert", "asthma");
        form().addChild();
        form().setChild(1, "name", "Sara Akhtar");
        form().setChild(1, "age", 6);
    }
    bool save() {
        QSignalSpy saved(&form(), &mobile::WalkInModel::saved);
        form().save();
        return QTest::qWaitFor([&saved] { return saved.count() == 1; });
    }
    LocalService::Row personNamed(const std::string& name) {
        for (const auto& row : m_world->service.rows(m_world->venueStream(), "person"))
            if (row.values["name"] == Json(name)) return row;
        return {};
    }

private slots:
    void init() { m_world = std::make_unique<AppWorld>(); }
    void cleanup() { m_world.reset(); }

    void aFamilyIsPeopleAHouseholdAndMarksInOneGo() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        fillFamily();
        QVERIFY(save());
        QCOMPARE(m_world->registerModel().hereCount(), 3);
        QVERIFY(m_world->sync());

        const auto adult = personNamed("Yasmin Akhtar"), child = personNamed("Idris Akhtar"), older = personNamed("Sara Akhtar");
        QCOMPARE(said(adult.values["kind"]), said(Json("adult")));
        QCOMPARE(said(adult.values["born"]), said(Json({{"date", "1995-11-21"}, {"precision", "age"}})));
        QCOMPARE(said(adult.values["postcode"]), said(Json("B27 6QJ")));
        QCOMPARE(said(adult.values["contact"]), said(Json("07700 900123")));
        QCOMPARE(said(child.values["born"]), said(Json({{"date", "2024-03-04"}, {"precision", "day"}})));
        QCOMPARE(said(child.values["alerts"][0]["text"]), said(Json("asthma")));
        QCOMPARE(said(child.values["known_as"]), said(Json("Idi")));
        QCOMPARE(said(older.values["kind"]), said(Json("child")));
        QVERIFY(!older.values.contains("known_as"));

        const auto households = m_world->service.rows(m_world->venueStream(), "household");
        QCOMPARE(households.size(), std::size_t(1));
        const auto members = m_world->service.rows(m_world->venueStream(), "membership");
        QCOMPARE(members.size(), std::size_t(3));
        for (const auto& member : members)
            QCOMPARE(said(member.values["household"]), said(Json("household:" + households[0].id)));

        const auto marks = m_world->service.rows(m_world->registerStream(), "mark");
        QCOMPARE(marks.size(), std::size_t(3));
        for (const auto& mark : marks) {
            QCOMPARE(said(mark.values["presence"]), said(Json({{"status", "present"}})));
            const bool isAdult = mark.values["person"] == Json("person:" + adult.id);
            QCOMPARE(mark.values.contains("brought_by"), !isAdult);
        }
        QCOMPARE(form().children()->count(), 0);
    }

    void aVolunteerWritesNoMembershipButSaysWhoBroughtTheChild() {
        QVERIFY(m_world->enrolAs(m_world->dave, domain::Role::Volunteer));
        QVERIFY(m_world->openRegister());
        fillFamily();
        QVERIFY(save());
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QVERIFY(m_world->service.rows(m_world->venueStream(), "membership").empty());
        const auto adult = personNamed("Yasmin Akhtar");
        int brought = 0;
        for (const auto& mark : m_world->service.rows(m_world->registerStream(), "mark"))
            brought += mark.values.value("brought_by", Json()) == Json("person:" + adult.id) ? 1 : 0;
        QCOMPARE(brought, 2);
    }

    void whatIsMissingIsSaidAndNothingIsWritten_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no name") << "adultName" << QVariant("") << "Write the name of the adult, or add a child.";
        QTest::newRow("no age and no date") << "adultAge" << QVariant(-1) << "Give the date of birth of the adult, or the age.";
        QTest::newRow("a date that is none") << "adultBorn" << QVariant(QVariantMap{{"day", 31}, {"month", 2}, {"year", 1990}})
                                             << "The date of birth of the adult is not a date.";
        QTest::newRow("a month 13, as the screen tells it") << "adultBorn" << QVariant(QVariantMap{{"year", 0}}) << "The date of birth of the adult is not a date.";
        QTest::newRow("a date that lies ahead") << "adultBorn" << QVariant(QVariantMap{{"day", 1}, {"month", 1}, {"year", 2027}})
                                                << "The date of birth of the adult lies ahead.";
        QTest::newRow("no postcode") << "postcode" << QVariant("") << "Give the postcode, or choose \"not given\".";
        QTest::newRow("half a postcode") << "postcode" << QVariant("B27") << "This is not the shape of a postcode. An example: B27 6QJ.";
    }
    void whatIsMissingIsSaidAndNothingIsWritten() {
        QFETCH(QString, field);
        QFETCH(QVariant, value);
        QFETCH(QString, problem);
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        form().setAdultName("Yasmin Akhtar");
        form().setAdultAge(31);
        form().setPostcode("B27 6QJ");
        form().setProperty(field.toUtf8(), value);
        QVERIFY(form().problems().isEmpty());
        form().save();
        QCOMPARE(form().problems(), QStringList{problem});
        QVERIFY(m_world->settled());
        QCOMPARE(m_world->registerModel().hereCount(), 0);
    }

    void theLastOfAgeAndDateThatWasGivenCounts() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        fillFamily();
        form().setAdultBorn({{"day", 2}, {"month", 5}, {"year", 1990}});
        QCOMPARE(form().adultAge(), -1);
        form().setChild(0, "age", 3);
        QVERIFY(form().children()->get(0).value("born").toMap().isEmpty());
        QVERIFY(save());
        QVERIFY(m_world->sync());
        QCOMPARE(said(personNamed("Yasmin Akhtar").values["born"]), said(Json({{"date", "1990-05-02"}, {"precision", "day"}})));
        QCOMPARE(said(personNamed("Idris Akhtar").values["born"]), said(Json({{"date", "2023-11-21"}, {"precision", "age"}})));
    }

    void notGivenIsAnAnswerToThePostcode() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        form().setAdultName("Yasmin Akhtar");
        form().setAdultAge(31);
        form().setPostcodeNotGiven(true);
        QVERIFY(save());
        QVERIFY(m_world->sync());
        QVERIFY(!personNamed("Yasmin Akhtar").values.contains("postcode"));
    }

    void someoneWhoMayBeHereAlreadyIsShownAndCanBeUsed() {
        const auto known = m_world->addPerson("Mohammed Akhtar", {{"born", {{"date", "2024-03-04"}, {"precision", "day"}}}});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        fillFamily();
        form().setChild(0, "name", "Akhtar Muhammad");
        QCOMPARE(form().duplicates().size(), 1);
        QCOMPARE(form().duplicates()[0].toMap().value("personId").toString().toStdString(), known);
        QCOMPARE(form().duplicates()[0].toMap().value("who").toString(), "0");
        form().useExisting(QString::fromStdString(known));
        QVERIFY(form().duplicates().isEmpty());
        QVERIFY(save());
        QVERIFY(m_world->sync());
        QVERIFY(personNamed("Akhtar Muhammad").id.empty());
        bool marked = false;
        for (const auto& mark : m_world->service.rows(m_world->registerStream(), "mark"))
            marked = marked || mark.id == base::markId(m_world->session, known);
        QVERIFY(marked);
    }

    void whatWasTypedComesBackAfterALockAndAFlatBattery() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        m_world->app().setPlace("walkIn");
        fillFamily();
        m_world->app().lock();
        QCOMPARE(form().adultName(), "");
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(m_world->app().place(), "walkIn");
        QCOMPARE(form().adultName(), "Yasmin Akhtar");
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(form().children()->get(0).value("born").toMap(), (QVariantMap{{"day", 4}, {"month", 3}, {"year", 2024}}));
        QVERIFY(save());
        QVERIFY(m_world->bridge().drafts().empty());
        QCOMPARE(m_world->registerModel().hereCount(), 3);
    }

    void undoByAWorkerRemovesTheFamilyAgain() {
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        fillFamily();
        QVERIFY(save());
        m_world->app().undo();
        QTRY_COMPARE(m_world->registerModel().count(), 0);
        QCOMPARE(m_world->app().notice(), "");
        QVERIFY(m_world->sync());
        QCOMPARE(said(personNamed("Yasmin Akhtar").values["deleted"]), said(Json(true)));
        for (const auto& row : m_world->service.rows(m_world->venueStream(), "membership"))
            QCOMPARE(said(row.values["deleted"]), said(Json(true)));
    }

    void aWorkerRemovesSomebodyWhomAVolunteerWroteDownByMistake() {
        const auto mistake = QString::fromStdString(m_world->addPerson("Yasmine Aktar"));
        const auto visitor = m_world->addPerson("Idris Akhtar");
        m_world->addEarlierSession(7, {visitor});
        QVERIFY(m_world->enrolAs(m_world->samina));
        auto& person = *m_world->app().person();
        person.open(QString::fromStdString(visitor));
        QVERIFY2(!person.canRemove(), "has come before");
        person.remove();
        person.open(mistake);
        QVERIFY(person.canRemove());
        QSignalSpy removed(&person, &mobile::PersonModel::removed);
        person.remove();
        QVERIFY(removed.wait());
        QVERIFY(m_world->sync());
        QCOMPARE(said(personNamed("Yasmine Aktar").values["deleted"]), said(Json(true)));
        QVERIFY(!personNamed("Idris Akhtar").values.contains("deleted"));
        m_world->app().undo();
        QTRY_COMPARE(person.name(), "Yasmine Aktar");
    }

    void whoHasBeenKnownForLongIsNotRemovedAtTheDoor() {
        const auto old = m_world->addPerson("Yasmine Aktar");
        QVERIFY(m_world->enrolAs(m_world->samina));
        m_world->app().person()->open(QString::fromStdString(old));
        QVERIFY(m_world->app().person()->canRemove());
        m_world->pass(base::Millis{29} * 24 * 60 * 60 * 1000);
        QVERIFY(!m_world->app().person()->canRemove());
    }

    void aWarningDoesNotStopAnyone() {
        m_world->addPerson("Idris Akhtar", {{"born", {{"date", "2024-03-04"}, {"precision", "day"}}}});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        fillFamily();
        QCOMPARE(form().duplicates().size(), 1);
        QVERIFY(save());
        QCOMPARE(m_world->registerModel().hereCount(), 3);
    }
};

QTEST_MAIN(tst_walk_in)
#include "tst_walk_in.moc"
