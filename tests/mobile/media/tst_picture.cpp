// Photos made fit to keep. The files are written here, some by hand: what a phone writes beside a picture, and what nobody should.
#include "mobile/media/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QDir>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <random>

using namespace waymark;
using base::ErrorCode;
using mobile::fitPicture;

namespace {

QByteArray saved(const QImage& image, const char* format, int quality = 90) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, format, quality)) qFatal("cannot write %s", format);
    return bytes;
}

/// Red on the left, blue on the right.
QImage twoHalves(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, x < width / 2 ? qRgb(220, 20, 20) : qRgb(20, 20, 220));
    return image;
}

void put16(QByteArray& to, int value) { to.append(char(value >> 8)).append(char(value & 0xff)); }
void put32(QByteArray& to, quint32 value) {
    put16(to, int(value >> 16));
    put16(to, int(value & 0xffff));
}
void putEntry(QByteArray& to, int tag, int type, quint32 count, quint32 value) {
    put16(to, tag);
    put16(to, type);
    put32(to, count);
    put32(to, value);
}

constexpr auto kMaker = "Acme Phones";
constexpr auto kSerial = "SN-4711-0815";

/// What a phone writes: who made it, which way it was held, when, by which device, and where (52° 27' N, 1° 49' W).
QByteArray exif(int orientation) {
    const auto maker = QByteArray(kMaker) + '\0', serial = QByteArray(kSerial) + '\0';
    const QByteArray when("2026:11:22 09:30:00\0", 20);
    QByteArray tiff("MM\0*", 4);
    put32(tiff, 8);
    constexpr int kEntries = 4;
    const quint32 beyond = 8 + 2 + kEntries * 12 + 4;
    const auto serialAt = beyond + quint32(maker.size()), whenAt = serialAt + quint32(serial.size()), gpsAt = whenAt + quint32(when.size());
    put16(tiff, kEntries);
    putEntry(tiff, 0x010f, 2, quint32(maker.size()), beyond);
    putEntry(tiff, 0x0112, 3, 1, quint32(orientation) << 16);
    putEntry(tiff, 0x0132, 2, quint32(when.size()), whenAt);
    putEntry(tiff, 0x8825, 4, 1, gpsAt);
    put32(tiff, 0);
    tiff += maker + serial + when;
    const auto placeAt = gpsAt + 2 + 4 * 12 + 4;
    put16(tiff, 4);
    putEntry(tiff, 1, 2, 2, quint32('N') << 24);
    putEntry(tiff, 2, 5, 3, placeAt);
    putEntry(tiff, 3, 2, 2, quint32('W') << 24);
    putEntry(tiff, 4, 5, 3, placeAt + 24);
    put32(tiff, 0);
    for (const quint32 part : {52U, 27U, 0U, 1U, 49U, 0U}) {
        put32(tiff, part);
        put32(tiff, 1);
    }
    return QByteArray("Exif\0\0", 6) + tiff;
}

/// A JPEG with such a block, and a remark.
QByteArray photo(const QImage& image, int orientation = 1) {
    const auto plain = saved(image, "jpeg", 95);
    const auto block = exif(orientation);
    QByteArray out = plain.left(2) + "\xff\xe1";
    put16(out, int(block.size()) + 2);
    out += block + "\xff\xfe";
    const QByteArray remark = "taken by Nobody Real";
    put16(out, int(remark.size()) + 2);
    return out + remark + plain.mid(2);
}

/// The markers of a JPEG before its picture, in order.
QByteArray markers(const QByteArray& jpeg) {
    QByteArray out;
    for (qsizetype at = 2; at + 4 <= jpeg.size() && quint8(jpeg[at]) == 0xff;) {
        out.append(jpeg[at + 1]);
        if (quint8(jpeg[at + 1]) == 0xda) break;
        at += 2 + qFromBigEndian<quint16>(jpeg.constData() + at + 2);
    }
    return out;
}

/// The same file, which says of itself that it has that many points on each side.
QByteArray sized(QByteArray file, quint32 side) {
    if (file.startsWith("BM")) {
        qToLittleEndian(side, file.data() + 18);
        qToLittleEndian(side, file.data() + 22);
        return file;
    }
    if (file.startsWith("\xff\xd8")) {
        const auto frame = file.indexOf("\xff\xc0");
        qToBigEndian(quint16(side), file.data() + frame + 5);
        qToBigEndian(quint16(side), file.data() + frame + 7);
        return file;
    }
    qToBigEndian(side, file.data() + 16);
    qToBigEndian(side, file.data() + 20);
    // The sum of a PNG's header follows it.
    quint32 sum = 0xffffffff;
    for (qsizetype at = 12; at < 29; ++at) {
        sum ^= quint8(file[at]);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum & 1 ? sum >> 1 ^ 0xedb88320U : sum >> 1;
    }
    qToBigEndian(sum ^ 0xffffffff, file.data() + 29);
    return file;
}

