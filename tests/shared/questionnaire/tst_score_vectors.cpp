// The library against the vectors that waymark-forms, the device and the service are held against too.
#include "tests/shared/questionnaire/score_vectors.h"

#include <QTest>

using namespace waymark;

class tst_score_vectors : public QObject {
    Q_OBJECT

private slots:
    void theVectorsHold_data() {
        QTest::addColumn<int>("place");
        const auto vectors = tests::scoreVectors(QFINDTESTDATA("vectors/scores.json"));
        QVERIFY(vectors.size() >= 25);
        for (std::size_t i = 0; i < vectors.size(); ++i)
            QTest::newRow(vectors[i].name.c_str()) << int(i);
    }
    void theVectorsHold() {
        QFETCH(int, place);
        const auto vector = tests::scoreVectors(QFINDTESTDATA("vectors/scores.json")).at(std::size_t(place));
        const auto instrument = questionnaire::parseInstrument(vector.definition);
        QVERIFY2(instrument, instrument ? "" : instrument.error().detail.c_str());
        const auto answers = questionnaire::answersFromJson(vector.answers);
        QVERIFY(answers);
        const auto scores = questionnaire::score(*instrument, *answers, {});
        std::size_t found = 0;
        const auto compare = [&](const questionnaire::Score& score) {
            QVERIFY2(!score.value || (*score.value >= score.valueLowest && *score.value <= score.valueHighest), "outside what it can be");
            if (!vector.expected.contains(score.key)) return;
            ++found;
            for (const auto& [name, value] : vector.expected[score.key].items()) {
                const bool same = name == "value"      ? tests::isSameScore(value, score.value)
                                  : name == "mean"     ? tests::isSameScore(value, score.mean)
                                  : name == "pomp"     ? tests::isSameScore(value, score.pomp)
                                  : name == "sum"      ? tests::isSameScore(value, score.sum)
                                  : name == "answered" ? value == score.answered
                                  : name == "of"       ? value == score.of
                                  : name == "better"   ? value == domain::name(score.better)
                                                       : name == "band" && value == score.band;
                QVERIFY2(same, (score.key + " " + name).c_str());
            }
        };
        compare(*scores.total);
        for (const auto& one : scores.domains)
            compare(one);
        QCOMPARE(found, vector.expected.size());
    }
};

QTEST_APPLESS_MAIN(tst_score_vectors)
#include "tst_score_vectors.moc"
