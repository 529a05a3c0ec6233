// A definition with a mistake is refused, and its author is told where the mistake is.
#include "shared/base/json.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/shipped.h"

#include <QTest>

using namespace waymark::questionnaire;
using waymark::base::ErrorCode;
using waymark::base::Json;

namespace {

Json familySteps() {
    for (const ShippedInstrument& shipped : shippedInstruments())
        if (shipped.instrument.family == "family_steps") return *waymark::base::parseJson(shipped.definition);
    qFatal("not shipped");
}

}  // namespace

class tst_instrument_codec : public QObject {
    Q_OBJECT

private slots:
    void aMistakeIsToldWithItsPlace_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* what, const char* pointer, const char* value, const char* told) {
            QTest::newRow(what) << pointer << value << told;
        };
        row("no format", "/format", "", "format: missing");
        row("a family that is no name", "/family", "\"Family Steps\"", "family: not a name of small letters, digits and underscores");
        row("a version that is no number", "/version", "\"two\"", "version: not a whole number");
        row("a version beyond all bounds", "/version", "99999999999", "version: not a whole number");
        row("version nought", "/version", "0", "version: below 1");
        row("an id that is none", "/id", "\"abc\"", "id: not a UUID");
        row("a title in no language", "/title", "{}", "title: not in the questionnaire's language (en)");
        row("a title that is not a map", "/title", "\"Family Steps\"", "title: not an object");
        row("a language that is none", "/title/the moon", "\"x\"", "title.the moon: not a language code");
        row("an unknown respondent", "/respondents", "[\"parent\",\"dog\"]", "respondents[1]: an unknown word");
        row("nobody to ask", "/respondents", "[]", "respondents: empty");
        row("no points", "/points", "[]", "points: empty");
        row("an unknown point", "/points/0", "\"start\"", "points[0]: an unknown word");
        row("ages upside down", "/ages", "{\"from\":9,\"to\":3}", "ages: from is after to");
        row("no licence", "/licence", "", "licence: missing");
        row("an unknown licence class", "/licence/class", "\"free\"", "licence.class: an unknown word");
        row("wording of others without an agreement", "/licence/class", "\"define\"", "licence.reference: missing: it says by which agreement the tool is used");
        row("an agreement without an end", "/licence", "{\"name\":\"L\",\"class\":\"define\",\"reference\":\"A-1\"}",
            "licence.expires: missing: it says until when the agreement holds");
        row("scales that are no list", "/scales", "{}", "scales: not a list");
        row("a scale upside down", "/scales/0/lowest", "7", "scales[0].highest: not above lowest");
        row("a scale without end", "/scales/0/highest", "2000000000", "scales[0].highest: more than 101 numbers");
        row("a label off its scale", "/scales/0/labels/4/value", "6", "scales[0].labels: a label outside the scale: 6");
        row("two labels for one number", "/scales/0/labels/4/value", "4", "scales[0].labels: two labels for 4");
        row("two choices of one value", "/scales/2/choices/1/value", "\"much_worse\"",
            "scales[2].choices: two choices have the value \"much_worse\"");
        row("a choice of one", "/scales/2/choices", "[]", "scales[2].choices: fewer than two");
        row("two scales of one name", "/scales/1/key", "\"true_for_me\"", "scales[1].key: another scale is called \"true_for_me\"");
        row("no items", "/items", "[]", "items: empty");
        row("an item that is no object", "/items/3", "4", "items[3]: not an object");
        row("an item of an unknown kind", "/items/3/kind", "\"slider\"", "items[3].kind: an unknown word");
        row("an item without words", "/items/3/text/en", "\"\"", "items[3].text.en: not text");
        row("an item on no scale", "/items/3/scale", "\"lik\"", "items[3].scale: there is no scale \"lik\"");
        row("an item on a scale of another kind", "/items/3/scale", "\"compared\"",
            "items[3].scale: the scale does not fit this kind of item");
        row("two items of one name", "/items/3/key", "\"q1\"", "items[3].key: another item is called \"q1\"");
        row("a slip of the pen", "/items/7/revers", "true", "items[7].revers: not a word of this format");
        row("reverse that is not yes or no", "/items/7/reverse", "\"yes\"", "items[7].reverse: neither true nor false");
        row("a reversed choice", "/items/12/reverse", "true", "items[12].reverse: the item has no number scale");
        row("a prompt on a choice", "/items/12/prompt_at_most", "1", "items[12].prompt_at_most: the item has no number scale");
        row("a then-test of nothing", "/items/13/then_of", "",
            "items[13].then_of: belongs to every item of purpose \"then\", and to no other");
        row("a then-test of an unknown item", "/items/13/then_of", "\"q77\"", "items[13].then_of: there is no item \"q77\"");
        row("free text on a scale", "/items/14/scale", "\"true_for_me\"", "items[14].scale: free text has no scale");
        row("an item at a point the questionnaire has not", "/items/12/points/0", "\"then\"",
            "items[12].points: the questionnaire itself is not asked at \"then\"");
        row("a score of an unknown item", "/scores/total/items/2", "\"q77\"", "scores.total.items: there is no item \"q77\" to score");
        row("a score of a choice", "/scores/total/items/2", "\"anchor\"", "scores.total.items: \"anchor\" has no number scale");
        row("an item scored twice", "/scores/total/items/2", "\"q1\"", "scores.total.items: \"q1\" is there twice");
        row("a score that asks for more than there is", "/scores/domains/1/least", "4",
            "scores.domains[1].least: not between 1 and the number of items");
        row("a score that asks for nothing", "/scores/domains/1/least", "0",
            "scores.domains[1].least: not between 1 and the number of items");
        row("two scores of one name", "/scores/domains/1/key", "\"total\"", "scores.domains[1].key: another score is called \"total\"");
    }
    void aMistakeIsToldWithItsPlace() {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, told);
        Json json = familySteps();
        const Json::json_pointer place(pointer.toStdString());
        if (value.isEmpty())
            json[place.parent_pointer()].erase(place.back());
        else
            json[place] = *waymark::base::parseJson(value.toStdString());
        const auto read = instrumentFromJson(json);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Malformed);
        QCOMPARE(QString::fromStdString(read.error().detail), told);
    }

    void allMistakesAreToldInOneGo() {
        const auto told = [](const Json& json) {
            QStringList all;
            for (const PlacedMistake& mistake : mistakesIn(json))
                all << QString::fromStdString(mistake.path + ": " + mistake.message);
            return all;
        };
        Json json = familySteps();
        QVERIFY(told(json).isEmpty());
        json["scores"]["total"]["least"] = 99;
        json["scales"][0]["lowest"] = 7;
        json["items"][3]["scale"] = "lik";
        QCOMPARE(told(json).size(), 3);
        for (const char* one : {"scales[0].highest: not above lowest", "items[3].scale: there is no scale \"lik\"", "scores.total.least: not between 1 and the number of items"})
            QVERIFY2(told(json).contains(one), one);
        // What cannot be read comes first, and nothing that only follows from it.
        json["items"][3]["kind"] = "slider";
        json["version"] = "two";
        json.erase("licence");
        json["items"][4] = 5;
        QCOMPARE(told(json), QStringList({"version: not a whole number", "licence: missing", "items[3].kind: an unknown word", "items[4]: not an object"}));
        json["format"] = 2;
        QCOMPARE(told(json), QStringList({"format: the definition was written by a newer version"}));
    }

    void scoredItemsShareOneRange() {
        Json json = familySteps();
        json["scales"][1]["highest"] = 7;
        json["scores"]["domains"][0]["items"] = {"q1", "then"};
        const auto read = instrumentFromJson(json);
        QVERIFY(!read);
        QCOMPARE(read.error().detail, std::string("scores.domains[0].items: \"then\" has another range than the items before it"));
    }

    void aDefinitionOfANewerVersionIsNoMistake() {
        Json json = familySteps();
        json["format"] = 2;
        QCOMPARE(instrumentFromJson(json).error().code, ErrorCode::TooNew);
    }

    void whatIsNoDefinitionIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"format\": 1,");
        QTest::newRow("a list") << QByteArray("[1, 2]");
        QTest::newRow("a number") << QByteArray("7");
        QTest::newRow("an empty object") << QByteArray("{}");
        QTest::newRow("nested without end") << QByteArray(100'000, '[');
    }
    void whatIsNoDefinitionIsRefused() {
        QFETCH(QByteArray, text);
        const auto read = parseInstrument(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Malformed);
        QVERIFY(!read.error().detail.empty());
    }

    void noMemberMayBeOfAnotherType() {
        // Whatever stands in the place of any member, reading ends with a word about it or with an instrument that writes itself.
        const Json whole = familySteps();
        const Json strangers[] = {nullptr, true, -1, 2.5, "x", Json::array(), Json::object(), Json::array({1})};
        const Json flat = whole.flatten();
        for (const auto& [pointer, unused] : flat.items()) {
            for (Json::json_pointer place(pointer); !place.empty(); place.pop_back())
                for (const Json& stranger : strangers) {
                    Json json = whole;
                    json[place] = stranger;
                    const auto read = instrumentFromJson(json);
                    if (read)
                        QVERIFY(*instrumentFromJson(toJson(*read)) == *read);
                    else
                        QVERIFY(!read.error().detail.empty());
                }
        }
    }

    void whichWayIsUpIsKeptAndOneOfTwoWords() {
        Json json = familySteps();
        QVERIFY(instrumentFromJson(json)->total->better == waymark::domain::Better::Higher);
        json["scores"]["total"]["better"] = "lower";
        const auto read = instrumentFromJson(json);
        QVERIFY2(read.ok(), read ? "" : read.error().detail.c_str());
        QVERIFY(read->total->better == waymark::domain::Better::Lower);
        QVERIFY(*instrumentFromJson(toJson(*read)) == *read);
        json["scores"]["total"]["better"] = "down";
        QCOMPARE(instrumentFromJson(json).error().detail, std::string("scores.total.better: an unknown word"));
    }

    void translationsAndAnIdOfItsOwnAreKept() {
        Json json = familySteps();
        json["id"] = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11";
        json["languages"]["ur"] = "draft";
        json["title"]["ur"] = "خاندانی قدم";
        const auto read = instrumentFromJson(json);
        QVERIFY2(read.ok(), read ? "" : read.error().detail.c_str());
        QVERIFY(read->languages.at("ur") == Translation::Draft);
        QCOMPARE(QString::fromStdString(std::string(wordsIn(read->title, "ur"))), QString("خاندانی قدم"));
        QCOMPARE(std::string(wordsIn(read->title, "pl")), std::string("Family Steps"));
        QVERIFY(*instrumentFromJson(toJson(*read)) == *read);
        QCOMPARE(instrumentFromJson(toJson(*read))->id, std::string("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11"));
    }
};

QTEST_APPLESS_MAIN(tst_instrument_codec)
#include "tst_instrument_codec.moc"
