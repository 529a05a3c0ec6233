// Asking: each answer is kept as it is given, one record at the end, and a device that was handed over shows nothing else.
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/questionnaire/instrument.h"
#include "shared/questionnaire/shipped.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

class tst_questionnaire : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_parent;
    const QString m_steps = QString::fromStdString(questionnaire::instrumentId("family_steps", 1));

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    /// The one question on the page.
    QVariantMap item() { return form().entry(0); }
    void answer(const QVariant& value) { form().answer(item().value("key").toString(), value); }
    void answerMissing(const QString& code) { form().answerMissing(item().value("key").toString(), code); }
    bool draftSaved() {
        return QTest::qWaitFor([this] { return form().answerSaved(); });
    }
    void startFamilySteps(bool handOver, const QString& point = "baseline") {
        form().start(m_steps, QString::fromStdString(m_parent), point, "parent", "none", handOver);
    }
    void answerAll(int value) {
        while (!form().atReview()) {
            const auto choices = item().value("choices").toList();
            if (choices.isEmpty())
                answerMissing("skipped");
            else
                answer(choices.at(std::min<qsizetype>(value - 1, choices.size() - 1)).toMap().value("value"));
            form().next();
        }
    }
    /// The organisation makes it "draft", "published" or "withdrawn", and this tablet hears of it.
    bool becomes(const std::string& instrument, const std::string& status) {
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument", {{"status", status}}, instrument);
        return m_world->sync() && QTest::qWaitFor([&] {
            const auto known = m_world->bridge().mirror().find("instrument", instrument);
            return known && base::textOf(known->values, "status") == status;
        });
    }
    bool familyStepsBecomes(const std::string& status) { return becomes(m_steps.toStdString(), status); }
    /// As a flat battery and a worker who switches it on again.
    bool restartAs(const std::string& user) {
        m_world->stop();
        m_world->start();
        return m_world->unlockAs(user);
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}, {"known_as", "Yaz"}});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void theOrganisationsQuestionnairesCanBeChosen() {
        form().prepare(QString::fromStdString(m_parent), m_steps);
        QCOMPARE(form().instruments().size(), 3);  // the fourth is feedback
        const auto first = form().instruments().at(0).toMap();
        QCOMPARE(first.value("title").toString(), "Family Steps");
        QCOMPARE(first.value("forWhom").toString(), "parents and carers");
        QCOMPARE(first.value("fits").toBool(), true);
        QCOMPARE(form().pointChoices().size(), 4);
        QCOMPARE(form().respondentChoices().size(), 1);
    }

    void twelveQuestionsAreOneRecordAtTheEnd() {
        startFamilySteps(false);
        QVERIFY(form().active());
        QCOMPARE(form().progressText(), "1 of 12");
        QCOMPARE(form().who(), "Yaz");
        QCOMPARE(item().value("kind").toString(), "likert");
        QCOMPARE(item().value("choices").toList().size(), 5);
        answerAll(4);
        QVERIFY(form().unanswered().isEmpty());
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QVERIFY(form().drafts().isEmpty());
        QVERIFY(m_world->sync());
        const auto responses = m_world->service.rows(m_world->caseStream(), "response");
        QCOMPARE(responses.size(), std::size_t(1));
        const auto& values = responses[0].values;
        QCOMPARE(said(values["person"]), said(Json("person:" + m_parent)));
        QCOMPARE(said(values["instrument"]), said(Json("instrument:" + m_steps.toStdString())));
        QCOMPARE(said(values["point"]), said(Json("baseline")));
        QCOMPARE(said(values["respondent"]), said(Json("parent")));
        QCOMPARE(said(values["help"]), said(Json("none")));
        QCOMPARE(said(values["partial"]), said(Json(false)));
        QCOMPARE(said(values["answers"]["q1"]), said(Json(4)));
        QCOMPARE(values["answers"].size(), std::size_t(12));
    }

    void nothingIsSentBeforeItIsFinished() {
        startFamilySteps(false);
        answer(4);
        QVERIFY(draftSaved());
        QVERIFY(m_world->sync());
        QVERIFY(m_world->service.rows(m_world->caseStream(), "response").empty());
    }

    void anAnswerThatIsNotOnTheScaleIsNotTaken() {
        startFamilySteps(false);
        answer(6);
        QVERIFY(!item().value("value").isValid());
        answer("often");
        QVERIFY(!item().value("value").isValid());
        answerMissing("not_asked");
        QCOMPARE(item().value("missing").toString(), "");
    }

    void theThreeWaysOfNotAnsweringAreKeptApart() {
        startFamilySteps(false);
        answerMissing("refused");
        form().next();
        answerMissing("not_applicable");
        form().next();
        form().next();  // passed over
        answer(5);
        form().goTo(11);
        form().next();
        QVERIFY(form().atReview());
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QVERIFY(m_world->sync());
        const auto answers = m_world->service.rows(m_world->caseStream(), "response").at(0).values["answers"];
        QCOMPARE(said(answers["q1"]), said(Json({{"missing", "refused"}})));
        QCOMPARE(said(answers["q2"]), said(Json({{"missing", "not_applicable"}})));
        QCOMPARE(said(answers["q3"]), said(Json({{"missing", "skipped"}})));
        QCOMPARE(said(answers["q4"]), said(Json(5)));
        QCOMPARE(said(answers["q5"]), said(Json({{"missing", "not_asked"}})));
    }

    void theWaysOfNotAnsweringAreInTheQuestionnairesOwnWords() {
        auto own = *questionnaire::findShipped("family_steps");
        own.languages["cy"] = {};
        own.refused = {{"en", "I would rather not say"}, {"cy", "Gwell gen i beidio dweud"}};
        own.notApplicable = {};
        mobile::DefinedForm page(std::make_shared<questionnaire::Instrument>(own), {}, {});
        const auto entry = [&page] { return page.entries().at(0).values.at(0).toMap(); };
        QCOMPARE(entry().value("missingOffered").toStringList(), QStringList({"refused", "skipped"}));
        QCOMPARE(entry().value("missingWords").toMap(), (QVariantMap{{"refused", "I would rather not say"}}));
        QVERIFY(page.setLanguage("cy"));
        QCOMPARE(entry().value("missingWords").toMap(), (QVariantMap{{"refused", "Gwell gen i beidio dweud"}}));
    }

    void aFlatBatteryComesBackToTheSameQuestionWithItsAnswers() {
        startFamilySteps(false);
        answer(2);
        form().next();
        answer(3);
        QVERIFY(draftSaved());
        QVERIFY(restartAs(m_world->samina));
        QCOMPARE(m_world->app().place(), "questionnaire");
        QCOMPARE(m_world->app().stage(), App::Stage::Open);
        QVERIFY(form().active());
        QCOMPARE(form().progressText(), "2 of 12");
        QCOMPARE(item().value("value").toInt(), 3);
        form().back();
        QCOMPARE(item().value("value").toInt(), 2);
    }

    void aQuestionnaireThatWasLeftIsADraftAndGoesOn() {
        startFamilySteps(false);
        answer(2);
        form().next();
        form().leave();
        QVERIFY(!form().active());
        QTRY_COMPARE(form().drafts().size(), 1);
        QCOMPARE(form().drafts().at(0).toMap().value("who").toString(), "Yasmin Akhtar");
        form().resume(form().drafts().at(0).toMap().value("key").toString());
        QCOMPARE(form().index(), 1);
        form().leave();
        startFamilySteps(false);  // the same person, questionnaire and point: the same draft
        QCOMPARE(form().index(), 1);
        form().discard();
        QTRY_VERIFY(form().drafts().isEmpty());
    }

    void aDraftIsThrownAwayByItsKeyUnlessItIsOnTheScreen() {
        startFamilySteps(false);
        answer(2);
        const auto key = QString::fromStdString(form().draftKey());
        form().discardDraft(key);
        QVERIFY(form().active());
        form().leave();
        QTRY_COMPARE(form().drafts().size(), 1);
        form().discardDraft("walk_in/something");
        form().discardDraft(key);
        QTRY_VERIFY(form().drafts().isEmpty());
        QVERIFY(m_world->settled());
        m_world->app().lock();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(form().drafts().isEmpty());
    }

    void earlierAnswersAreHiddenUntilTheNewOnesAreIn() {
        startFamilySteps(false);
        answerAll(2);
        form().finish();
        QTRY_VERIFY(form().isFinished());
        form().leave();
        m_world->pass(90LL * 86'400'000);
        startFamilySteps(false, "exit");
        QVERIFY(form().previous().isEmpty());
        QCOMPARE(form().count(), 16);  // the end asks four more
        answerAll(4);
        QVERIFY(form().previous().isEmpty());
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QTRY_COMPARE(form().previous().size(), 2);
        QCOMPARE(form().previous().at(0).toMap().value("point").toString(), "Start");
        QCOMPARE(form().previous().at(1).toMap().value("isNew").toBool(), true);
    }

    void handedOverNothingButTheFormCanBeReached() {
        QVERIFY(m_world->openRegister());
        startFamilySteps(true);
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        form().leave();
        form().discard();
        m_world->app().setPlace("today");
        m_world->app().switchUser();
        m_world->app().addWorker();
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QVERIFY(form().active());
        QVERIFY(form().previous().isEmpty());
    }

    void onlyThePinOfTheWorkerEndsHandOver() {
        startFamilySteps(true);
        answer(3);
        form().endHandOver("999888");
        QTRY_COMPARE(m_world->app().error(), "That PIN is not right. Try again.");
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        form().endHandOver(kPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
        QTRY_COMPARE(form().drafts().size(), 1);  // the family stopped half-way; it is not lost
    }

    void aFlatBatteryComesBackIntoHandOverAtTheSameQuestion() {
        startFamilySteps(true);
        answer(3);
        form().next();
        QVERIFY(draftSaved());
        QVERIFY(restartAs(m_world->samina));
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QCOMPARE(form().index(), 1);
        QVERIFY(form().handedOver());
    }

    void afterTheThanksThePinIsStillNeeded() {
        startFamilySteps(true);
        answerAll(4);
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QVERIFY(m_world->settled());
        QVERIFY(restartAs(m_world->samina));
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QVERIFY(form().isFinished());
        form().endHandOver(kPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
    }

    void aLockInHandOverComesBackIntoHandOver() {
        startFamilySteps(true);
        answer(3);
        m_world->clock.advance(14 * 60'000);
        m_world->app().lockIfIdle();
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);  // a family may take its time
        m_world->clock.advance(60'000);
        m_world->app().lockIfIdle();
        QCOMPARE(m_world->app().stage(), App::Stage::Locked);
        QVERIFY(!form().active());
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QCOMPARE(item().value("value").toInt(), 3);
    }

    void whatIsAnsweredToADraftIsGoneAtItsEnd() {
        startFamilySteps(true);
        QVERIFY(familyStepsBecomes("draft"));
        QCOMPARE(form().watermark(), "Draft: these answers do not count");
        answerAll(4);
        form().finish();
        QVERIFY(form().isFinished());
        QVERIFY(form().trial());
        QVERIFY(form().drafts().isEmpty());
        QVERIFY(m_world->settled());
        QVERIFY(restartAs(m_world->samina));
        QVERIFY(form().isFinished());
        QVERIFY(form().trial());  // what is said at the end is still true
        QVERIFY(form().drafts().isEmpty());
        form().endHandOver(kPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
        QVERIFY(!form().active());
        QVERIFY(familyStepsBecomes("published"));
        QVERIFY(m_world->bridge().mirror().all("response").empty());
        QVERIFY(m_world->service.rows(m_world->caseStream(), "response").empty());
    }

    void whatWasBegunAsATryNeverCountsThoughItIsPublishedMeanwhile() {
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "user",
                             {{"grants", {{{"role", "coordinator"}, {"venue", "venue:" + m_world->venue}, {"from", 0}}}}}, m_world->samina);
        QVERIFY(familyStepsBecomes("draft"));
        startFamilySteps(false);
        answer(2);
        QVERIFY(familyStepsBecomes("published"));
        QVERIFY(form().trial());
        form().leave();
        form().resume(form().drafts().at(0).toMap().value("key").toString());
        QVERIFY(form().trial());
        QCOMPARE(item().value("value").toInt(), 2);
        form().leave();
        startFamilySteps(false);  // in earnest
        QVERIFY(form().active());
        QVERIFY(!form().trial());
        QVERIFY(!item().value("value").isValid());
    }

    void onlyWhatIsOfferedCanBeBegun_data() {
        QTest::addColumn<QString>("status");
        QTest::newRow("a draft, by a worker") << "draft";
        QTest::newRow("withdrawn while its start is on the screen") << "withdrawn";
    }
    void onlyWhatIsOfferedCanBeBegun() {
        QFETCH(QString, status);
        QVERIFY(familyStepsBecomes(status.toStdString()));
        startFamilySteps(false);
        QVERIFY(!form().active());
        QVERIFY(m_world->app().error().startsWith("This questionnaire is not offered any more."));
    }

    void whatWasBegunGoesOnAfterItIsWithdrawn() {
        startFamilySteps(false);
        answer(2);
        form().leave();
        QVERIFY(familyStepsBecomes("withdrawn"));
        startFamilySteps(false);
        QCOMPARE(item().value("value").toInt(), 2);
        answerAll(4);
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QVERIFY(!form().trial());
    }

    void feedbackHasNoNameAnywhere() {
        QVERIFY(m_world->openRegister());
        form().startFeedback();
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QCOMPARE(form().title(), "Your Views");
        answerAll(1);
        form().finish();
        QTRY_VERIFY(form().isFinished());
        form().endHandOver(kPin);
        QTRY_COMPARE(m_world->app().stage(), App::Stage::Open);
        QVERIFY(!form().active());
        QVERIFY(m_world->sync());
        const auto feedback = m_world->service.rows(m_world->registerStream(), "feedback");
        QCOMPARE(feedback.size(), std::size_t(1));
        for (const auto& [field, by] : feedback[0].by)
            QVERIFY2(!by, field.c_str());
        QVERIFY(!feedback[0].values.contains("person"));
        QCOMPARE(said(feedback[0].values["session"]), said(Json("session:" + m_world->session)));
    }

    void aFormForWorkersIsOfferedAfterTheOneForEverybody() {
        QCOMPARE(form().feedbackForms().size(), 1);
        const auto support = questionnaire::instrumentId("your_views_support", 1);
        QVERIFY(becomes(support, "published"));
        QVERIFY(m_world->openRegister());
        QCOMPARE(form().feedbackForms().size(), 2);
        QCOMPARE(form().feedbackForms().at(1).toMap().value("id").toString(), QString::fromStdString(support));
        form().startFeedback(QString::fromStdString(support));
        QVERIFY(form().active());
        QCOMPARE(form().title(), "Your Views on support");
    }

    void feedbackNeedsASession() {
        form().startFeedback();
        QVERIFY(!form().active());
        QCOMPARE(m_world->app().error(), "Open a session's register first.");
    }
};

QTEST_MAIN(tst_questionnaire)
#include "tst_questionnaire.moc"
