// What people said, from hand-made facts: counts, net satisfaction, comments, and what stays unsaid.
#include "shared/base/json.h"
#include "shared/questionnaire/instrument.h"
#include "sync/service/reports/feedback_report.h"
#include "sync/service/reports/report_json.h"

#include <QTest>

#include <algorithm>

using namespace waymark;
using namespace waymark::service;
using base::Json;

namespace {

const std::string kVenue = "library";
const std::string kYourViews = questionnaire::instrumentId("your_views", 1);

struct Given {
    FeedbackRows rows;
    InstrumentBook book;
    Scope scope{{kVenue}, true, {}, {}};

    Given() { session("s1", "2026-05-04"); }
    void session(const std::string& id, const std::string& date) {
        rows.sessions.push_back({id, kVenue, "stay and play", date, "signed", "", "", false});
    }
    void answer(const Json& answers, const std::string& session = "s1") {
        rows.feedback.push_back({"f" + std::to_string(rows.feedback.size()), kVenue, session, kYourViews, answers.dump()});
    }
    void answers(const std::string& value, int times) {
        for (int i = 0; i < times; ++i)
            answer({{"q1", value}});
    }
    FeedbackReport report(Audience audience = Audience::Team) const {
        return feedbackReport(rows, book, scope, {{{kVenue, "Library"}}, {}}, Disclosure(audience));
    }
};

const ItemAnswers& item(const InstrumentFeedback& feedback, const std::string& key) {
    const auto it = std::find_if(feedback.items.begin(), feedback.items.end(), [&key](const ItemAnswers& a) { return a.key == key; });
    static const ItemAnswers none;
    return it == feedback.items.end() ? none : *it;
}

}  // namespace

class tst_feedback_report : public QObject {
    Q_OBJECT

private slots:
    void netSatisfactionOfTheWorkedExampleIsSeventyOnePointTwo() {
        Given facts;
        facts.answers("very_good", 22);
        facts.answers("good", 30);
        facts.answers("ok", 9);
        facts.answers("poor", 4);
        facts.answers("very_poor", 1);
        const auto report = facts.report();
        QCOMPARE(report.instruments.size(), std::size_t(1));
        QCOMPARE(qRound(report.instruments[0].netSatisfaction.value.value() * 10), 712);
        QCOMPARE(report.instruments[0].byVenue[0].answers.value, 66);
        QCOMPARE(qRound(report.instruments[0].byVenue[0].netSatisfaction.value.value() * 10), 712);
    }

    void eachChoiceIsCountedInTheOrderOfTheQuestionnaire() {
        Given facts;
        facts.answers("good", 4);
        facts.answers("very_good", 5);
        facts.answer({{"q1", {{"missing", "refused"}}}});
        const auto& q1 = item(facts.report().instruments[0], "q1");
        QCOMPARE(q1.choices.size(), std::size_t(5));
        QCOMPARE(q1.choices[0].label, std::string("Very good"));
        QCOMPARE(q1.choices[0].count.value, 5);
        QCOMPARE(q1.choices[1].count.value, 4);
        QCOMPARE(q1.choices[4].count.value, 0);
        QCOMPARE(q1.answered.value, 9);
        QCOMPARE(q1.missing.value, 1);
        QCOMPARE(q1.choices[0].share.value(), 5.0 / 9.0);
    }

    void fourAnswersGiveCountsToTheTeamButNoShares() {
        Given facts;
        facts.answers("very_good", 4);
        const auto report = facts.report();
        QCOMPARE(report.instruments[0].answers.value, 4);
        QVERIFY(!report.instruments[0].answers.hidden);
        QVERIFY(!report.instruments[0].netSatisfaction.value);
        QVERIFY(!item(report.instruments[0], "q1").choices[0].share);
    }

    void aMonthWithFourAnswersHasNoNetSatisfactionAmongOthersThatHave() {
        Given facts;
        facts.answers("good", 10);
        facts.session("s2", "2026-06-01");
        for (int i = 0; i < 4; ++i)
            facts.answer({{"q1", "poor"}}, "s2");
        const auto& months = facts.report().instruments[0].byMonth;
        QCOMPARE(months.size(), std::size_t(2));
        QCOMPARE(months[0].netSatisfaction.value.value(), 100.0);
        QVERIFY(!months[1].netSatisfaction.value);
    }

