// Scores of the shipped instruments: a case worked by hand, when there is a score and when there is none, and what holds for any answers.
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/shipped.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace waymark::questionnaire;
using waymark::domain::Point;
using waymark::domain::Respondent;

namespace {

const Instrument& shipped(std::string_view family) {
    const Instrument* instrument = findShipped(family);
    if (!instrument) qFatal("not shipped");
    return *instrument;
}

Answers read(const char* json) {
    auto answers = answersFromJson(*waymark::base::parseJson(json));
    if (!answers) qFatal("%s", answers.error().detail.c_str());
    return *answers;
}

/// q1 … q12 answered with these, 0 for no answer.
Answers rated(const std::vector<int>& values) {
    Answers answers;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] != 0) answers["q" + std::to_string(i + 1)] = double(values[i]);
    return answers;
}

bool isNear(std::optional<double> value, double expected, double within) { return value && std::fabs(*value - expected) <= within; }

const Score& named(const std::vector<Score>& scores, std::string_view key) {
    for (const Score& score : scores)
        if (score.key == key) return score;
    qFatal("no such score");
}

const Context kBaseline{Point::Baseline, Respondent::Parent, {}};
Context child(std::optional<int> age) { return {Point::Baseline, Respondent::Child, age}; }

}  // namespace

