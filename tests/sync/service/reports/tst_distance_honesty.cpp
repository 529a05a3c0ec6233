// What stands beside the mean in the report of distance travelled: noise, the lost, gaps, hindsight; and what of it a partner may not see.
#include "tests/sync/service/reports/distance_facts.h"

#include <QTest>

#include <cmath>

using namespace waymark;
using namespace waymark::service;
using namespace waymark::tests;

class tst_distance_honesty : public QObject {
    Q_OBJECT

private slots:
    void whoseChangeIsMoreThanNoiseIsSaidFromAHundredWholeStartsOn() {
        Given facts;
        for (int i = 0; i < 99; ++i)
            facts.answer("start " + std::to_string(i), "baseline", "2026-01-12", uneven(i));
        for (int i = 0; i < 20; ++i)
            facts.answer("start " + std::to_string(i), "exit", "2026-05-04", steps(i < 12 ? 5 : 1));
        QVERIFY(!facts.total().reliable);
        QCOMPARE(facts.total().wholeStarts.value, 99);
        facts.answer("start 99", "baseline", "2026-01-12", uneven(99));
        const auto score = facts.total();
        QCOMPARE(score.wholeStarts.value, 100);
        const auto& r = score.reliable.value();
        QVERIFY(r.alpha > 0.5 && r.alpha < 1.0);
        QVERIFY(std::abs(r.threshold - 1.96 * std::sqrt(2.0) * r.sem) < 1e-9);
        QCOMPARE(r.reliablyImproved.value + r.improved.value, score.counts.value().improved.value);
        QCOMPARE(r.reliablyDeclined.value + r.declined.value, score.counts.value().declined.value);
        const Json json = toJson(facts.report())["instruments"][0]["scores"][0];
        QCOMPARE(json["reliable"]["reliably_improved"].get<std::int64_t>(), r.reliablyImproved.value);
        QCOMPARE(json["alpha"].get<double>(), r.alpha);
    }

    void aStartWithAnOpenItemTellsNothingOfTheNoise() {
        Given facts;
        facts.pairs(10);
        for (auto& response : facts.rows.responses) {
            Json answers = Json::parse(response.answersJson);
            answers.erase("q3");
            response.answersJson = answers.dump();
        }
        QCOMPARE(facts.total().wholeStarts.value, 0);
        QCOMPARE(facts.total().counts.value().pairs.value, 10);
    }

    void aPartnerSeesBothPartsOfADirectionOrNeither() {
        Given facts;
        for (int i = 0; i < 100; ++i)
            facts.answer("start " + std::to_string(i), "baseline", "2026-01-12", uneven(i));
        for (int i = 0; i < 40; ++i) {
            Json later = i < 2 ? steps(5) : uneven(i);  // two of them a long way up, half of the others by a point in one item
            if (i >= 2 && i % 2 == 0) later["q9"] = std::min(5, later["q9"].get<int>() + 1);
            facts.answer("start " + std::to_string(i), "exit", "2026-05-04", later);
        }
        const auto team = facts.total(Audience::Team).reliable.value();
        QVERIFY(team.reliablyImproved.value > 0 && team.reliablyImproved.value < 5);
        QVERIFY(!team.reliablyImproved.hidden && !team.improved.hidden);
        const auto score = facts.total(Audience::Partner);
        const auto& partner = score.reliable.value();
        QVERIFY(!score.counts.value().improved.hidden);
        QVERIFY(partner.reliablyImproved.hidden);
        QVERIFY(partner.improved.hidden);
        QVERIFY(toJson(facts.report(Audience::Partner))["instruments"][0]["scores"][0]["reliable"]["improved"].is_null());
    }

    void facesAreToldWithTheSignTestAndWhoChoseTheHighestThroughout() {
        Given facts;
        const auto all = [](int value) {
            Json answers;
            for (int item = 1; item <= 9; ++item)
                answers["q" + std::to_string(item)] = value;
            return answers;
        };
        // Four stay at the top, six go up (one of them to the top), two go down.
        for (int i = 0; i < 12; ++i) {
            const int from = i < 4 ? 5 : i < 10 ? 3 : 4, to = i < 5 ? 5 : i < 10 ? 4 : 3;
            facts.answer("c" + std::to_string(i), "baseline", "2026-01-12", all(from), kMyFaces);
            facts.answer("c" + std::to_string(i), "exit", "2026-05-04", all(to), kMyFaces);
        }
        const auto faces = facts.total().faces.value();
        QCOMPARE(faces.signP.value(), 74.0 / 256.0);  // 2 (1 + 8 + 28) / 2^8
        QCOMPARE(faces.highestBefore.value(), 4.0 / 12.0);
        QCOMPARE(faces.highestAfter.value(), 5.0 / 12.0);
        const Json score = toJson(facts.report())["instruments"][0]["scores"][0];
        QCOMPARE(score["sign_p"].get<double>(), 74.0 / 256.0);
        QCOMPARE(score["highest_throughout_later"].get<double>(), 5.0 / 12.0);
        // A partner does not see that two went down, nor what would tell it.
        QVERIFY(!facts.total(Audience::Partner).faces.value().signP);
        QVERIFY(!facts.total(Audience::Partner).faces.value().highestBefore);
    }

    void questionnairesWithoutFacesHaveNoSuchFigures() {
        Given facts;
        facts.pairs(12);
        QVERIFY(!facts.total().faces);
        QVERIFY(!toJson(facts.report())["instruments"][0]["scores"][0].contains("sign_p"));
    }

