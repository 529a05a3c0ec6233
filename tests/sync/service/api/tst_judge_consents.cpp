// Consent entities are written once, and a no is never lost (contract, section 4).
#include "tests/sync/service/api/judge_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_judge_consents : public JudgeFixture {
    Q_OBJECT

private slots:
    void init() { makeStore(); }

    void aSecondWordOnAConsent_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("saw");
        QTest::addColumn<QString>("answer");  // that stands
        QTest::addColumn<int>("outcome");
        const int applied = int(Outcome::Applied), quarantined = int(Outcome::Quarantined);
        const auto row = [](const char* name, const char* first, const char* second, bool saw, const char* answer, int outcome) {
            QTest::newRow(name) << first << second << saw << answer << outcome;
        };
        const char* const yes = R"({"answer":"granted","purpose":"photo"})";
        const char* const no = R"({"answer":"withdrawn","purpose":"photo"})";
        row("a yes is withdrawn by who saw it", yes, R"({"answer":"withdrawn"})", true, "withdrawn", applied);
        row("and by who did not", yes, R"({"answer":"refused"})", false, "refused", applied);
        row("they were never asked after all", yes, R"({"answer":"not_asked"})", true, "not_asked", applied);
        row("a yes is taken back", yes, R"({"answer":null})", true, "", applied);
        row("a no does not become a yes, whoever saw it", no, R"({"answer":"granted"})", true, "withdrawn", quarantined);
        row("nor a weaker no", no, R"({"answer":"refused"})", true, "withdrawn", quarantined);
        row("nor nothing", no, R"({"answer":null})", true, "withdrawn", quarantined);
        row("the same again is no second word", no, no, false, "withdrawn", applied);
        row("a yes is not made wider", yes, R"({"until":"2030-01-01"})", true, "granted", quarantined);
        row("nor to have seen what it did not", yes, R"({"corrects":["consent:9a6f1c3e-0000-4000-8000-000000000002"]})", true, "granted", quarantined);
        row("nor for another purpose", yes, R"({"purpose":"research"})", true, "granted", quarantined);
        row("a withdrawal that says more is taken", yes, R"({"answer":"withdrawn","language":"ur"})", true, "withdrawn", applied);
        row("and one that says it of another purpose, which stays", yes, R"({"answer":"withdrawn","purpose":"research"})", false, "withdrawn", applied);
        row("but a no that says more is no further word", no, R"({"answer":"withdrawn","purpose":"research"})", true, "withdrawn", quarantined);
        row("a yes may be removed", yes, R"({"deleted":true})", true, "granted", applied);
        row("a no may not", no, R"({"deleted":true})", true, "withdrawn", quarantined);
        row("what has no answer yet may be answered with no", R"({"purpose":"photo"})", R"({"answer":"refused"})", true, "refused", applied);
        row("but not with yes", R"({"purpose":"photo"})", R"({"answer":"granted"})", true, "", quarantined);
    }
    void aSecondWordOnAConsent() {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(bool, saw);
        auto one = edit('a', kNow - 10, "answer", nullptr, 0, "consent"), two = edit('b', kNow - 5, "answer", nullptr, 0, "consent");
        one.set = *base::parseJson(first.toStdString());
        two.set = *base::parseJson(second.toStdString());
        if (saw)
            for (const auto& [field, value] : one.set.items())
                two.saw[field] = opId('a');
        const auto seen = judgeAll({one, two});
        QTEST(int(seen.results[1].outcome), "outcome");
        const auto answer = seen.fields.find("answer");
        QTEST(answer != seen.fields.end() && answer->second.value.is_string() ? QString::fromStdString(answer->second.value.get<std::string>()) : QString(), "answer");
        if (seen.results[1].outcome == Outcome::Quarantined) {
            QCOMPARE(seen.results[1].reason, std::string("write_once"));
            QCOMPARE(seen.head, 1);
        }
    }

    void aWithdrawalReplacesTheAnswerAndNothingElse() {
        auto made = edit('a', kNow - 10, "answer", "granted", 0, "consent"), withdrawn = edit('b', kNow - 5, "answer", "withdrawn", 'a', "consent");
        made.set.update({{"given_by", "parent"}, {"purpose", "photo"}});
        withdrawn.set.update({{"given_by", "self"}, {"purpose", "photo"}, {"until", "2027-08-31"}, {"corrects", {"consent:9a6f1c3e-0000-4000-8000-000000000002"}}});
        withdrawn.saw["given_by"] = opId('a');
        const auto seen = judgeAll({made, withdrawn});
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        const std::vector<std::string> lost{"corrects", "given_by"};
        QCOMPARE(seen.results[1].lost, lost);
        QVERIFY((seen.fields.at("answer").value) == (Json("withdrawn")));
        QVERIFY((seen.fields.at("given_by").value) == (Json("parent")));
        QVERIFY((seen.fields.at("until").value) == (Json("2027-08-31")));
        QVERIFY2(!seen.fields.contains("corrects"), "a yes that names this record would have seen all that");
        QVERIFY(seen.conflicts.empty());
    }

    void theOpThatMadeAConsentMayComeAfterAWithdrawalThatSaysMore() {
        auto made = edit('a', kNow - 10, "answer", "granted", 0, "consent"), withdrawn = edit('b', kNow - 5, "answer", "withdrawn", 'a', "consent");
        made.set.update({{"given_by", "parent"}, {"purpose", "photo"}});
        withdrawn.set["given_by"] = "self";
        const auto seen = judgeAll({withdrawn, made});
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        const std::vector<std::string> lost{"answer", "given_by"};
        QCOMPARE(seen.results[1].lost, lost);
        QVERIFY((seen.fields.at("answer").value) == (Json("withdrawn")));
        QVERIFY((seen.fields.at("purpose").value) == (Json("photo")));
    }

    void theOpThatMadeAConsentMayComeAfterItsWithdrawal() {
        auto made = edit('a', kNow - 10, "answer", "granted", 0, "consent");
        made.set["purpose"] = "photo";
        const auto seen = judgeAll({edit('b', kNow - 5, "answer", "withdrawn", 'a', "consent"), made});
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        QCOMPARE(seen.results[1].lost, std::vector<std::string>{"answer"});
        QVERIFY((seen.fields.at("answer").value) == (Json("withdrawn")));
        QVERIFY((seen.fields.at("purpose").value) == (Json("photo")));
    }

    void aWithdrawalGivenBackLateIsNotLost() {
        const auto seen = judgeAll({edit('b', kNow - 5, "answer", "granted", 'a', "consent"), edit('a', kNow - 10, "answer", "withdrawn", 0, "consent")});
        QVERIFY((seen.fields.at("answer").value) == (Json("withdrawn")));
    }
};

QTEST_APPLESS_MAIN(tst_judge_consents)
#include "tst_judge_consents.moc"
