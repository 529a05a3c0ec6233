#include "mobile/app/picture_provider.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace waymark::mobile {

namespace {

/// The reader for these bytes; empty for none. Others are never asked: each is code that reads what somebody else wrote.
QByteArray formatOf(const QByteArray& bytes) {
    if (bytes.startsWith("\xFF\xD8\xFF")) return "jpeg";
    if (bytes.startsWith("\x89PNG\r\n\x1A\n")) return "png";
    return bytes.startsWith("GIF8") ? QByteArray("gif") : QByteArray();
}

/// How much of its size a picture keeps to fit into what is wanted.
double shareOf(const QSize& is, const QSize& wanted) {
    double share = 1;
    if (wanted.width() > 0) share = std::min(share, double(wanted.width()) / is.width());
    if (wanted.height() > 0) share = std::min(share, double(wanted.height()) / is.height());
    return share;
}

}  // namespace

PictureProvider::PictureProvider(std::shared_ptr<ShownMedia> files)
    : QQuickImageProvider(Image, ForceAsynchronousImageLoading), m_files(std::move(files)) {}

QImage PictureProvider::requestImage(const QString& id, QSize* size, const QSize& wanted) {
    auto bytes = m_files->bytes(id);
    const auto format = formatOf(bytes);
    if (format.isEmpty()) return {};
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize stored = reader.size();
    if (!stored.isValid() || stored.isEmpty()) return {};
    // A photo may lie on its side in its file.
    const bool turned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const QSize shown = turned ? stored.transposed() : stored;
    if (size) *size = shown;
    const QSize fit = (QSizeF(stored) * shareOf(shown, wanted)).toSize().expandedTo({1, 1});
    if (fit != stored) reader.setScaledSize(fit);
    return reader.read();
}

}  // namespace waymark::mobile
