#include "mobile/media/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

#include <algorithm>

namespace waymark::mobile {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int kQuality = 82;
// A file says how large its picture is before there is one: a few bytes may claim more than there is memory. A JPEG that comes in passes is held
// whole by its reader, at up to six bytes a pixel, however small it is wanted.
constexpr qint64 kMostPixels = 50'000'000;

/// The reader for these bytes; empty for none. Others are never asked: each is code that reads what somebody else wrote.
QByteArray formatOf(const QByteArray& file) {
    if (file.startsWith("\xff\xd8\xff")) return "jpeg";
    if (file.startsWith("\x89PNG\r\n\x1a\n")) return "png";
    if (file.startsWith("GIF8")) return "gif";
    if (file.startsWith("BM")) return "bmp";
    if (file.startsWith("RIFF") && file.mid(8, 4) == "WEBP") return "webp";
    return {};
}

/// Whether Qt would make room for the whole picture: what it refuses looks like a broken file otherwise.
bool hasRoomFor(const QSize& size, QImage::Format format) {
    const qint64 most = qint64(QImageReader::allocationLimit()) * 1024 * 1024;  // 0: as much as there is
    const qint64 bits = format == QImage::Format_Invalid ? 32 : QImage::toPixelFormat(format).bitsPerPixel();
    return most == 0 || (size.width() * bits + 31) / 32 * 4 * size.height() <= most;
}

QSize fitted(const QSize& size, int longestSide) {
    return std::max(size.width(), size.height()) > longestSide ? size.scaled(longestSide, longestSide, Qt::KeepAspectRatio).expandedTo({1, 1}) : size;
}

/// Painted onto a new image, so that nothing comes along but colours: no texts, no profile, no density.
QImage bare(QImage picture, int longestSide) {
    if (picture.colorSpace().isValid()) picture.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    const auto size = fitted(picture.size(), longestSide);
    if (size != picture.size()) picture = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage out(size, QImage::Format_RGB888);
    out.fill(Qt::white);  // under what was transparent
    QPainter painter(&out);
    painter.drawImage(QRect(QPoint(), size), picture);
    return out;
}

QByteArray jpegOf(const QImage& picture) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(kQuality);
    return writer.write(picture) ? bytes : QByteArray();
}

/// Upright, and no larger than asked for. Errors as fitPicture.
Result<QImage> read(const QByteArray& file, int longestSide) {
    if (file.size() > kMostPictureFileBytes) return Error{ErrorCode::TooLarge, "picture file"};
    const auto format = formatOf(file);
    if (format.isEmpty()) return Error{ErrorCode::Malformed, "no picture"};
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const auto size = reader.size();
    if (!size.isValid() || size.isEmpty()) return Error{ErrorCode::Malformed, "no picture"};
    if (qint64(size.width()) * size.height() > kMostPixels) return Error{ErrorCode::TooLarge, "picture"};
    // A JPEG is read small at once, which is quicker than making it small and needs less memory.
    if (format == "jpeg")
        reader.setScaledSize(fitted(size, longestSide));
    else if (!hasRoomFor(size, reader.imageFormat()))
        return Error{ErrorCode::TooLarge, "picture"};
    auto picture = reader.read();
    if (picture.isNull()) return Error{ErrorCode::Malformed, "picture"};
    return picture;
}

Result<QByteArray> kept(const QImage& picture, int longestSide) {
    auto bytes = jpegOf(bare(picture, std::clamp(longestSide, 1, kLongestSide)));
    if (bytes.isEmpty()) return Error{ErrorCode::Malformed, "picture"};
    return bytes;
}

}  // namespace

Result<QByteArray> fitPicture(const QByteArray& file, int longestSide) {
    auto picture = read(file, std::clamp(longestSide, 1, kLongestSide));
    if (!picture) return picture.error();
    return kept(*picture, longestSide);
}

Result<QByteArray> fitPicture(const QImage& seen, int longestSide) {
    if (seen.isNull()) return Error{ErrorCode::Malformed, "no picture"};
    return kept(seen, longestSide);
}

QString pictureAddress(const QByteArray& file, int longestSide) {
    const auto picture = read(file, longestSide);
    if (!picture) return {};
    const auto jpeg = jpegOf(bare(*picture, longestSide));
    return jpeg.isEmpty() ? QString() : QStringLiteral("data:image/jpeg;base64,") + QString::fromLatin1(jpeg.toBase64());
}

}  // namespace waymark::mobile