    void theLostAreComparedWithThoseWhoCameBack() {
        Given facts;
        facts.pairs(10, 4, 5);
        for (int i = 0; i < 6; ++i)
            facts.answer("lost " + std::to_string(i), "baseline", "2026-01-12", steps(i % 2 == 0 ? 2 : 1));
        const auto lost = facts.total().lost.value();
        QCOMPARE(lost.before, 1.5);
        QVERIFY(lost.differs);
        QCOMPARE(lost.worst.value(), 5.0 / 16);
        QCOMPARE(lost.best.value(), 11.0 / 16);
        QVERIFY(!facts.total(Audience::Outside).lost);  // six are too few to be told outside
    }

    void gapsBetweenVenuesPutSmallGroupsTogether() {
        Given facts;
        for (int i = 0; i < 46; ++i) {
            facts.pair("p" + std::to_string(i), i < 20 ? 2 : 3, i < 20 ? 4 : 3);
            for (auto* response : {&facts.rows.responses[facts.rows.responses.size() - 2], &facts.rows.responses.back()})
                response->venue = i < 20 ? "library" : i < 38 ? "hall" : i < 43 ? "park" : "somewhere";
        }
        const auto tables = facts.total().groups;
        QCOMPARE(tables.size(), std::size_t(1));  // nobody's age is known: that is one group
        QCOMPARE(tables[0].by, std::string("venue"));
        const auto& rows = tables[0].rows;
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].label, std::string("Hall Green Library"));
        QCOMPARE(rows[0].pairs.value, 20);
        QCOMPARE(rows[1].label, std::string("All others"));  // 5 and 3 are too few, and so are 8: the hall joins them
        QCOMPARE(rows[1].pairs.value, 26);
        QVERIFY(std::abs(rows[0].gap.toAverage.baseline + 26.0 / 46) < 1e-9);
        QVERIFY(std::abs(rows[0].gap.toAverage.later - 26.0 / 46) < 1e-9);
        QVERIFY(rows[0].gap.change.value().difference > 1.99);
    }

    void agesAtTheStartAreGroupsInTheirOrder() {
        Given facts;
        for (int i = 0; i < 30; ++i) {
            const std::string person = "p" + std::to_string(i);
            facts.pair(person, 3, 4);
            facts.rows.people.push_back({person, "library", "child", i < 15 ? "2016-01-01" : "2012-01-01", "", "", false});
        }
        const auto tables = facts.total().groups;
        QCOMPARE(tables.size(), std::size_t(1));
        QCOMPARE(tables[0].by, std::string("age"));
        QCOMPARE(tables[0].rows[0].label, std::string("5 to 10"));
        QCOMPARE(tables[0].rows[1].label, std::string("11 to 15"));
        QVERIFY(toJson(facts.report())["instruments"][0]["scores"][0]["gap"]["age"].contains("5 to 10"));
    }

    void tooFewForTwoGroupsShowNoGap() {
        Given facts;
        facts.pairs(19);
        for (std::size_t i = 0; i < 18; ++i)
            facts.rows.responses[i].venue = "hall";
        QVERIFY(facts.total().groups.empty());
    }

    void hindsightStandsBesideTheChange() {
        Given facts;
        for (int i = 0; i < 10; ++i) {
            facts.answer("p" + std::to_string(i), "baseline", "2026-01-12", steps(4));
            Json later = steps(4);
            later["then"] = 2;
            facts.answer("p" + std::to_string(i), "exit", "2026-05-04", later);
        }
        const auto report = facts.report();
        QCOMPARE(report.instruments.at(0).scores.at(0).mean.value().change, 0.0);
        const auto& looking = report.instruments.at(0).lookingBack;
        QCOMPARE(looking.size(), std::size_t(1));
        QCOMPARE(looking[0].label, std::string("I feel sure of myself as a parent or carer."));
        QCOMPARE(looking[0].people.value, 10);
        QCOMPARE(looking[0].conventional, 0.0);
        QCOMPARE(looking[0].thenBased, 2.0);
        QCOMPARE(looking[0].shift, -2.0);
        QCOMPARE(toJson(report)["instruments"][0]["then"][0]["shift"].get<double>(), -2.0);
    }

    void theirOwnWordsSayWhichChangeMatters() {
        Given facts;
        for (int i = 0; i < 24; ++i) {
            facts.answer("p" + std::to_string(i), "baseline", "2026-01-12", steps(i % 2 == 0 ? 2 : 3));
            Json later = steps(i < 12 ? 4 : i % 2 == 0 ? 2 : 3);
            later["anchor"] = i < 12 ? "a_little_better" : "about_the_same";
            facts.answer("p" + std::to_string(i), "exit", "2026-05-04", later);
        }
        const auto important = facts.total().mean.value().important.value();
        QVERIFY(important.byAnchor);
        QCOMPARE(important.change, 1.5);
        facts.rows.responses[1].answersJson = steps(4).dump();
        facts.rows.responses[3].answersJson = steps(4).dump();
        facts.rows.responses[5].answersJson = steps(4).dump();
        QVERIFY(!facts.total().mean.value().important.value().byAnchor);  // nine are too few
    }
};

QTEST_GUILESS_MAIN(tst_distance_honesty)
#include "tst_distance_honesty.moc"
