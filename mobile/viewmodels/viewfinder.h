// What the camera sees, as large as there is room for it. Painted from memory, so it needs neither a video's pipeline nor a graphics card; the
// screen's thread.
#pragma once

#include "mobile/viewmodels/media_model.h"

#include <QPointer>
#include <QQuickPaintedItem>

namespace waymark::mobile {

class Viewfinder : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(waymark::mobile::MediaModel* media READ media WRITE setMedia NOTIFY mediaChanged)
public:
    using QQuickPaintedItem::QQuickPaintedItem;

    MediaModel* media() const { return m_media; }
    void setMedia(MediaModel* media);
    void paint(QPainter* painter) override;

signals:
    void mediaChanged();

private:
    QPointer<MediaModel> m_media;
};

}  // namespace waymark::mobile
