// Codes as a camera sees them: turned, small, grainy, dim, two at once, none.
#include "mobile/codes/codes.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <qrencode.h>

#include <QPainter>
#include <QRandomGenerator>
#include <QTest>
#include <QTransform>

#include <memory>

using namespace waymark;

namespace {

const QString kLink = QStringLiteral("waymark://enrol?u=https://waymark.example.org&c=7K3M-9QTP&k=0123456789abcdef&s=fedcba9876543210");

/// As the service's console draws it.
QImage qr(const QString& text, int scale = 6) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
    const int quiet = 4, side = code->width + 2 * quiet;
    QImage image(side * scale, side * scale, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1) painter.fillRect((x + quiet) * scale, (y + quiet) * scale, scale, scale, Qt::black);
    return image;
}

QImage printed(ZXing::BarcodeFormat format, const QString& text, int width = 320, int height = 120) {
    const auto bits = ZXing::MultiFormatWriter(format).setMargin(10).encode(text.toStdWString(), width, height);
    QImage image(bits.width() + 40, bits.height() + 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < bits.height(); ++y)
        for (int x = 0; x < bits.width(); ++x)
            if (bits.get(x, y)) image.setPixel(x + 20, y + 20, qRgb(0, 0, 0));
    return image;
}

/// In the middle of a table, as a camera of 1280 by 720 sees it.
QImage onATable(const QImage& code, double degrees = 0, double scale = 1, const QColor& table = QColor(168, 140, 110)) {
    QImage seen(1280, 720, QImage::Format_RGB32);
    seen.fill(table);
    QPainter painter(&seen);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(640, 360);
    painter.rotate(degrees);
    painter.scale(scale, scale);
    painter.drawImage(QPointF(-code.width() / 2.0, -code.height() / 2.0), code);
    return seen;
}

/// As a cheap camera makes of it in a dim hall.
QImage grainy(QImage image, int grain, double light = 1) {
    QRandomGenerator random(4711);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const int value = std::clamp(int(qGray(image.pixel(x, y)) * light) + random.bounded(-grain, grain + 1), 0, 255);
            image.setPixel(x, y, qRgb(value, value, value));
        }
    return image;
}