class tst_scoring : public QObject {
    Q_OBJECT

private slots:
    void familyStepsScoresTheWorkedCase() {
        const Answers answers = read(R"({"q1":4,"q2":3,"q3":5,"q4":2,"q5":4,"q6":{"missing":"refused"},
                                         "q7":3,"q8":2,"q9":4,"q10":4,"q11":1,"q12":5})");
        const Scores scores = score(shipped("family_steps"), answers, kBaseline);
        QCOMPARE(scores.total->answered, 11);
        QCOMPARE(scores.total->of, 12);
        QCOMPARE(scores.total->sum, 43.0);
        QVERIFY(isNear(scores.total->mean, 3.9091, 0.00005));
        QVERIFY(isNear(scores.total->pomp, 72.727, 0.0005));
        QVERIFY(isNear(named(scores.domains, "everyday_learning").mean, 4.000, 0.0005));
        QVERIFY(isNear(named(scores.domains, "confidence").mean, 3.000, 0.0005));
        QVERIFY(isNear(named(scores.domains, "home_life").mean, 3.667, 0.0005));
        QVERIFY(isNear(named(scores.domains, "links").mean, 4.667, 0.0005));
        QVERIFY(!scores.straightLined);
        QVERIFY(scores.invalid.empty());
    }

    void reversingTurnsTheScaleRound() {
        const Scores scores = score(shipped("my_path"), rated({1, 1, 10, 1, 1, 10, 1, 1, 1, 1, 1, 1}), kBaseline);
        QCOMPARE(*scores.total->mean, 1.0);
        QCOMPARE(*scores.total->pomp, 0.0);
        QCOMPARE(*score(shipped("my_path"), rated({10, 10, 1, 10, 10, 1, 10, 10, 10, 10, 10, 10}), kBaseline).total->pomp, 100.0);
    }

    void aTotalNeedsEnoughAnswers_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("answered");
        QTest::addColumn<bool>("scored");
        QTest::newRow("Family Steps with ten of twelve") << "family_steps" << 10 << true;
        QTest::newRow("Family Steps with nine of twelve") << "family_steps" << 9 << false;
        QTest::newRow("My Path with ten of twelve") << "my_path" << 10 << true;
        QTest::newRow("My Path with nine of twelve") << "my_path" << 9 << false;
        QTest::newRow("My Faces with seven of nine") << "my_faces" << 7 << true;
        QTest::newRow("My Faces with six of nine") << "my_faces" << 6 << false;
        QTest::newRow("nothing answered") << "family_steps" << 0 << false;
    }
    void aTotalNeedsEnoughAnswers() {
        QFETCH(QString, family);
        QFETCH(int, answered);
        QFETCH(bool, scored);
        const Scores scores = score(shipped(family.toStdString()), rated(std::vector<int>(answered, 4)), child(9));
        QCOMPARE(scores.total->answered, answered);
        QCOMPARE(scores.total->mean.has_value(), scored);
        QCOMPARE(scores.total->pomp.has_value(), scored);
        QCOMPARE(scores.total->reason.has_value(), !scored);
        if (!scored) QCOMPARE(*scores.total->reason, NoScore::TooFewAnswered);
    }

    void aDomainNeedsTwoOfThree() {
        const Scores scores = score(shipped("family_steps"), rated({4, 2, 0, 5}), kBaseline);
        QCOMPARE(*named(scores.domains, "everyday_learning").mean, 3.0);
        QVERIFY(!named(scores.domains, "confidence").mean);
        QCOMPARE(*named(scores.domains, "confidence").reason, NoScore::TooFewAnswered);
    }

    void noMissingCodeCountsAsAnAnswer_data() {
        QTest::addColumn<QString>("code");
        QTest::newRow("rather not say") << "refused";
        QTest::newRow("does not fit us") << "not_applicable";
        QTest::newRow("skipped") << "skipped";
        QTest::newRow("not reached") << "not_asked";
    }
    void noMissingCodeCountsAsAnAnswer() {
        QFETCH(QString, code);
        Answers answers = rated(std::vector<int>(12, 3));
        answers["q5"] = *answerFromJson({{"missing", code.toStdString()}});
        const Scores scores = score(shipped("family_steps"), answers, kBaseline);
        QCOMPARE(scores.total->answered, 11);
        QCOMPARE(named(scores.domains, "confidence").answered, 2);
        QVERIFY(scores.invalid.empty());
    }

    void theShyItemOfMyFacesStandsAlone_data() {
        QTest::addColumn<int>("age");
        QTest::addColumn<bool>("reported");
        QTest::newRow("a child of seven is not asked") << 7 << false;
        QTest::newRow("a child of eight is") << 8 << true;
        QTest::newRow("a child of ten is") << 10 << true;
        QTest::newRow("a child of unknown age is not") << -1 << false;
    }
    void theShyItemOfMyFacesStandsAlone() {
        QFETCH(int, age);
        QFETCH(bool, reported);
        Answers answers = rated({3, 3, 3, 3, 3, 3, 3, 3, 3, 1});
        const Context context = child(age < 0 ? std::nullopt : std::optional(age));
        const Scores scores = score(shipped("my_faces"), answers, context);
        QCOMPARE(scores.total->of, 9);
        QCOMPARE(*scores.total->mean, 3.0);
        const Score& alone = named(scores.alone, "joining_in");
        QCOMPARE(alone.mean.has_value(), reported);
        if (reported)
            QCOMPARE(*alone.mean, 5.0);
        else
            QCOMPARE(*alone.reason, NoScore::NothingAsked);
    }

    void practiceAndClosingAreNeverScored() {
        Answers answers = rated(std::vector<int>(9, 2));
        const Scores before = score(shipped("my_faces"), answers, child(6));
        answers["practice_1"] = 5.0;
        answers["practice_2"] = 5.0;
        answers["again"] = std::string("yes");
        const Scores after = score(shipped("my_faces"), answers, child(6));
        QCOMPARE(*after.total->mean, *before.total->mean);
        QCOMPARE(after.total->answered, 9);
        QVERIFY(after.invalid.empty());
    }

    void exitQuestionsDoNotChangeTheScore() {
        Answers answers = rated(std::vector<int>(12, 2));
        answers["then"] = 5.0;
        answers["anchor"] = std::string("much_better");
        const Context exit{Point::Exit, Respondent::Parent, {}};
        QCOMPARE(*score(shipped("family_steps"), answers, exit).total->mean,
                 *score(shipped("family_steps"), rated(std::vector<int>(12, 2)), exit).total->mean);
    }

    void anAnswerOffTheScaleIsToldAndNotScored_data() {
        QTest::addColumn<QString>("answer");
        QTest::newRow("below the scale") << "0";
        QTest::newRow("above the scale") << "6";
        QTest::newRow("between two steps") << "3.5";
        QTest::newRow("words") << "\"very\"";
    }
    void anAnswerOffTheScaleIsToldAndNotScored() {
        QFETCH(QString, answer);
        Answers answers = rated(std::vector<int>(12, 3));
        answers["q1"] = *answerFromJson(*waymark::base::parseJson(answer.toStdString()));
        const Scores scores = score(shipped("family_steps"), answers, kBaseline);
        QCOMPARE(scores.total->answered, 11);
        QCOMPARE(scores.invalid, std::vector<std::string>{"q1"});
    }

    void anAnswerToNoItemIsLeftAlone() {
        Answers answers = rated(std::vector<int>(12, 3));
        answers["q99"] = 5.0;
        QCOMPARE(score(shipped("family_steps"), answers, kBaseline).total->answered, 12);
    }

    void theSameAnswerThroughoutIsFlagged_data() {
        QTest::addColumn<QList<int>>("values");
        QTest::addColumn<bool>("straight");
        QTest::addColumn<bool>("highest");
        QTest::newRow("all the same, reversed items too") << QList<int>(12, 4) << true << false;
        QTest::newRow("one other") << QList<int>{4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5} << false << false;
        QTest::newRow("the best answer to all") << QList<int>{5, 5, 5, 5, 5, 5, 5, 1, 5, 5, 1, 5} << false << true;
        QTest::newRow("too few to say") << QList<int>{4, 4} << false << false;
    }
    void theSameAnswerThroughoutIsFlagged() {
        QFETCH(QList<int>, values);
        QFETCH(bool, straight);
        QFETCH(bool, highest);
        const Scores scores = score(shipped("family_steps"), rated({values.begin(), values.end()}), kBaseline);
        QCOMPARE(scores.straightLined, straight);
        QCOMPARE(scores.allHighest, highest);
    }

    void whereLessIsBetterTheLowestAnswersAreTheBest() {
        Instrument turned = shipped("family_steps");
        turned.total->better = waymark::domain::Better::Lower;
        const QList<int> best = {1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 5, 1}, worst = {5, 5, 5, 5, 5, 5, 5, 1, 5, 5, 1, 5};
        const Scores scores = score(turned, rated({best.begin(), best.end()}), kBaseline);
        QVERIFY(scores.allHighest);
        QCOMPARE(*scores.total->value, 1.0);
        QVERIFY(!score(turned, rated({worst.begin(), worst.end()}), kBaseline).allHighest);
    }

    void notFeelingSafeAsksTheWorkerToTalk() {
        Answers answers = rated({5, 1, 5});
        QCOMPARE(score(shipped("my_faces"), answers, child(6)).prompts, std::vector<std::string>{"q2"});
        answers["q2"] = 2.0;
        QVERIFY(score(shipped("my_faces"), answers, child(6)).prompts.empty());
        answers["q2"] = Missing::Refused;
        QVERIFY(score(shipped("my_faces"), answers, child(6)).prompts.empty());
    }

    void feedbackHasNoTotal() {
        const Scores scores = score(shipped("your_views"), read(R"({"q1":"good","q6":"yes"})"), {});
        QVERIFY(!scores.total);
        QVERIFY(scores.domains.empty());
        QVERIFY(scores.invalid.empty());
        QCOMPARE(score(shipped("your_views"), read(R"({"q1":"splendid"})"), {}).invalid, std::vector<std::string>{"q1"});
    }

    void anyAnswersGiveScoresWithinTheScale() {
        std::mt19937 random(20261121);
        for (const ShippedInstrument& one : shippedInstruments())
            for (int round = 0; round < 300; ++round) {
                std::vector<std::pair<std::string, Answer>> given;
                for (const Item& item : one.instrument.items) {
                    const Scale* scale = findScale(one.instrument, item.scale);
                    if (!scale || scale->kind != ScaleKind::Numbers) continue;
                    if (random() % 8 == 0)
                        given.emplace_back(item.key, static_cast<Missing>(random() % 4));
                    else if (random() % 8 != 0)
                        given.emplace_back(item.key, double(scale->lowest + int(random() % (scale->highest - scale->lowest + 1))));
                }
                const Context context{static_cast<Point>(random() % 4), one.instrument.respondents[0], int(5 + random() % 15)};
                const Scores scores = score(one.instrument, Answers(given.begin(), given.end()), context);
                std::shuffle(given.begin(), given.end(), random);
                const Scores again = score(one.instrument, Answers(given.begin(), given.end()), context);

                std::vector<Score> all = scores.domains, allAgain = again.domains;
                all.insert(all.end(), scores.alone.begin(), scores.alone.end());
                allAgain.insert(allAgain.end(), again.alone.begin(), again.alone.end());
                if (scores.total) all.push_back(*scores.total);
                if (again.total) allAgain.push_back(*again.total);
                QCOMPARE(all.size(), allAgain.size());
                for (std::size_t i = 0; i < all.size(); ++i) {
                    QCOMPARE(all[i].mean, allAgain[i].mean);
                    QCOMPARE(all[i].mean.has_value(), !all[i].reason.has_value());
                    QVERIFY(all[i].answered <= all[i].of);
                    if (!all[i].mean) continue;
                    QVERIFY(all[i].answered >= all[i].least);
                    QVERIFY(*all[i].mean >= all[i].lowest && *all[i].mean <= all[i].highest);
                    QVERIFY(*all[i].pomp >= 0.0 && *all[i].pomp <= 100.0);
                }
            }
    }

    void answersComeBackFromJsonAsTheyWere() {
        const Answers answers = read(R"({"q1":4,"q2":{"missing":"not_applicable"},"changed":"More stories.","half":2.5})");
        QCOMPARE(waymark::base::toText(toJson(answers)),
                 std::string(R"({"changed":"More stories.","half":2.5,"q1":4,"q2":{"missing":"not_applicable"}})"));
        QVERIFY(*answersFromJson(toJson(answers)) == answers);
    }

    void whatCanBeReadOfAnswersIsReadItemByItem() {
        const auto odd = waymark::base::parseJson(R"({"q1":4,"q2":null,"q3":true,"q4":{"missing":"not_reached"},"q5":6,"q6":{"missing":"refused"},"note":["x"]})");
        const auto answers = readableAnswers(shipped("family_steps"), *odd);
        QVERIFY(*answers == read(R"({"q1":4,"q6":{"missing":"refused"}})"));
        QVERIFY(!readableAnswers(shipped("family_steps"), waymark::base::Json::array()));
    }

    void answersThatCannotBeReadNameTheItem_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("told");
        QTest::newRow("no object") << "[1,2]"
                                   << "answers: not an object";
        QTest::newRow("true is no answer") << R"({"q1":true})"
                                           << "answers.q1: neither a number, text, nor a missing code";
        QTest::newRow("null is no answer") << R"({"q1":null})"
                                           << "answers.q1: neither a number, text, nor a missing code";
        QTest::newRow("an unknown code") << R"({"q3":{"missing":"later"}})"
                                         << "answers.q3: an unknown missing code";
        QTest::newRow("a code with more beside it") << R"({"q3":{"missing":"refused","x":1}})"
                                                    << "answers.q3: neither a number, text, nor a missing code";
    }
    void answersThatCannotBeReadNameTheItem() {
        QFETCH(QString, json);
        QFETCH(QString, told);
        const auto answers = answersFromJson(*waymark::base::parseJson(json.toStdString()));
        QVERIFY(!answers);
        QCOMPARE(QString::fromStdString(answers.error().detail), told);
    }
};

QTEST_APPLESS_MAIN(tst_scoring)
#include "tst_scoring.moc"
