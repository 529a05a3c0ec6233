#include "mobile/viewmodels/viewfinder.h"

#include <QPainter>

namespace waymark::mobile {

void Viewfinder::setMedia(MediaModel* media) {
    if (media == m_media) return;
    if (m_media) m_media->disconnect(this);
    m_media = media;
    if (m_media) connect(m_media, &MediaModel::seenChanged, this, [this] { update(); });
    update();
    emit mediaChanged();
}

void Viewfinder::paint(QPainter* painter) {
    if (!m_media || m_media->seen().isNull()) return;
    const auto& seen = m_media->seen();
    const auto size = QSizeF(seen.size()).scaled(boundingRect().size(), Qt::KeepAspectRatio);
    QRectF place(QPointF(), size);
    place.moveCenter(boundingRect().center());
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(place, seen);
}

}  // namespace waymark::mobile
