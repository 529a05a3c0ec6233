// Which questions come, in which order, where to go on, and what a finished questionnaire holds.
#include "shared/questionnaire/progress.h"
#include "shared/questionnaire/shipped.h"

#include <QTest>

using namespace waymark::questionnaire;
using waymark::domain::Point;
using waymark::domain::Respondent;

namespace {

const Instrument& shipped(std::string_view family) { return *findShipped(family); }

QString keysOf(const std::vector<Step>& steps) {
    QStringList keys;
    for (const Step& step : steps)
        keys << QString::fromStdString(step.item->key);
    return keys.join(' ');
}

const Context kStart{Point::Baseline, Respondent::Parent, {}};

}  // namespace

class tst_flow : public QObject {
    Q_OBJECT

private slots:
    void theRightQuestionsAreAsked_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("point");
        QTest::addColumn<int>("age");
        QTest::addColumn<QString>("keys");
        const QString twelve = "q1 q2 q3 q4 q5 q6 q7 q8 q9 q10 q11 q12", nine = "q1 q2 q3 q4 q5 q6 q7 q8 q9";
        QTest::newRow("Family Steps at the start") << "family_steps" << int(Point::Baseline) << 30 << twelve;
        QTest::newRow("Family Steps in between") << "family_steps" << int(Point::Interim) << 30 << twelve;
        QTest::newRow("Family Steps at the end") << "family_steps" << int(Point::Exit) << 30 << twelve + " anchor then changed next";
        QTest::newRow("Family Steps months later") << "family_steps" << int(Point::FollowUp) << 30 << twelve;
        QTest::newRow("My Path at the end") << "my_path" << int(Point::Exit) << 15 << twelve + " anchor then proud";
        QTest::newRow("My Faces at six") << "my_faces" << int(Point::Baseline) << 6 << "practice_1 practice_2 " + nine + " again";
        QTest::newRow("My Faces at nine") << "my_faces" << int(Point::Baseline) << 9 << "practice_1 practice_2 " + nine + " q10 again";
        QTest::newRow("Your Views") << "your_views" << int(Point::Baseline) << 30 << "q1 q2 q3 q4 q5 q6";
    }
    void theRightQuestionsAreAsked() {
        QFETCH(QString, family);
        QFETCH(int, point);
        QFETCH(int, age);
        const Context context{static_cast<Point>(point), Respondent::Self, age};
        QTEST(keysOf(stepsFor(shipped(family.toStdString()), context)), "keys");
    }

    void anItemForOneRespondentIsAskedOfThatOneOnly() {
        Instrument instrument = shipped("family_steps");
        instrument.items[2].respondents = {Respondent::Worker};
        QCOMPARE(stepsFor(instrument, kStart).size(), 11u);
        QCOMPARE(stepsFor(instrument, {Point::Baseline, Respondent::Worker, {}}).size(), 12u);
    }

    void sectionsFrameTheQuestions() {
        const auto steps = stepsFor(shipped("my_faces"), {Point::Baseline, Respondent::Child, 6});
        QVERIFY(steps.front().section == Section::Practice);
        QVERIFY(steps[2].section == Section::Questions);
        QVERIFY(steps.back().section == Section::Closing);
    }

    void theFirstOpenQuestionIsWhereToGoOn() {
        Answers answers;
        Progress progress = progressOf(shipped("family_steps"), answers, kStart);
        QCOMPARE(progress.steps, 12u);
        QCOMPARE(progress.firstOpen, std::optional<std::size_t>(0));

        answers["q1"] = 4.0;
        answers["q2"] = Missing::Skipped;
        answers["q3"] = Missing::Refused;
        answers["q5"] = 2.0;
        progress = progressOf(shipped("family_steps"), answers, kStart);
        QCOMPARE(progress.answered, 2u);
        QCOMPARE(progress.missing, 2u);
        QCOMPARE(progress.firstOpen, std::optional<std::size_t>(3));
        QCOMPARE(progress.toReview, (std::vector<std::string>{"q2", "q4", "q6", "q7", "q8", "q9", "q10", "q11", "q12"}));
        QVERIFY(!progress.isComplete());
    }

    void everyQuestionWithAnEntryIsComplete() {
        Answers answers;
        for (const Step& step : stepsFor(shipped("family_steps"), kStart))
            answers[step.item->key] = Missing::Refused;
        const Progress progress = progressOf(shipped("family_steps"), answers, kStart);
        QVERIFY(progress.isComplete());
        QVERIFY(progress.toReview.empty());
        QVERIFY(!finished(shipped("family_steps"), answers, kStart).partial);
    }

    void stoppingEarlyTellsSkippedFromNotReached() {
        const Answers answers = {{"q1", 4.0}, {"q3", Missing::Refused}};
        const Finished result = finished(shipped("family_steps"), answers, kStart);
        QVERIFY(result.partial);
        QCOMPARE(result.answers.size(), 12u);
        QVERIFY(result.answers.at("q1") == Answer(4.0));
        QVERIFY(result.answers.at("q2") == Answer(Missing::Skipped));
        QVERIFY(result.answers.at("q3") == Answer(Missing::Refused));
        QVERIFY(result.answers.at("q4") == Answer(Missing::NotAsked));
        QVERIFY(result.answers.at("q12") == Answer(Missing::NotAsked));
    }

    void answersThatAreNotAskedAreNotKept() {
        const Answers answers = {{"q12", 4.0}, {"anchor", std::string("much_better")}};
        const Finished result = finished(shipped("family_steps"), answers, kStart);
        QVERIFY(!result.answers.contains("anchor"));
        QVERIFY(!result.partial);
        QVERIFY(finished(shipped("family_steps"), answers, {Point::Exit, Respondent::Parent, {}}).answers.contains("anchor"));
    }

    void finishingTwiceChangesNothing() {
        const Answers answers = {{"q1", 4.0}, {"q7", 2.0}};
        const Finished once = finished(shipped("family_steps"), answers, kStart);
        QVERIFY(finished(shipped("family_steps"), once.answers, kStart).answers == once.answers);
    }
};

QTEST_APPLESS_MAIN(tst_flow)
#include "tst_flow.moc"
