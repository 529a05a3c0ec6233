// What the device says of a score: the numbers of the vectors that the library and the service are held against too.
#include "mobile/viewmodels/questionnaire_words.h"
#include "tests/shared/questionnaire/score_vectors.h"

#include <QTest>

using namespace waymark;

class tst_score_words : public QObject {
    Q_OBJECT

private slots:
    void theDeviceShowsTheScoresOfTheVectors_data() {
        QTest::addColumn<int>("place");
        const auto vectors = tests::scoreVectors(QFINDTESTDATA("../../shared/questionnaire/vectors/scores.json"));
        QVERIFY(vectors.size() >= 25);
        for (std::size_t i = 0; i < vectors.size(); ++i)
            QTest::newRow(vectors[i].name.c_str()) << int(i);
    }
    void theDeviceShowsTheScoresOfTheVectors() {
        QFETCH(int, place);
        const auto vector = tests::scoreVectors(QFINDTESTDATA("../../shared/questionnaire/vectors/scores.json")).at(std::size_t(place));
        const auto instrument = questionnaire::parseInstrument(vector.definition);
        const auto answers = questionnaire::answersFromJson(vector.answers);
        QVERIFY(instrument && answers);
        const auto scores = questionnaire::score(*instrument, *answers, {});
        const auto& expected = vector.expected["total"]["value"];
        const QString said = mobile::scoreWords(*scores.total);
        if (expected.is_null())
            QVERIFY2(said.startsWith("Too few answers"), qPrintable(said));
        else
            QVERIFY2(said.startsWith(QString::number(expected.get<double>(), 'f', 1) + " of "), qPrintable(said));
        QCOMPARE(said.contains("lower is better"), vector.expected["total"].value("better", "higher") == "lower");
    }
};

QTEST_GUILESS_MAIN(tst_score_words)
#include "tst_score_words.moc"