QImage seen(const base::Result<QByteArray>& made) { return made ? QImage::fromData(*made, "jpeg") : QImage(); }
bool isRed(QRgb colour) { return qRed(colour) > 150 && qBlue(colour) < 90; }
bool isBlue(QRgb colour) { return qBlue(colour) > 150 && qRed(colour) < 90; }

}  // namespace

class tst_picture : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QImageReader::setAllocationLimit(128); }  // MiB; Qt 6.4's own

    void aPhotoDoesNotTellWhereWhenAndByWhatItWasTaken() {
        const auto file = photo(twoHalves(64, 48));
        QVERIFY(file.contains(kMaker) && file.contains(kSerial) && file.contains("Exif") && file.contains("2026:11:22"));
        QVERIFY(!QImage::fromData(file).isNull());
        const auto made = fitPicture(file);
        QVERIFY(made.ok());
        for (const char* told : {"Exif", kMaker, kSerial, "2026:11:22", "Nobody Real"})
            QVERIFY2(!made->contains(told), told);
        // Nothing but the frame's own markers: JFIF, tables, the frame, the picture.
        for (const char marker : markers(*made))
            QVERIFY2(QByteArray("\xe0\xdb\xc0\xc4\xda").contains(marker), qPrintable(QString::number(quint8(marker), 16)));
        QVERIFY(markers(file).contains('\xe1') && markers(file).contains('\xfe'));
    }

    void textsAndProfilesOfAPictureAreLeftBehind() {
        auto image = twoHalves(64, 48);
        image.setText("Author", "Nobody Real");
        image.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
        const auto file = saved(image, "png");
        QVERIFY(file.contains("Nobody Real") && file.contains("iCCP"));
        const auto made = fitPicture(file);
        QVERIFY(made.ok());
        QVERIFY(!made->contains("Nobody Real") && !made->contains("ICC_PROFILE"));
        const auto shot = fitPicture(image);
        QVERIFY(shot.ok() && !shot->contains("Nobody Real") && !shot->contains("ICC_PROFILE"));
    }

    void aPhotoTakenSidewaysStandsUpright() {
        // 6: held upright, the sensor lay on its side. What it saw on the left belongs to the top.
        const auto upright = seen(fitPicture(photo(twoHalves(80, 40), 6)));
        QCOMPARE(upright.size(), QSize(40, 80));
        QVERIFY(isRed(upright.pixel(20, 10)) && isBlue(upright.pixel(20, 70)));
        const auto turned = seen(fitPicture(photo(twoHalves(80, 40), 3)));
        QVERIFY(isBlue(turned.pixel(10, 20)) && isRed(turned.pixel(70, 20)));
        const auto small = seen(fitPicture(photo(twoHalves(80, 40), 6), 20));
        QCOMPARE(small.size(), QSize(10, 20));
    }

    void noSideIsLongerThanWasAskedFor_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("longest");
        QTest::addColumn<QSize>("kept");
        QTest::newRow("a large photo") << QSize(4000, 3000) << 1600 << QSize(1600, 1200);
        QTest::newRow("a large photo, upright") << QSize(3000, 4000) << 1600 << QSize(1200, 1600);
        QTest::newRow("the form asks for less") << QSize(4000, 3000) << 640 << QSize(640, 480);
        QTest::newRow("the form asks for more than is kept") << QSize(4000, 3000) << 10'000 << QSize(1600, 1200);
        QTest::newRow("the form asks for nothing sensible") << QSize(400, 300) << -3 << QSize(1, 1);
        QTest::newRow("a small one stays") << QSize(400, 300) << 1600 << QSize(400, 300);
        QTest::newRow("a line") << QSize(5000, 1) << 1600 << QSize(1600, 1);
    }
    void noSideIsLongerThanWasAskedFor() {
        QFETCH(QSize, size);
        QFETCH(int, longest);
        QFETCH(QSize, kept);
        const auto image = twoHalves(size.width(), size.height());
        for (const char* format : {"jpeg", "png", "bmp"})
            QCOMPARE(seen(fitPicture(saved(image, format), longest)).size(), kept);
        QCOMPARE(seen(fitPicture(image, longest)).size(), kept);
    }

    void aPhotoOfAllKindsOfThingsFitsIntoAFewHundredKilobytes() {
        std::mt19937 random(7);
        QImage image(4000, 3000, QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, qRgb((x / 9) % 256, (y / 7) % 256, int(random() % 64)));
        const auto made = fitPicture(saved(image, "jpeg", 95));
        QVERIFY(made.ok());
        QVERIFY2(made->size() < 1'500'000, qPrintable(QString::number(made->size())));
    }

    void whatIsSeenThroughIsWhite() {
        QImage image(20, 20, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QCOMPARE(seen(fitPicture(saved(image, "png"))).pixel(10, 10), qRgb(255, 255, 255));
    }

    void whatIsNoPictureIsSaid_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a letter") << QByteArray("Dear all, please find attached no picture.");
        QTest::newRow("a drawing that may name other files") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>");
        QTest::newRow("a picture in words") << QByteArray("/* XPM */\nstatic char *a[] = {\"1 1 1 1\", \"a c red\", \"a\"};");
        QTest::newRow("a film") << QByteArray("\0\0\0\x18" "ftypmp42", 12);
        QTest::newRow("only the beginning of a JPEG") << QByteArray("\xff\xd8\xff\xe0");
        QTest::newRow("a JPEG's beginning and a letter") << QByteArray("\xff\xd8\xff") + QByteArray(500, 'a');
        QTest::newRow("a PNG that ends after its name") << QByteArray("\x89PNG\r\n\x1a\n");
    }
    void whatIsNoPictureIsSaid() {
        QFETCH(QByteArray, file);
        const auto made = fitPicture(file);
        QVERIFY(!made.ok());
        QCOMPARE(made.error().code, ErrorCode::Malformed);
        QCOMPARE(mobile::pictureAddress(file), "");
        QCOMPARE(fitPicture(QImage()).error().code, ErrorCode::Malformed);
    }

    void aPictureThatClaimsToBeHugeIsNotBelieved() {
        QVERIFY(fitPicture(sized(saved(twoHalves(8, 8), "png"), 8)).ok());
        QCOMPARE(fitPicture(sized(saved(twoHalves(8, 8), "png"), 60'000)).error().code, ErrorCode::TooLarge);
        QCOMPARE(fitPicture(QByteArray("\xff\xd8\xff") + QByteArray(mobile::kMostPictureFileBytes, 'a')).error().code, ErrorCode::TooLarge);
    }

    void aPictureForWhichThereIsNoMemoryIsTooLargeAndNotBroken_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("a PNG of 49 million points") << sized(saved(twoHalves(8, 8), "png"), 7'000);
        QTest::newRow("a PNG of 25 million points with twice the colours") << sized(saved(twoHalves(8, 8).convertToFormat(QImage::Format_RGBA64), "png"), 5'000);
        QTest::newRow("a BMP of 49 million points") << sized(saved(twoHalves(8, 8), "bmp"), 7'000);
        // One that comes in passes is held whole by its reader.
        QTest::newRow("a JPEG of 56 million points") << sized(saved(twoHalves(8, 8), "jpeg"), 7'500);
    }
    void aPictureForWhichThereIsNoMemoryIsTooLargeAndNotBroken() {
        QFETCH(QByteArray, file);
        QCOMPARE(fitPicture(file).error().code, ErrorCode::TooLarge);
    }

    void brokenFilesAreRefusedOrReadAsFarAsTheyGo() {
        std::mt19937 random(20261122);
        const QList<QByteArray> seeds{photo(twoHalves(48, 32), 6), saved(twoHalves(48, 32), "png"), saved(twoHalves(48, 32), "bmp")};
        int read = 0, refused = 0;
        for (int round = 0; round < 3'000; ++round) {
            auto file = seeds[round % seeds.size()];
            for (auto changes = 1 + random() % 8; changes > 0; --changes)
                file[qsizetype(random() % quint64(file.size()))] = char(random());
            if (random() % 4 == 0) file.truncate(qsizetype(random() % quint64(file.size())));
            const auto made = fitPicture(file);
            if (!made) {
                ++refused;
                continue;
            }
            ++read;
            const auto image = seen(made);
            QVERIFY(!image.isNull() && qMax(image.width(), image.height()) <= mobile::kLongestSide && made->size() <= 8 * 1024 * 1024);
        }
        qInfo("%d of the broken files were read, %d refused", read, refused);
        QVERIFY(read > 0 && refused > 0);
    }

    void whatIsShownIsSmall() {
        const auto made = fitPicture(twoHalves(1600, 1200));
        const auto address = mobile::pictureAddress(*made);
        QVERIFY(address.startsWith("data:image/jpeg;base64,"));
        const auto shown = QImage::fromData(QByteArray::fromBase64(address.section(',', 1).toLatin1()));
        QCOMPARE(shown.size(), QSize(960, 720));
        QVERIFY(address.size() < 200'000);
    }

    void nothingIsWrittenBesideIt() {
        // What needs room beside the memory asks for it here.
        QTemporaryDir directory;
        qputenv("TMPDIR", directory.path().toLocal8Bit());
        QVERIFY(fitPicture(photo(twoHalves(2000, 1500))).ok());
        QVERIFY(QDir(directory.path()).isEmpty());
        qunsetenv("TMPDIR");
    }
};

QTEST_GUILESS_MAIN(tst_picture)
#include "tst_picture.moc"
