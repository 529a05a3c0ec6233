// Comma-separated values: RFC 4180, and what spreadsheets make of it.
#include "shared/base/csv.h"
#include "tests/support/seeded_random.h"

#include <QTest>

using namespace waymark;
using base::parseCsv;

namespace {

std::string inQuotes(const std::string& cell) {
    std::string out = "\"";
    for (const char c : cell)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::vector<std::vector<std::string>> cellsOf(const base::CsvTable& table) {
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : table.rows)
        cells.push_back(row.cells);
    return cells;
}

} // namespace

class tst_csv : public QObject {
    Q_OBJECT

private slots:
    void cellsAreReadAsWritten_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << QByteArray("2");
        QTest::newRow("no line end at the end") << QByteArray("a,b\n1,2") << QByteArray("2");
        QTest::newRow("lines of Windows") << QByteArray("a,b\r\n1,2\r\n") << QByteArray("2");
        QTest::newRow("lines of an old Mac") << QByteArray("a,b\r1,2\r") << QByteArray("2");
        QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf" "a,b\n1,2\n") << QByteArray("2");
        QTest::newRow("a comma in quotation marks") << QByteArray("a,b\n1,\"x, y\"\n") << QByteArray("x, y");
        QTest::newRow("quotation marks in quotation marks") << QByteArray("a,b\n1,\"say \"\"hi\"\"\"\n") << QByteArray("say \"hi\"");
        QTest::newRow("a new line in quotation marks") << QByteArray("a,b\n1,\"x\r\ny\"\n") << QByteArray("x\ny");
        QTest::newRow("a quotation mark inside a plain cell") << QByteArray("a,b\n1,5\" pipe\n") << QByteArray("5\" pipe");
        QTest::newRow("an empty last cell") << QByteArray("a,b\n1,\n") << QByteArray("");
        QTest::newRow("an empty cell in quotation marks") << QByteArray("a,b\n1,\"\"\n") << QByteArray("");
        QTest::newRow("white space stays") << QByteArray("a,b\n1, 2 \n") << QByteArray(" 2 ");
        QTest::newRow("blank lines and rows of commas are passed over") << QByteArray("\na,b\n\n,\n1,2\n\n") << QByteArray("2");
    }
    void cellsAreReadAsWritten() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cell);
        const auto table = parseCsv(text.toStdString());
        QVERIFY2(table.ok(), table ? "" : table.error().detail.c_str());
        QCOMPARE(table->rows.size(), std::size_t(1));
        QCOMPARE(QByteArray::fromStdString(table->rows[0].cells[1]), cell);
    }

    void aBrokenListSaysWhere_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("empty") << QByteArray("") << "row 1, column 1: the list is empty";
        QTest::newRow("too few cells") << QByteArray("a,b\n1,2\n3\n") << "row 3, column 2: this row has 1 cells and the header 2";
        QTest::newRow("too many cells") << QByteArray("a,b\n1,2,3\n") << "row 2, column 3: this row has 3 cells and the header 2";
        QTest::newRow("a quotation mark that never closes") << QByteArray("a,b\n1,2\n3,\"x\n4,5\n") << "row 3, column 2: a quotation mark opens here and none closes";
        QTest::newRow("text after a quotation mark") << QByteArray("a,b\n1,\"x\"y\n") << "row 2, column 2: there is text after the closing quotation mark";
        QTest::newRow("another encoding") << QByteArray("a,b\n1,caf\xe9\n") << "row 2, column 2: this is not text in UTF-8; save the list as \"CSV UTF-8\"";
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe" "a\0,\0b\0", 8) << "row 1, column 1: this is UTF-16; save the list as \"CSV UTF-8\"";
        QTest::newRow("a control character") << QByteArray("a,b\n1,x\x01y\n") << "row 2, column 2: this is not text in UTF-8; save the list as \"CSV UTF-8\"";
        QTest::newRow("two columns of one name") << QByteArray("Name,name\n1,2\n") << "row 1, column 2: there are two columns \"name\"";
    }
    void aBrokenListSaysWhere() {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto table = parseCsv(text.toStdString());
        QVERIFY(!table.ok());
        QCOMPARE(QString::fromStdString(table.error().detail), where);
    }

    void raggedRowsAreLeftToTheCallerThatAsksForThem() {
        const auto table = parseCsv("a,b\n1\n1,2,3\n", base::CsvRows::Ragged);
        QVERIFY(table.ok());
        QCOMPARE(table->rows[0].cells.size(), std::size_t(1));
        QCOMPARE(table->rows[1].cells.size(), std::size_t(3));
    }

    void anotherSeparatorIsSeenInTheFirstLineByWhoAsksForIt() {
        for (const char* text : {"a;b\n\"x;y\";2,5\n", "a\tb\nx;y\t2,5\n"}) {
            const auto table = parseCsv(text, base::CsvRows::Even, base::CsvSeparator::AsInFirstLine);
            QVERIFY2(table.ok(), text);
            QVERIFY2(table->header.size() == 2 && table->rows[0].cells == std::vector<std::string>({"x;y", "2,5"}), text);
        }
        QCOMPARE(parseCsv("a;b\n")->header.size(), std::size_t(1));
        QCOMPARE(parseCsv("a;b,c,d\n1,2,3\n", base::CsvRows::Even, base::CsvSeparator::AsInFirstLine)->header.size(), std::size_t(3));
    }

    void rowsAreCountedAsInAnEditor() {
        const auto table = parseCsv("a\n\"1\n2\"\n\n3\n");
        QVERIFY(table.ok());
        QCOMPARE(table->rows[0].line, std::size_t(2));
        QCOMPARE(table->rows[1].line, std::size_t(5));
    }

    void columnsAreFoundWhateverTheirCase() {
        const auto table = parseCsv(" Local authority ,b\n1,2\n");
        QVERIFY(table.ok());
        QCOMPARE(table->column("local AUTHORITY"), std::size_t(0));
        QCOMPARE(table->column("c"), base::CsvTable::npos);
    }

    // 20,000 lists of the characters that matter: what is written by the rule is read back, and anything at all is read or refused.
    void anyCellsComeBackAndNoBytesCrash() {
        tests::SeededRandom random(5);
        const std::string kAlphabet = "ab,\"\n\r é";
        for (int round = 0; round < 20'000; ++round) {
            const auto bytes = random.bytes<24>();
            std::string noise, written = "h1,h2\n";
            std::vector<std::string> cells(2);
            for (std::size_t i = 0; i < bytes.size(); ++i) {
                noise += kAlphabet[bytes[i] % kAlphabet.size()];
                if (bytes[i] % 8 < 5) cells[i % 2] += kAlphabet[bytes[i] % 5];
            }
            const auto heard = parseCsv(noise), tidied = parseCsv(base::withoutBlankRows(noise));
            QCOMPARE(tidied.ok(), heard.ok());
            QVERIFY2(!heard.ok() || (heard->header == tidied->header && cellsOf(*heard) == cellsOf(*tidied)), noise.c_str());
            cells[0] += 'x';
            written += inQuotes(cells[0]) + ',' + inQuotes(cells[1]) + "\r\n";
            const auto table = parseCsv(written);
            QVERIFY2(table.ok(), written.c_str());
            QVERIFY2(table->rows.size() == 1 && table->rows[0].cells == cells, written.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(tst_csv)
#include "tst_csv.moc"
