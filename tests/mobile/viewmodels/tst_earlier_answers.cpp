// Answers that are in: hidden while the next ones are being given, and a very low one reaches a worker whatever happens before the PIN.
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/questionnaire/instrument.h"

using namespace waymark;
using namespace waymark::tests;
using mobile::App;

class tst_earlier_answers : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_parent, m_child;
    const QString m_steps = QString::fromStdString(questionnaire::instrumentId("family_steps", 1));
    const QString m_faces = QString::fromStdString(questionnaire::instrumentId("my_faces", 1));
    const QStringList m_safe{"I feel safe here."};

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    mobile::PersonModel& person() { return *m_world->app().person(); }
    void answerAll(int value) {
        while (!form().atReview()) {
            const auto item = form().entry(0);
            const auto choices = item.value("choices").toList();
            const auto key = item.value("key").toString();
            if (choices.isEmpty())
                form().answerMissing(key, "skipped");
            else
                form().answer(key, choices.at(std::min<qsizetype>(value - 1, choices.size() - 1)).toMap().value("value"));
            form().next();
        }
    }
    bool finished() {
        form().finish();
        return QTest::qWaitFor([this] { return form().isFinished(); }) && m_world->settled();
    }
    void startSteps(const QString& point) { form().start(m_steps, QString::fromStdString(m_parent), point, "parent", "none", false); }
    void startFaces(const QString& point = "baseline") { form().start(m_faces, QString::fromStdString(m_child), point, "child", "read_aloud", true); }
    bool endsHandOver(const QString& pin) {
        form().endHandOver(pin);
        return QTest::qWaitFor([this] { return m_world->app().stage() == App::Stage::Open; });
    }
    bool restartAs(const std::string& user, const QString& pin = kPin) {
        m_world->stop();
        m_world->start();
        return m_world->unlockAs(user, pin);
    }
    QVariantMap only() { return person().questionnaires().size() == 1 ? person().questionnaires().at(0).toMap() : QVariantMap(); }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        m_child = m_world->addPerson("Idris Akhtar", {{"kind", "child"}, {"born", {{"date", "2019-05-01"}, {"precision", "day"}}}});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void anEndIsNotTakenForASecondStart() {
        form().prepare(QString::fromStdString(m_parent), m_steps);
        QCOMPARE(form().suggestedPoint(), "baseline");
        startSteps("exit");
        answerAll(4);
        QVERIFY(finished());
        form().leave();
        form().prepare({}, {});
        form().prepare(QString::fromStdString(m_parent), m_steps);
        QCOMPARE(form().suggestedPoint(), "");
    }

    void theyCannotBeReadWhileTheNextAreHalfFilled() {
        startSteps("baseline");
        answerAll(2);
        QVERIFY(finished());
        form().leave();
        person().open(QString::fromStdString(m_parent));
        auto& given = *m_world->app().answers();
        const auto baseline = only().value("responseId").toString();
        QVERIFY(!only().value("waits").toBool());
        given.open(baseline);
        QVERIFY(given.active());

        startSteps("exit");
        form().answer(form().entry(0).value("key").toString(), 4);
        form().leave();
        QTRY_VERIFY(!form().active());
        QTRY_VERIFY(only().value("waits").toBool());
        given.open(baseline);
        QVERIFY(!given.active());

        form().resume(form().drafts().at(0).toMap().value("key").toString());
        answerAll(4);
        QVERIFY(finished());
        QCOMPARE(form().previous().size(), 2);
        form().leave();
        given.open(baseline);
        QVERIFY(given.active());
    }

    void anotherQuestionnaireHalfFilledHidesNothing() {
        startSteps("baseline");
        answerAll(2);
        QVERIFY(finished());
        form().leave();
        startFaces();
        QVERIFY(endsHandOver(kPin));
        person().open(QString::fromStdString(m_parent));
        QCOMPARE(form().drafts().size(), 1);
        QVERIFY(!only().value("waits").toBool());
    }

    void aVeryLowAnswerIsToldAfterThePin_data() {
        QTest::addColumn<bool>("crashes");
        QTest::addColumn<bool>("locks");
        QTest::newRow("in one go") << false << false;
        QTest::newRow("after a lock before the PIN") << false << true;
        QTest::newRow("after a flat battery before the PIN") << true << false;
    }
    void aVeryLowAnswerIsToldAfterThePin() {
        QFETCH(bool, crashes);
        QFETCH(bool, locks);
        startFaces();
        answerAll(1);
        QVERIFY(finished());
        QVERIFY(form().prompts().isEmpty());  // the child reads the screen now
        if (locks) {
            m_world->app().lock();
            QVERIFY(m_world->unlockAs(m_world->samina));
        }
        if (crashes) QVERIFY(restartAs(m_world->samina));
        QCOMPARE(m_world->app().stage(), App::Stage::HandOver);
        QVERIFY(form().isFinished());
        QVERIFY(form().prompts().isEmpty());
        QVERIFY(endsHandOver(kPin));
        QVERIFY(form().isFinished());
        QCOMPARE(form().prompts(), m_safe);
        QCOMPARE(form().previous().size(), 1);
    }

    void oneOddValueKeepsNoVeryLowAnswerBack() {
        base::Json answers = {{"note", {"x"}}, {"q1", nullptr}};
        for (int item = 2; item <= 8; ++item)
            answers["q" + std::to_string(item)] = 1;
        m_world->service.set(m_world->caseStream(), "response",
                             {{"person", "person:" + m_child}, {"instrument", "instrument:" + m_faces.toStdString()}, {"point", "baseline"}, {"respondent", "child"},
                              {"help", "read_aloud"}, {"language", "en"}, {"answers", answers}, {"finished", m_world->clock.wallMs()}});
        QVERIFY(m_world->sync());
        person().open(QString::fromStdString(m_child));
        QTRY_COMPARE(person().prompts(), QStringList{"I feel safe here. (21 November 2026)"});
    }

    void aGoodAnswerAsksForNothing() {
        startFaces();
        answerAll(4);
        QVERIFY(finished());
        QVERIFY(endsHandOver(kPin));
        QVERIFY(form().prompts().isEmpty());
        person().open(QString::fromStdString(m_child));
        QVERIFY(person().prompts().isEmpty());
    }

    void whatAVolunteerIsNotShownAWorkerIsToldOnThePersonsPage() {
        m_world->app().addWorker();
        m_world->app().join(QString::fromStdString(m_world->service.joinCode(m_world->dave)));
        QTRY_COMPARE(m_world->app().stage(), App::Stage::ChoosePin);
        m_world->app().choosePin(kOtherPin, kOtherPin);
        QTRY_COMPARE(m_world->app().userName(), "Dave Ward");
        QTRY_VERIFY(m_world->bridge().mirror().isWhole());
        startFaces();
        answerAll(1);
        QVERIFY(finished());
        QVERIFY(endsHandOver(kOtherPin));
        QVERIFY(form().prompts().isEmpty());
        person().open(QString::fromStdString(m_child));
        QVERIFY(person().prompts().isEmpty());

        QVERIFY(restartAs(m_world->samina));
        person().open(QString::fromStdString(m_child));
        QCOMPARE(person().prompts(), QStringList{"I feel safe here. (21 November 2026)"});
        // Better answers end it, and while they are being given nothing is told of the earlier ones.
        form().leave();
        m_world->pass(86'400'000);
        startFaces("interim");
        QVERIFY(endsHandOver(kPin));
        QVERIFY(person().prompts().isEmpty());
        form().resume(form().drafts().at(0).toMap().value("key").toString());
        answerAll(5);
        QVERIFY(finished());
        if (m_world->app().stage() == App::Stage::HandOver) QVERIFY(endsHandOver(kPin));
        form().leave();
        person().open(QString::fromStdString(m_child));
        QCOMPARE(person().questionnaires().size(), 2);
        QVERIFY(person().prompts().isEmpty());
    }
};

QTEST_MAIN(tst_earlier_answers)
#include "tst_earlier_answers.moc"
