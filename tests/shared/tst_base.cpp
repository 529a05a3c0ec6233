// The words that have nothing of the domain in them: ids, JSON, text, days, compression.
#include "shared/base/calendar.h"
#include "shared/base/compression.h"
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/base/json_text.h"
#include "shared/base/text.h"

#include <QTest>

#include <limits>

using namespace waymark::base;

class tst_base : public QObject {
    Q_OBJECT

private slots:
    void uuidV5MatchesThePublishedExample() {
        // RFC 9562, appendix A.4: the DNS namespace and "www.example.com".
        QCOMPARE(uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
                 std::string("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    void aMarkHasOneIdHoweverThePersonsIdIsWritten() {
        const std::string session = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11";
        QCOMPARE(markId(session, "ABCDEF00-0000-4000-8000-000000000001"), markId(session, "abcdef00-0000-4000-8000-000000000001"));
    }

    void textOfJsonInPartsIsThatOfTheTree_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("an id") << QByteArray("019aa73e41a07229918f7a56b1ec9059");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("quotes, backslashes and lines") << QByteArray("\"a\"\\\n\t\x01\x7f");
        QTest::newRow("another script") << QByteArray("\xd8\xb2\xd9\x87\xd8\xb1\xd8\xa7 \xf0\x9f\x99\x82");
        QTest::newRow("bytes that are no text") << QByteArray("\xff\xc3(");
    }
    void textOfJsonInPartsIsThatOfTheTree() {
        QFETCH(QByteArray, text);
        const Json string = text.toStdString();
        std::string part;
        appendText(part, text.toStdString());
        QCOMPARE(part, toText(string));
        const Json tree{{text.toStdString(), {string, -1.7976931348623157e308, std::numeric_limits<std::int64_t>::min(), nullptr, false}}, {"", {{"a", Json::array()}}}};
        QVERIFY(mostTextBytes(tree) >= toText(tree).size());
        QVERIFY(mostTextBytes(string) >= toText(string).size());
    }

    void jsonComparesByValue_data() {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("equal");
        QTest::newRow("1 is 1.0") << "1" << "1.0" << true;
        QTest::newRow("the order of keys does not matter") << R"({"a":1,"b":2})" << R"({"b":2,"a":1})" << true;
        QTest::newRow("text in another normal form") << "\"Jos\u00e9\"" << "\"Jose\u0301\"" << true;
        QTest::newRow("true is not 1") << "true" << "1" << false;
        QTest::newRow("null is not absent") << R"({"a":null})" << "{}" << false;
    }
    void jsonComparesByValue() {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, equal);
        QCOMPARE(equalValues(*parseJson(a.toStdString()), *parseJson(b.toStdString())), equal);
    }

    void deepNestingIsRefused() {
        QVERIFY(!parseJson(std::string(1'000'000, '[')));
        QVERIFY(parseJson("[[[[1]]]]").ok());
        QVERIFY2(!parseJson(std::string("{}\0garbage", 10)), "it does not end there");
        QVERIFY(!parseJson(std::string("{}\0", 3)));
    }

    void searchFoldsAccentsAndScripts() {
        QCOMPARE(fold("José O’Neill"), std::string("jose o neill"));
        QCOMPARE(fold("ŁUKASZ"), std::string("lukasz"));
        QVERIFY(!fold("محمد").empty());
        QCOMPARE(fold("محمد").find_first_not_of("abcdefghijklmnopqrstuvwxyz "), std::string::npos);
    }

    void controlCharactersAreNotStorable() {
        QVERIFY(isStorable("one\ntwo\tthree"));
        QVERIFY(!isStorable(std::string_view("a\0b", 3)));
        QVERIFY(!isStorable("\xff"));
        QCOMPARE(cleaned("  a\x01" "b \r"), std::string("ab"));
    }

    void daysAreLocal() {
        // 2026-03-29: the clocks go forward in London at 01:00.
        QCOMPARE(localTime(1774746000000, "Europe/London"), std::string("02:00"));
        QCOMPARE(toText(localDate(1774738800000, "Europe/London")), std::string("2026-03-28"));
        QCOMPARE(instantOf(Date{2026, 7, 1}, "10:00", "Europe/London") % 86'400'000, 9 * 3'600'000);
        QVERIFY(!parseDate("2026-02-29"));
        QCOMPARE(ageOn(Date{2020, 2, 29}, Date{2026, 2, 28}), 5);
        QCOMPARE(weekday(Date{2026, 11, 21}), 6);
    }

    void compressionComesBackWhole_data() {
        QTest::addColumn<int>("encoding");
        QTest::newRow("zstd") << int(Encoding::Zstd);
        QTest::newRow("gzip") << int(Encoding::Gzip);
    }
    void compressionComesBackWhole() {
        QFETCH(int, encoding);
        const auto e = static_cast<Encoding>(encoding);
        const std::string plain = "The wheels on the bus go round and round, round and round.";
        const std::string packed = compress(plain, e);
        QCOMPARE(*decompress(packed, e, {1 << 20, 200}), plain);
        QVERIFY(decompress(packed.substr(0, packed.size() - 3), e, {1 << 20, 200}).error().code == ErrorCode::Malformed);
        QVERIFY(decompress(packed + "x", e, {1 << 20, 200}).error().code == ErrorCode::Malformed);
        QVERIFY(decompress("not packed", e, {1 << 20, 200}).error().code == ErrorCode::Malformed);
        QCOMPARE(*decompress(packed + compress("", e) + compress("more", e), e, {1 << 20, 200}), plain + "more");
        const std::string bomb = compress(std::string(20 << 20, 'a'), e);
        QVERIFY(decompress(bomb, e, {8 << 20, 200}).error().code == ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(tst_base)
#include "tst_base.moc"
