// Reading aloud: only where there is a voice, only when asked, and told in the record.
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/questionnaire/instrument.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;

class tst_reader : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_parent;
    const QString m_steps = QString::fromStdString(questionnaire::instrumentId("family_steps", 1));

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    mobile::ReaderModel& reader() { return *m_world->app().reader(); }
    void start(const QString& help = "none", bool handOver = true) {
        form().start(m_steps, QString::fromStdString(m_parent), "baseline", "parent", help, handOver);
        QVERIFY(form().active());
    }
    std::string recordedHelp() {
        while (!form().atReview()) {
            form().answerMissing(form().entry(0).value("key").toString(), "skipped");
            form().next();
        }
        form().finish();
        if (!QTest::qWaitFor([this] { return form().isFinished(); }) || !m_world->sync()) return "not recorded";
        const auto rows = m_world->service.rows(m_world->caseStream(), "response");
        return rows.size() == 1 ? base::textOf(rows.front().values, "help") : "not one";
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void nothingIsSaidUntilSomebodyAsks() {
        QVERIFY(!reader().offered());
        start();
        QVERIFY(reader().offered());
        form().answer(form().entry(0).value("key").toString(), 3);
        form().next();
        QVERIFY(m_world->voice.said.isEmpty());
        QVERIFY(!reader().speaking());
    }

    void theQuestionIsReadWithItsChoicesInTheirOrder() {
        start();
        reader().toggle();
        QVERIFY2(m_world->voice.said.value(0).startsWith(form().intro()), "what this is comes before the first question");
        form().next();
        reader().toggle();
        QVERIFY(reader().speaking());
        QCOMPARE(m_world->voice.said.size(), 2);
        const auto said = m_world->voice.said.back();
        const auto question = form().entry(0).value("text").toString();
        QVERIFY2(said.startsWith(question), qPrintable(said));
        qsizetype at = question.size();
        const auto choices = form().entry(0).value("choices").toList();
        QVERIFY(choices.size() > 2);
        for (const auto& choice : choices) {
            const auto found = said.indexOf(choice.toMap().value("label").toString() + '.', at);
            QVERIFY2(found >= at, qPrintable(said));
            at = found;
        }
    }

    void ofAScaleOfNumbersOnlyTheEndsAreRead() {
        const auto path = QString::fromStdString(questionnaire::instrumentId("my_path", 1));
        form().start(path, QString::fromStdString(m_parent), "baseline", "self", "none", true);
        reader().toggle();
        const auto said = m_world->voice.said.value(0);
        QVERIFY2(said.contains("1: ") && said.contains("10: "), qPrintable(said));
        QVERIFY2(!said.contains("5: "), qPrintable(said));
    }

    void aSecondTapAndTheNextQuestionAndALockMakeItSilent() {
        start();
        reader().toggle();
        reader().toggle();
        QVERIFY(!reader().speaking());
        reader().toggle();
        form().answer(form().entry(0).value("key").toString(), 3);
        QVERIFY2(reader().speaking(), "an answer does not cut it off");
        form().next();
        QVERIFY(!reader().speaking());
        reader().toggle();
        m_world->app().lock();
        QVERIFY(!reader().speaking());
        QVERIFY(!reader().offered());
        QCOMPARE(m_world->voice.said.size(), 3);
    }

    void itEndsByItself() {
        start();
        reader().toggle();
        m_world->voice.end();
        QVERIFY(!reader().speaking());
    }

    void withoutAVoiceForTheLanguageItIsNotOffered() {
        m_world->voice.languages = {"pl"};
        start();
        QVERIFY(!reader().offered());
        reader().toggle();
        QVERIFY(m_world->voice.said.isEmpty());
    }

    void aDeviceWithoutALoudspeakerSaysSoAndOffersItNoMore() {
        start();
        reader().toggle();
        m_world->voice.languages.clear();
        m_world->voice.end();
        QVERIFY(!reader().offered());
        QVERIFY(reader().problem().contains("could not make a sound"));
        form().next();
        QCOMPARE(reader().problem(), "");
    }

    void whoeverWasReadToIsRecordedAsHelped_data() {
        QTest::addColumn<QString>("named");
        QTest::addColumn<bool>("read");
        QTest::addColumn<QByteArray>("recorded");
        QTest::newRow("no help named, nothing read") << "none" << false << QByteArray("none");
        QTest::newRow("no help named, read aloud by the device") << "none" << true << QByteArray("read_aloud");
        QTest::newRow("an interpreter, read aloud by the device") << "interpreter" << true << QByteArray("interpreter");
    }
    void whoeverWasReadToIsRecordedAsHelped() {
        QFETCH(QString, named);
        QFETCH(bool, read);
        QFETCH(QByteArray, recorded);
        start(named, false);
        if (read) reader().toggle();
        QCOMPARE(QByteArray::fromStdString(recordedHelp()), recorded);
    }
};

QTEST_MAIN(tst_reader)
#include "tst_reader.moc"
