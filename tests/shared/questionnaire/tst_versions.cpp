// Versions of a questionnaire, and scores beyond a mean: sums, pro-rating, tables, bands.
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/shipped.h"
#include "shared/questionnaire/versions.h"

#include <QTest>

using namespace waymark::questionnaire;
using waymark::base::Json;

namespace {

/// Seven items of 1 to 5 with one score by `rule`.
waymark::base::Result<Instrument> sevenItems(const Json& rule) {
    Json json = *waymark::base::parseJson(R"({"format": 1, "family": "short_scale", "version": 1, "equivalence": "short_scale/1", "use": "response", "language": "en",
        "languages": {"en": "original"}, "title": {"en": "T"}, "licence": {"name": "L", "class": "ship"}, "respondents": ["self"], "points": ["baseline"],
        "scales": [{"key": "s", "kind": "numbers", "lowest": 1, "highest": 5}], "items": []})");
    Json keys = Json::array();
    for (int i = 1; i <= 7; ++i) {
        json["items"].push_back({{"key", "q" + std::to_string(i)}, {"kind", "likert"}, {"scale", "s"}, {"text", {{"en", "Q"}}}});
        keys.push_back("q" + std::to_string(i));
    }
    Json total = {{"key", "total"}, {"title", {{"en", "T"}}}, {"items", keys}, {"least", 7}};
    total.update(rule);
    json["scores"]["total"] = total;
    return instrumentFromJson(json);
}

Answers answered(std::vector<int> values) {
    Answers answers;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] > 0) answers["q" + std::to_string(i + 1)] = double(values[i]);
    return answers;
}

Json table() {
    Json rows = Json::array();
    for (int raw = 7; raw <= 35; ++raw)
        rows.push_back({{"raw", raw}, {"value", raw == 7 ? 7.0 : raw == 21 ? 19.25 : raw == 35 ? 35.0 : raw + 0.5}});
    return rows;
}

}  // namespace

class tst_versions : public QObject {
    Q_OBJECT

private slots:
    void aSumGoesThroughItsTable() {
        const auto instrument = sevenItems({{"method", "sum"}, {"table", table()}});
        QVERIFY2(instrument.ok(), instrument ? "" : instrument.error().detail.c_str());
        const auto scores = score(*instrument, answered({3, 3, 3, 3, 3, 3, 3}), {});
        QCOMPARE(scores.total->sum, 21.0);
        QCOMPARE(*scores.total->value, 19.25);
        QVERIFY(!score(*instrument, answered({3, 3, 3, 3, 3, 3, 0}), {}).total->value);
    }

    void aSumCountsWhatIsMissingAsTheMeanOfTheRest() {
        const auto instrument = sevenItems({{"method", "sum"}, {"prorate", true}, {"round", true}, {"least", 4}});
        QVERIFY(instrument.ok());
        QCOMPARE(*score(*instrument, answered({5, 4, 4, 3, 0, 0, 0}), {}).total->value, 28.0);
        QCOMPARE(*score(*instrument, answered({5, 4, 4, 4, 4, 0, 0}), {}).total->value, 29.0);  // 29.4
        QVERIFY(!score(*instrument, answered({5, 4, 4, 0, 0, 0, 0}), {}).total->value);
    }

    void aScoreFallsIntoTheBandThatItReaches_data() {
        QTest::addColumn<int>("answer");
        QTest::addColumn<QString>("band");
        QTest::newRow("the lowest") << 0 << "low";
        QTest::newRow("the last below") << 4 << "low";
        QTest::newRow("the first of the next") << 5 << "medium";
        QTest::newRow("in between") << 7 << "high";
        QTest::newRow("the highest") << 10 << "very_high";
    }
    void aScoreFallsIntoTheBandThatItReaches() {
        QFETCH(int, answer);
        const Scores scores = score(*findShipped("ons4"), {{"satisfied", double(answer)}}, {waymark::domain::Point::Baseline, waymark::domain::Respondent::Self, 30});
        QTEST(QString::fromStdString(scores.alone[0].band), "band");
        QVERIFY(!scores.total);
        QCOMPARE(scores.alone[3].band, std::string());
    }

    void scoresThatCannotBeAreRefused_data() {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("words");
        QTest::newRow("a mean pro-rated") << R"({"prorate": true})" << "a mean needs none";
        QTest::newRow("a mean with a table") << R"({"table": [{"raw": 1, "value": 1}]})" << "belongs to a sum";
        QTest::newRow("a sum with gaps") << R"({"method": "sum", "least": 5})" << "needs every item";
        QTest::newRow("a table with a hole") << R"({"method": "sum", "table": [{"raw": 7, "value": 1}, {"raw": 9, "value": 2}]})" << "one by one";
        QTest::newRow("a table too short") << R"({"method": "sum", "table": [{"raw": 7, "value": 1}, {"raw": 8, "value": 2}]})" << "does not reach";
        QTest::newRow("bands out of order") << R"({"bands": [{"key": "b", "title": {"en": "B"}, "from": 4}, {"key": "a", "title": {"en": "A"}, "from": 1}]})" << "do not ascend";
    }
    void scoresThatCannotBeAreRefused() {
        QFETCH(QString, rule);
        QFETCH(QString, words);
        const auto instrument = sevenItems(*waymark::base::parseJson(rule.toStdString()));
        QVERIFY(!instrument.ok());
        QVERIFY2(QString::fromStdString(instrument.error().detail).contains(words), instrument.error().detail.c_str());
    }

    void onlyTotalsOfALicensedToolAreKept() {
        Json json = toJson(*findShipped("look_and_listen"));
        json["licence"] = {{"name", "Of the owner"}, {"class", "totals"}, {"reference", "12/2026"}};
        QVERIFY(!instrumentFromJson(json).ok());
        for (Json& item : json["items"])
            item["kind"] = "number";
        QVERIFY(instrumentFromJson(json).ok());
        json["licence"].erase("reference");
        QVERIFY(!instrumentFromJson(json).ok());
    }

    void changesAreOfWordsOrOfStructure_data() {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("change");
        QTest::newRow("none") << "/version" << "1" << "none";
        QTest::newRow("other words") << "/items/0/text/en" << "\"I like me.\"" << "wording";
        QTest::newRow("a translation") << "/scales/0/labels/0/text/cy" << "\"Dim o gwbl\"" << "wording";
        QTest::newRow("asked at other times") << "/due" << R"([{"point": "exit", "from": 0, "to": 7}])" << "wording";
        QTest::newRow("another scale") << "/scales/0/highest" << "11" << "structural";
        QTest::newRow("turned round") << "/items/0/reverse" << "true" << "structural";
        QTest::newRow("scored from fewer") << "/scores/total/least" << "8" << "structural";
        QTest::newRow("asked of others") << "/ages/from" << "12" << "structural";
    }
    void changesAreOfWordsOrOfStructure() {
        QFETCH(QString, where);
        QFETCH(QString, value);
        const Instrument& older = *findShipped("my_path");
        Json json = toJson(older);
        json[Json::json_pointer(where.toStdString())] = *waymark::base::parseJson(value.toStdString());
        const auto newer = instrumentFromJson(json);
        QVERIFY2(newer.ok(), newer ? "" : newer.error().detail.c_str());
        const auto found = compareVersions(older, *newer);
        QTEST(QString::fromUtf8(name(found.change).data()), "change");
        QCOMPARE(found.reasons.empty(), found.change != Change::Structural);
    }
};

QTEST_APPLESS_MAIN(tst_versions)
#include "tst_versions.moc"
