// Ranges of bytes as HTTP says them: what is asked, what is passed over, what cannot be had. And nothing that anybody writes breaks it.
#include "sync/service/api/byte_range.h"
#include "tests/support/seeded_random.h"

#include <QTest>

using namespace waymark::service;
using Kind = RangeAsked::Kind;

class tst_byte_range : public QObject {
    Q_OBJECT

private slots:
    void rangesAreRead_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("count");
        const auto row = [](const char* name, const char* header, Kind kind, qint64 from = 0, qint64 count = 0) {
            QTest::newRow(name) << QByteArray(header) << int(kind) << from << count;
        };
        row("no header", "", Kind::Whole);
        row("the first hundred", "bytes=0-99", Kind::Part, 0, 100);
        row("in capitals", "Bytes=0-99", Kind::Part, 0, 100);
        row("from a place on", "bytes=900-", Kind::Part, 900, 100);
        row("the last ten", "bytes=-10", Kind::Part, 990, 10);
        row("more than there is", "bytes=500-5000", Kind::Part, 500, 500);
        row("the last more than there is", "bytes=-5000", Kind::Part, 0, 1000);
        row("the last byte", "bytes=999-999", Kind::Part, 999, 1);
        row("behind the end", "bytes=1000-", Kind::Unsatisfiable);
        row("nothing of the end", "bytes=-0", Kind::Unsatisfiable);
        row("several", "bytes=0-1,5-6", Kind::Whole);
        row("another unit", "lines=0-1", Kind::Whole);
        row("backwards", "bytes=9-1", Kind::Whole);
        row("no numbers", "bytes=-", Kind::Whole);
        row("a number without end", "bytes=0-99999999999999999999999999", Kind::Whole);
        row("a sign", "bytes=+1-2", Kind::Whole);
    }
    void rangesAreRead() {
        QFETCH(QByteArray, header);
        QFETCH(int, kind);
        QFETCH(qint64, from);
        QFETCH(qint64, count);
        const auto asked = readRange(std::string_view(header.constData(), static_cast<std::size_t>(header.size())), 1000);
        QCOMPARE(int(asked.kind), kind);
        if (asked.kind != Kind::Part) return;
        QCOMPARE(asked.from, from);
        QCOMPARE(asked.count, count);
    }

    void partsAreRead_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("isRight");
        QTest::newRow("a part") << QByteArray("bytes 0-99/300") << true;
        QTest::newRow("the last byte") << QByteArray("bytes 299-299/300") << true;
        QTest::newRow("over the end") << QByteArray("bytes 200-300/300") << false;
        QTest::newRow("backwards") << QByteArray("bytes 9-1/300") << false;
        QTest::newRow("without a total") << QByteArray("bytes 0-99/*") << false;
        QTest::newRow("only a total") << QByteArray("bytes */300") << false;
        QTest::newRow("the dash after the slash") << QByteArray("bytes 0/9-300") << false;
        QTest::newRow("no unit") << QByteArray("0-99/300") << false;
    }
    void partsAreRead() {
        QFETCH(QByteArray, header);
        QFETCH(bool, isRight);
        QCOMPARE(readContentRange(header.toStdString()).has_value(), isRight);
    }

    void whateverIsWrittenStaysWithinTheBlob() {
        waymark::tests::SeededRandom random{11};
        static constexpr std::string_view kLetters = "bytes= -/*0123456789,+\x80";
        for (int i = 0; i < 200'000; ++i) {
            std::string header = i % 2 ? "bytes=" : "bytes ";
            for (auto length = random.next() % 24; length > 0; --length)
                header += kLetters[random.next() % kLetters.size()];
            const auto size = static_cast<std::int64_t>(random.next() % 2000);
            if (const auto asked = readRange(header, size); asked.kind == Kind::Part)
                QVERIFY2(asked.from >= 0 && asked.count > 0 && asked.from + asked.count <= size, header.c_str());
            if (const auto part = readContentRange(header))
                QVERIFY2(part->from >= 0 && part->count > 0 && part->from + part->count <= part->total, header.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(tst_byte_range)
#include "tst_byte_range.moc"
