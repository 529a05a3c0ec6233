// The program that reads codes, asked as the app asks it: what comes back is plain text, and whatever the program does, the app goes on.
#include "mobile/media/code_reader.h"
#include "mobile/media/media_kit.h"

#include <qrencode.h>

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace waymark;
using mobile::SeenCode;

namespace {

QImage qr(const QByteArray& text, int scale = 8) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char*>(text.constData()), 0, QR_ECLEVEL_M), QRcode_free);
    const int quiet = 4, side = code->width + 2 * quiet;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1) image.setPixel(x + quiet, y + quiet, qRgb(0, 0, 0));
    return image.scaled(side * scale, side * scale);
}

}  // namespace

class tst_code_reader : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const mobile::CodeReader m_reader = mobile::systemMedia(QStringLiteral(WAYMARK_PROGRAMS))->codes();
    const QImage m_picture{64, 48, QImage::Format_RGB32};

    /// Another program in its place.
    mobile::CodeReader instead(const QByteArray& script) {
        QFile file(m_folder.filePath(QStringLiteral("waymark-codes")));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script + "\n") < 0) qFatal("no script");
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        return mobile::systemMedia(m_folder.path())->codes();
    }
    QStringList texts(const std::vector<SeenCode>& codes) {
        QStringList out;
        for (const auto& code : codes)
            out.append(code.text);
        return out;
    }

private slots:
    void init() { QFile::remove(m_folder.filePath(QStringLiteral("waymark-codes"))); }

    void aCodeIsReadThere() {
        const QByteArray link = "waymark://enrol?u=https%3A%2F%2Fwaymark.example.org&c=7K3M-9QTP&k=0123456789abcdef&s=fedcba9876543210";
        QCOMPARE(m_reader(qr(link, 6)), (std::vector<SeenCode>{{QString::fromUtf8(link), false}}));
        QCOMPARE(m_reader(QImage()), std::vector<SeenCode>());
    }

    void whateverThePictureIsMadeOf_data() {
        QTest::addColumn<QImage>("seen");
        const auto code = qr("Zażółć gęślą jaźń · 7");
        QTest::newRow("larger than is looked at") << code.scaled(3000, 3000, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QTest::newRow("rows that do not end where pixels do") << code.copy(0, 0, code.width() - 3, code.height());
        QTest::newRow("four bits for a colour") << code.convertToFormat(QImage::Format_RGB444);
        QTest::newRow("see-through") << code.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        QTest::newRow("one bit") << code.convertToFormat(QImage::Format_Mono);
    }
    void whateverThePictureIsMadeOf() {
        QFETCH(QImage, seen);
        QCOMPARE(texts(m_reader(seen)), QStringList(QStringLiteral("Zażółć gęślą jaźń · 7")));
    }

    void whatACodeHoldsIsOneLineOfPlainText_data() {
        QTest::addColumn<QByteArray>("holds");
        QTest::addColumn<QString>("text");
        QTest::newRow("a card of several lines") << QByteArray("BEGIN:VCARD\r\nN:Ward\r\nEND:VCARD") << "BEGIN:VCARD  N:Ward  END:VCARD";
        QTest::newRow("bells and escapes") << QByteArray("\x1b[31mred\x07\x7f") << "[31mred";
        QTest::newRow("a line that looks like an answer of its own") << QByteArray("a\nsquare b") << "a square b";
        QTest::newRow("nothing in the middle") << QByteArray("a\0b", 3) << "a b";
        QTest::newRow("writing turned round") << QByteArray("abc\u202Edef\u2066") << "abcdef";
        QTest::newRow("markup") << QByteArray("<b onclick=x>%1</b>") << "<b onclick=x>%1</b>";
        QTest::newRow("as long as may be") << QByteArray(2'000, 'x') << QString(2'000, 'x');
        QTest::newRow("longer") << QByteArray(2'001, 'x') << "";
    }
    void whatACodeHoldsIsOneLineOfPlainText() {
        QFETCH(QByteArray, holds);
        QFETCH(QString, text);
        QCOMPARE(texts(m_reader(qr(holds, holds.size() > 1'000 ? 6 : 8))), QStringList(text));
    }

    void whateverTheProgramSaysTheAppTakesPlainTextOnly_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QStringList>("read");
        QTest::newRow("two codes, one of them twice") << QByteArray("cat >/dev/null; echo 'square a'; echo 'bars b'; echo 'square a'") << QStringList{"a", "b"};
        QTest::newRow("nothing") << QByteArray("cat >/dev/null") << QStringList();
        QTest::newRow("something else") << QByteArray("cat >/dev/null; echo hello; echo squarea; echo") << QStringList();
        QTest::newRow("no UTF-8") << QByteArray("cat >/dev/null; printf 'square a\\377b\\n'") << QStringList{""};
        QTest::newRow("control characters") << QByteArray("cat >/dev/null; printf 'bars a\\033\\000b\\r\\n'") << QStringList{"ab"};
        QTest::newRow("a code, and an end that is none") << QByteArray("cat >/dev/null; echo 'square a'; exit 3") << QStringList();
        QTest::newRow("a code, and death") << QByteArray("cat >/dev/null; echo 'square a'; kill -KILL $$") << QStringList();
        QTest::newRow("death before the picture was read") << QByteArray("kill -ABRT $$") << QStringList();
        QTest::newRow("without an end") << QByteArray("while :; do echo 'square aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; done") << QStringList();
    }
    void whateverTheProgramSaysTheAppTakesPlainTextOnly() {
        QFETCH(QByteArray, script);
        QFETCH(QStringList, read);
        QCOMPARE(texts(instead(script)(m_picture)), read);
    }

    void aProgramThatHangsIsNotWaitedForLong() {
        const auto reader = instead("exec sleep 600");
        QElapsedTimer took;
        took.start();
        QVERIFY(reader(m_picture).empty());
        QVERIFY(took.elapsed() < 10'000);
    }

    void withoutTheProgramNothingIsRead() { QVERIFY(mobile::systemMedia(m_folder.path())->codes()(m_picture).empty()); }

    /// The library gives up over some pictures, and then ends its process. Here that costs the one picture.
    void noPictureStopsTheApp() {
        QRandomGenerator random(20'261'122);
        const auto code = qr("waymark");
        int read = 0;
        for (int i = 0; i < 100; ++i) {
            auto seen = code;
            for (int strokes = random.bounded(6); strokes > 0; --strokes) {
                const QRect stroke(random.bounded(seen.width()), random.bounded(seen.height()), 1 + random.bounded(60), 1 + random.bounded(60));
                const auto colour = random.bounded(2) ? qRgb(0, 0, 0) : qRgb(255, 255, 255);
                for (int y = stroke.top(); y <= std::min(stroke.bottom(), seen.height() - 1); ++y)
                    for (int x = stroke.left(); x <= std::min(stroke.right(), seen.width() - 1); ++x)
                        if (random.bounded(4)) seen.setPixel(x, y, colour);
            }
            const auto found = texts(m_reader(seen));
            read += found.contains(QStringLiteral("waymark"));
        }
        QVERIFY2(read > 10 && read < 100, qPrintable(QString::number(read)));
    }
};

QTEST_MAIN(tst_code_reader)
#include "tst_code_reader.moc"