QImage blurred(const QImage& image) {
    return image.scaled(image.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).scaled(image.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

std::vector<mobile::FoundCode> codesIn(const QImage& seen) {
    const auto grey = seen.convertToFormat(QImage::Format_Grayscale8);
    mobile::GreyPicture picture{grey.width(), grey.height(), {}};
    for (int y = 0; y < grey.height(); ++y)
        picture.pixels.insert(picture.pixels.end(), grey.constScanLine(y), grey.constScanLine(y) + grey.width());
    return mobile::codesIn(std::move(picture));
}

QStringList texts(const QImage& seen) {
    QStringList out;
    for (const auto& code : codesIn(seen))
        out.append(QString::fromStdString(code.text));
    out.sort();
    return out;
}

/// A white table of labels.
class Labels {
public:
    Labels() : m_seen(1280, 720, QImage::Format_RGB32) { m_seen.fill(Qt::white); }
    Labels& add(int x, int y, const QImage& label) {
        QPainter(&m_seen).drawImage(x, y, label);
        return *this;
    }
    const QImage& seen() const { return m_seen; }

private:
    QImage m_seen;
};

}  // namespace

class tst_codes : public QObject {
    Q_OBJECT

private slots:
    void everyKindIsRead_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("linear");
        using F = ZXing::BarcodeFormat;
        QTest::newRow("EAN-13, on what is sold") << int(F::EAN13) << "5012345678900" << true;
        QTest::newRow("EAN-8") << int(F::EAN8) << "96385074" << true;
        QTest::newRow("UPC-A") << int(F::UPCA) << "036000291452" << true;
        QTest::newRow("UPC-E") << int(F::UPCE) << "01234565" << true;
        QTest::newRow("Code 39, on old library cards") << int(F::Code39) << "LIB-204 7" << true;
        QTest::newRow("Code 128, on cards") << int(F::Code128) << "Card 0042/b" << true;
        QTest::newRow("Data Matrix, on letters") << int(F::DataMatrix) << "ref 8841" << false;
        QTest::newRow("QR") << int(F::QRCode) << "https://waymark.example.org/a?b=c" << false;
    }
    void everyKindIsRead() {
        QFETCH(int, format);
        QFETCH(QString, text);
        QFETCH(bool, linear);
        const bool isSquare = !linear;
        const auto codes = codesIn(onATable(printed(ZXing::BarcodeFormat(format), text, isSquare ? 220 : 320, isSquare ? 220 : 120)));
        QCOMPARE(int(codes.size()), 1);
        QCOMPARE(QString::fromStdString(codes.front().text), text);
        QCOMPARE(codes.front().isLinear, linear);
    }

    void theCodeOfTheConsoleIsRead() {
        QCOMPARE(texts(onATable(qr(kLink))), QStringList(kLink));
        QCOMPARE(texts(onATable(qr(QStringLiteral("Zażółć gęślą jaźń · 7"), 8))), QStringList(QStringLiteral("Zażółć gęślą jaźń · 7")));
    }

    void itIsReadHoweverItIsHeld_data() {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("scale");
        for (const double degrees : {0.0, 7.0, 90.0, 180.0, 270.0, 353.0})
            QTest::addRow("%g degrees", degrees) << degrees << 1.0;
        QTest::newRow("far away") << 0.0 << 0.55;
        QTest::newRow("near") << 0.0 << 1.6;
    }
    void itIsReadHoweverItIsHeld() {
        QFETCH(double, degrees);
        QFETCH(double, scale);
        QCOMPARE(texts(onATable(qr(kLink), degrees, scale)), QStringList(kLink));
        QCOMPARE(texts(onATable(printed(ZXing::BarcodeFormat::EAN13, "5012345678900"), degrees, scale)), QStringList("5012345678900"));
    }

    void aQrCodeMayBeAskew() { QCOMPARE(texts(onATable(qr(kLink), 33)), QStringList(kLink)); }

    void aPoorPictureWillDo_data() {
        QTest::addColumn<QImage>("seen");
        const auto plain = onATable(printed(ZXing::BarcodeFormat::EAN13, "5012345678900"), 3);
        QTest::newRow("grainy") << grainy(plain, 40);
        QTest::newRow("dim") << grainy(plain, 12, 0.35);
        QTest::newRow("a little out of focus") << blurred(onATable(printed(ZXing::BarcodeFormat::EAN13, "5012345678900", 480, 160), 3));
        QTest::newRow("half of it in a shadow") << [&] {
            auto seen = plain;
            QPainter painter(&seen);
            painter.fillRect(640, 0, 640, 720, QColor(0, 0, 0, 110));
            painter.end();
            return seen;
        }();
    }
    void aPoorPictureWillDo() {
        QFETCH(QImage, seen);
        QCOMPARE(texts(seen), QStringList("5012345678900"));
    }

    void whatIsFarOutOfFocusIsNotGuessedAt() {
        // A single row of it reads as the bars of another code, with the right check digit.
        QCOMPARE(texts(blurred(onATable(printed(ZXing::BarcodeFormat::EAN13, "5012345678900"), 3))), QStringList());
    }

    void whereThereIsNoneNoneIsRead_data() {
        QTest::addColumn<QImage>("seen");
        QImage white(640, 480, QImage::Format_RGB32), stripes(640, 480, QImage::Format_RGB32);
        white.fill(Qt::white);
        stripes.fill(Qt::white);
        QPainter painter(&stripes);
        for (int x = 0; x < 640; x += 12)
            painter.fillRect(x, 0, 6, 480, Qt::black);
        painter.end();
        QTest::newRow("nothing") << QImage();
        QTest::newRow("one pixel") << QImage(1, 1, QImage::Format_RGB32);
        QTest::newRow("a white wall") << white;
        QTest::newRow("a hall in the dark") << grainy(white, 120, 0.3);
        QTest::newRow("a radiator") << stripes;
        QTest::newRow("a code under a thumb") << [] {
            auto seen = onATable(printed(ZXing::BarcodeFormat::EAN13, "5012345678900"));
            QPainter painter(&seen);
            painter.fillRect(600, 200, 120, 320, QColor(220, 170, 140));
            painter.end();
            return seen;
        }();
    }
    void whereThereIsNoneNoneIsRead() {
        QFETCH(QImage, seen);
        QCOMPARE(texts(seen), QStringList());
    }

    void twoInSightAreTwo() {
        const auto ean = printed(ZXing::BarcodeFormat::EAN13, "5012345678900");
        QCOMPARE(texts(Labels().add(60, 200, qr("first", 8)).add(500, 200, ean).seen()), (QStringList{"5012345678900", "first"}));
        QCOMPARE(texts(Labels().add(60, 200, qr("first", 8)).add(760, 200, qr("second", 8)).seen()), (QStringList{"first", "second"}));
    }

    void theSameOneTwiceIsOne() {
        QCOMPARE(texts(Labels().add(60, 200, qr("same", 8)).add(760, 200, qr("same", 8)).seen()), QStringList("same"));
    }

    // The library ends the process when it finds the same bars twice.
    void theSameBarsTwiceAreOne_data() {
        QTest::addColumn<QImage>("seen");
        const auto ean = printed(ZXing::BarcodeFormat::EAN13, "5012345678900"), large = printed(ZXing::BarcodeFormat::EAN13, "5012345678900", 480, 120);
        QTest::newRow("one above the other") << Labels().add(460, 100, ean).add(460, 400, ean).seen();
        QTest::newRow("side by side") << Labels().add(60, 300, ean).add(500, 300, ean).seen();
        QTest::newRow("of two sizes") << Labels().add(460, 100, ean).add(400, 400, large).seen();
        QTest::newRow("one of them turned") << Labels().add(460, 300, ean).add(1000, 100, ean.transformed(QTransform().rotate(90))).seen();
    }
    void theSameBarsTwiceAreOne() {
        QFETCH(QImage, seen);
        QCOMPARE(texts(seen), QStringList("5012345678900"));
    }

    void ofSeveralBarsThoseAcrossTheMiddleCount_data() {
        QTest::addColumn<QImage>("seen");
        QTest::addColumn<QString>("text");
        const auto left = printed(ZXing::BarcodeFormat::EAN13, "5012345678900"), right = printed(ZXing::BarcodeFormat::EAN13, "4006381333931");
        const auto turned = [](const QImage& image) { return image.transformed(QTransform().rotate(90)); };
        QTest::newRow("the one on the right is in the middle") << Labels().add(60, 300, left).add(500, 300, right).seen() << "4006381333931";
        QTest::newRow("the one on the left is in the middle") << Labels().add(450, 300, left).add(850, 300, right).seen() << "5012345678900";
        QTest::newRow("neither is") << Labels().add(60, 300, left).add(850, 300, right).seen() << "";
        QTest::newRow("one above the other, one of them in the middle") << Labels().add(460, 20, left).add(460, 290, right).seen() << "4006381333931";
        QTest::newRow("turned, and the lower one is in the middle") << Labels().add(560, 0, turned(left).scaled(160, 200)).add(540, 210, turned(right)).seen() << "4006381333931";
        QTest::newRow("more labels than anybody means") << [&] {
            Labels many;
            for (int i = 0; i < 6; ++i)
                many.add(0, i * 120, left.copy(0, 30, left.width(), 100)).add(860, i * 120, left.copy(0, 30, left.width(), 100));
            return many.seen();
        }() << "";
    }
    void ofSeveralBarsThoseAcrossTheMiddleCount() {
        QFETCH(QImage, seen);
        QFETCH(QString, text);
        QCOMPARE(texts(seen), text.isEmpty() ? QStringList() : QStringList(text));
    }

    void whatACodeHoldsIsToldAsItIs() {
        QCOMPARE(texts(onATable(qr(QString::fromLatin1("a\x1dz\nb"), 8))), QStringList(QString::fromLatin1("a\x1dz\nb")));
        QCOMPARE(texts(qr(QString(2'100, 'x'), 4)).value(0).size(), 2'100);
    }

    void aPictureOfAnotherSizeIsNotLookedAt() {
        QVERIFY(mobile::codesIn({}).empty());
        QVERIFY(mobile::codesIn({8, 8, std::vector<std::uint8_t>(63)}).empty());
        QVERIFY(mobile::codesIn({-8, -8, std::vector<std::uint8_t>(64)}).empty());
        QVERIFY(mobile::codesIn({mobile::kLongestLookedAt + 1, 1, std::vector<std::uint8_t>(mobile::kLongestLookedAt + 1)}).empty());
    }
};

QTEST_MAIN(tst_codes)
#include "tst_codes.moc"