    void aPartnerSeesNoSmallChoiceNorTheOneThatWouldGiveItAway() {
        Given facts;
        facts.answers("very_good", 20);
        facts.answers("good", 12);
        facts.answers("poor", 2);
        const auto report = facts.report(Audience::Partner);
        const auto& q1 = item(report.instruments[0], "q1");
        QVERIFY(!q1.answered.hidden);
        QVERIFY(!q1.choices[0].count.hidden);
        QVERIFY(q1.choices[1].count.hidden);
        QVERIFY(q1.choices[3].count.hidden);
        QVERIFY(!q1.choices[3].share);
    }

    void netSatisfactionIsToldOnlyIfNoHiddenCountFollowsFromIt_data() {
        QTest::addColumn<QList<int>>("answers");  // very good, good, ok, poor, very poor
        QTest::addColumn<bool>("told");
        QTest::newRow("nothing is hidden") << QList<int>{22, 30, 9, 5, 6} << true;
        QTest::newRow("two kinds of displeased share a number that is no secret") << QList<int>{22, 30, 9, 4, 1} << true;
        QTest::newRow("everybody is pleased") << QList<int>{22, 30, 0, 0, 0} << true;
        QTest::newRow("three in between would follow from it") << QList<int>{22, 30, 3, 5, 6} << false;
        QTest::newRow("two displeased would follow from it") << QList<int>{22, 30, 9, 1, 1} << false;
        QTest::newRow("four good ones would follow from it") << QList<int>{22, 4, 9, 6, 6} << false;
        QTest::newRow("two hidden kinds that make up their sum in one way only") << QList<int>{22, 30, 9, 4, 4} << false;
    }
    void netSatisfactionIsToldOnlyIfNoHiddenCountFollowsFromIt() {
        QFETCH(QList<int>, answers);
        QFETCH(bool, told);
        Given facts;
        const QStringList choices = {"very_good", "good", "ok", "poor", "very_poor"};
        for (qsizetype i = 0; i < choices.size(); ++i)
            facts.answers(choices[i].toStdString(), answers[i]);
        const auto& net = facts.report(Audience::Partner).instruments[0].netSatisfaction;
        QCOMPARE(net.value.has_value(), told);
        QCOMPARE(net.hidden, !told);
        QCOMPARE(facts.report(Audience::Partner).instruments[0].byVenue[0].netSatisfaction.value.has_value(), told);
        QVERIFY(facts.report(Audience::Team).instruments[0].netSatisfaction.value);
    }

    void aMonthWhoseNetSatisfactionIsHiddenTakesAnotherWithIt() {
        Given facts;
        facts.answers("good", 20);  // May
        facts.answers("ok", 5);
        facts.session("s2", "2026-06-01");
        for (int i = 0; i < 8; ++i)
            facts.answer({{"q1", "good"}}, "s2");
        facts.session("s3", "2026-07-01");
        for (int i = 0; i < 12; ++i)
            facts.answer({{"q1", i < 10 ? "good" : "ok"}}, "s3");
        const auto& months = facts.report(Audience::Partner).instruments[0].byMonth;
        QVERIFY(months[0].netSatisfaction.value);
        QVERIFY(months[1].netSatisfaction.hidden);  // else July's follows from all, May and June
        QVERIFY(months[2].netSatisfaction.hidden);
        QVERIFY(!months[1].answers.hidden && !months[2].answers.hidden);
    }

    void rowsThatAreAllHiddenAreLeftOut() {
        Given facts;
        for (int month = 1; month <= 5; ++month) {
            const std::string date = "2026-0" + std::to_string(month) + "-10", id = "month " + std::to_string(month);
            facts.session(id, date);
            facts.answer({{"q1", "good"}}, id);
        }
        QCOMPARE(facts.report().instruments[0].byMonth.size(), std::size_t(5));
        QVERIFY(facts.report(Audience::Partner).instruments[0].byMonth.empty());  // five hidden rows of five answers are one each
    }

    void howManyLeftAQuestionOpenIsNoSecret() {
        Given facts;
        facts.answers("good", 20);
        facts.answer({{"q1", {{"missing", "refused"}}}});
        const auto& q1 = item(facts.report(Audience::Partner).instruments[0], "q1");
        QCOMPARE(q1.answered.value, 20);
        QVERIFY(!q1.missing.hidden);  // 21 answers and 20 to this question are told, so hiding it would only pretend
    }

