// What a volunteer may do and see (story V8): today's registers, and nothing of answers or scores.
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/questionnaire/instrument.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_volunteer : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_child, m_earlier;
    const QString m_path = QString::fromStdString(questionnaire::instrumentId("my_path", 1));

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_child = m_world->addPerson("Leon Grant", {{"kind", "young_person"}, {"born", {{"date", "2012-02-01"}, {"precision", "day"}}}});
        m_earlier = m_world->addEarlierSession(7, {m_child});
        m_world->service.set(m_world->caseStream(), "response",
                             {{"person", "person:" + m_child},
                              {"instrument", "instrument:" + m_path.toStdString()},
                              {"point", "baseline"},
                              {"respondent", "self"},
                              {"answers", {{"q1", 4}}},
                              {"finished", 1}});
        QVERIFY(m_world->enrolAs(m_world->dave, domain::Role::Volunteer));
    }
    void cleanup() { m_world.reset(); }

    void theyMarkTodaysRegister() {
        QVERIFY(m_world->openRegister());
        m_world->registerModel().tap(QString::fromStdString(m_child));
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QCOMPARE(m_world->registerModel().hereCount(), 1);
    }

    // What the dictionary gives them of a session, as the service takes it: nothing of this may be set aside.
    void theyOpenTodaysSessionAndSignItOff() {
        const auto atTheService = [this] {
            for (const auto& row : m_world->service.rows(m_world->venueStream(), "session"))
                if (row.id == m_world->session) return row.values;
            return Json();
        };
        QVERIFY(m_world->openRegister());
        QVERIFY(m_world->sync());
        QCOMPARE(base::textOf(atTheService(), "status"), std::string("open"));
        auto& list = m_world->registerModel();
        QVERIFY(list.canClose());
        list.signOff("10:05", "11:35");
        QTRY_COMPARE(list.status(), "signed");
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QCOMPARE(base::textOf(atTheService(), "status"), std::string("signed"));
        QCOMPARE(base::textOf(atTheService()["signed"], "by"), "user:" + m_world->dave);
        QVERIFY(!list.canReopen());

        m_world->app().undo();
        QTRY_COMPARE(list.status(), "open");
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QCOMPARE(base::textOf(atTheService(), "status"), std::string("open"));
        QVERIFY(atTheService()["signed"].is_null());
    }

    void undoOfAWalkInTakesTheMarksOffAndSaysWhoCanRemoveThePerson() {
        QVERIFY(m_world->openRegister());
        auto& form = *m_world->app().walkIn();
        form.setAdultName("Yasmin Akhtar");
        form.setAdultAge(31);
        form.setPostcodeNotGiven(true);
        form.addChild();
        form.setChild(0, "name", "Idris Akhtar");
        form.setChild(0, "age", 2);
        form.save();
        QTRY_VERIFY(!m_world->app().undoText().isEmpty());
        QCOMPARE(m_world->registerModel().hereCount(), 2);

        m_world->app().undo();
        QTRY_VERIFY(m_world->app().notice().contains("a worker can remove them"));
        QCOMPARE(m_world->app().error(), "");
        QCOMPARE(m_world->registerModel().hereCount(), 0);
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QCOMPARE(m_world->service.rows(m_world->venueStream(), "person").size(), std::size_t(3));
        m_world->registerModel().setSearch("yasmin");
        m_world->app().person()->open(m_world->registerModel().get(0).value("personId").toString());
        QVERIFY(!m_world->app().person()->canRemove());

        m_world->registerModel().tap(QString::fromStdString(m_child));
        QTRY_COMPARE(m_world->app().notice(), "");
    }

    void theySayThemselvesWhetherItIsTheStartOrTheEnd() {
        auto& form = m_world->questionnaire();
        form.prepare(QString::fromStdString(m_child), m_path);
        QVERIFY(form.pointChoices().size() > 1);
        QCOMPARE(form.suggestedPoint(), "");
    }

    void theyHandOutNothingThatAWorkerHasToGive() {
        const auto support = questionnaire::instrumentId("your_views_support", 1);
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument", {{"status", "published"}}, support);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(base::textOf(m_world->bridge().mirror().find("instrument", support)->values, "status"), std::string("published"));
        QVERIFY(m_world->openRegister());
        QCOMPARE(m_world->questionnaire().feedbackForms().size(), 1);
        m_world->questionnaire().startFeedback(QString::fromStdString(support));
        QVERIFY(!m_world->questionnaire().active());
        m_world->questionnaire().startFeedback();
        QCOMPARE(m_world->questionnaire().title(), "Your Views");
    }

    void theySeeNoOtherDaysRegister() {
        m_world->registerModel().open(QString::fromStdString(m_earlier));
        QCOMPARE(m_world->registerModel().sessionId(), "");
        QCOMPARE(m_world->registerModel().count(), 0);
    }

    void theyPlanNoSessions() {
        QVERIFY(!m_world->app().today()->mayAdd());
        m_world->app().today()->addSession("Extra", "12:00", "13:00");
        QTRY_VERIFY(m_world->app().error().startsWith("Your role does not let you do this."));
        QCOMPARE(m_world->app().today()->count(), 1);
    }

    void theySeeNoAnswersAndNoScores() {
        QVERIFY(m_world->bridge().mirror().all("response").empty());
        m_world->app().person()->open(QString::fromStdString(m_child));
        QVERIFY(m_world->app().person()->questionnaires().isEmpty());
        QCOMPARE(m_world->app().person()->attendanceText(), "");
        QCOMPARE(m_world->app().today()->todoText(), "");
    }

    void theyHandTheDeviceOverButDoNotAnswerForAnyone() {
        auto& form = m_world->questionnaire();
        form.start(m_path, QString::fromStdString(m_child), "interim", "self", "none", false);
        QVERIFY(!form.active());
        QVERIFY(form.mustHandOver());
        form.start(m_path, QString::fromStdString(m_child), "interim", "self", "none", true);
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        for (int i = 0; i < form.count(); ++i) {
            form.answer(form.entry(0).value("key").toString(), 7);
            form.next();
        }
        form.finish();
        QTRY_VERIFY(form.isFinished());
        form.endHandOver(kPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
        QVERIFY(form.previous().isEmpty());
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QCOMPARE(m_world->service.rows(m_world->caseStream(), "response").size(), std::size_t(2));
        QVERIFY(m_world->bridge().mirror().all("response").empty());
    }
};

QTEST_MAIN(tst_volunteer)
#include "tst_volunteer.moc"
