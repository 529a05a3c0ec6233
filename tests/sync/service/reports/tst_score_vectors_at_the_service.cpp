// What the service makes of answers before any report: the scores of the vectors that the library and the device are held against too.
#include "tests/shared/questionnaire/score_vectors.h"
#include "tests/sync/service/reports/distance_facts.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;

class tst_score_vectors_at_the_service : public QObject {
    Q_OBJECT

private slots:
    void theServiceScoresLikeTheVectors_data() {
        QTest::addColumn<int>("place");
        const auto vectors = scoreVectors(QFINDTESTDATA("../../../shared/questionnaire/vectors/scores.json"));
        QVERIFY(vectors.size() >= 25);
        for (std::size_t i = 0; i < vectors.size(); ++i)
            QTest::newRow(vectors[i].name.c_str()) << int(i);
    }
    void theServiceScoresLikeTheVectors() {
        QFETCH(int, place);
        const auto vector = scoreVectors(QFINDTESTDATA("../../../shared/questionnaire/vectors/scores.json")).at(std::size_t(place));
        const auto instrument = questionnaire::parseInstrument(vector.definition);
        QVERIFY(instrument);
        Given facts;
        facts.book.add("the instrument", vector.definition);
        facts.answer("somebody", "baseline", "2026-01-12", vector.answers, "the instrument");
        const auto rows = collectRows(facts.rows, facts.book, facts.scope);
        const auto& scores = rows.families.at(instrument->family).scores;
        for (const auto& [key, expected] : vector.expected.items()) {
            const auto& answer = scores.at(key).answers.at(0);
            QVERIFY2(isSameScore(expected["value"], answer.score), key.c_str());
            QCOMPARE(answer.better, domain::parseBetter(expected.value("better", "higher")).value());
            QVERIFY2(!answer.score || (answer.lowest <= *answer.score && *answer.score <= answer.highest), key.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(tst_score_vectors_at_the_service)
#include "tst_score_vectors_at_the_service.moc"