    void onlyWordsThatMayBeUsedAreShown() {
        Given facts;
        facts.answers("good", 5);
        facts.answer({{"q1", "ok"}, {"q5", "  More toys for babies  "}, {"q6", "yes"}});
        facts.answer({{"q1", "ok"}, {"q5", "Keep this to yourselves"}, {"q6", "no"}});
        facts.answer({{"q1", "ok"}, {"q5", "I did not say whether you may"}});
        const auto& feedback = facts.report().instruments[0];
        QCOMPARE(feedback.comments, std::vector<std::string>{"More toys for babies"});
        QCOMPARE(feedback.commentsKept, 2);
    }

    void wordsOutOfASmallCrowdAreKeptBack() {
        Given facts;
        facts.answers("good", 3);
        facts.answer({{"q5", "You can guess who I am"}, {"q6", "yes"}});
        QVERIFY(facts.report().instruments[0].comments.empty());
    }

    void wordsStayInTheTeam() {
        Given facts;
        facts.answers("good", 30);
        facts.answer({{"q5", "Open earlier"}, {"q6", "yes"}});
        QCOMPARE(facts.report(Audience::Team).instruments[0].comments.size(), std::size_t(1));
        QVERIFY(facts.report(Audience::Partner).instruments[0].comments.empty());
    }

    void aValueThatIsNoChoiceIsNotCounted() {
        Given facts;
        facts.answers("good", 5);
        facts.answers("splendid", 5);
        const auto& q1 = item(facts.report().instruments[0], "q1");
        QCOMPARE(q1.answered.value, 5);
        QCOMPARE(facts.report().instruments[0].netSatisfaction.value.value(), 100.0);
    }

    void answersToAnUnknownQuestionnaireAreCountedApart() {
        Given facts;
        facts.rows.feedback.push_back({"f", kVenue, "s1", "an instrument that the service does not have", "{}"});
        QCOMPARE(facts.report().unreadable, 1);
        QVERIFY(facts.report().instruments.empty());
    }

    void oneOddValueIsMissingAndTheOthersCount_data() {
        QTest::addColumn<QByteArray>("odd");
        for (const char* odd : {"null", "true", R"({"missing": "not_reached"})", "[1]", "4.5"})
            QTest::newRow(odd) << QByteArray(odd);
    }
    void oneOddValueIsMissingAndTheOthersCount() {
        QFETCH(QByteArray, odd);
        Given facts;
        facts.answers("good", 5);
        facts.answer({{"q1", "good"}, {"q2", Json::parse(odd.toStdString())}, {"a key that it does not have", Json::array()}});
        const auto report = facts.report();
        QCOMPARE(report.unreadable, 0);
        QCOMPARE(item(report.instruments.at(0), "q1").answered.value, 6);
        QCOMPARE(item(report.instruments.at(0), "q2").missing.value, 6);
    }

    void answersAtASessionThatIsNotKnownAreCountedApart() {
        Given facts;
        facts.answers("good", 5);
        for (int i = 0; i < 6; ++i)
            facts.answer({{"q1", "good"}}, "a session that has not arrived");
        facts.session("s2", "2026-05-05");
        facts.rows.sessions.back().deleted = true;
        facts.answer({{"q1", "good"}}, "s2");
        QCOMPARE(facts.report().instruments.at(0).answers.value, 5);
        QCOMPARE(facts.report().withoutSession.value, 6);
        QCOMPARE(facts.report().unreadable, 0);
        QCOMPARE(toJson(facts.report())["without_session"].get<int>(), 6);
        QVERIFY(toJson(facts.report(Audience::Outside))["without_session"].is_null());
    }

    void howManyCouldHaveAnsweredIsCountedBesideThoseWhoDid() {
        Given facts;
        facts.session("s2", "2026-05-05");
        facts.answers("good", 2);
        for (int i = 0; i < 7; ++i)
            facts.rows.marks.push_back({"m" + std::to_string(i), kVenue, "s1", "p" + std::to_string(i), "present", 0, false});
        facts.rows.marks.push_back({"m7", kVenue, "s2", "p1", "present", 0, false});  // nobody was asked there
        QCOMPARE(facts.report().attendances.value, 7);
    }
};

QTEST_GUILESS_MAIN(tst_feedback_report)
#include "tst_feedback_report.moc"
