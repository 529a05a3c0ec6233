// Draws the pictures that a questionnaire brings along ("image://form/<sha256>") from memory, no larger than they are shown. Owned by the engine;
// called from the thread on which Qt Quick loads pictures.
#pragma once

#include "mobile/viewmodels/form_media.h"

#include <QQuickImageProvider>

namespace waymark::mobile {

class PictureProvider : public QQuickImageProvider {
public:
    explicit PictureProvider(std::shared_ptr<ShownMedia> files);
    /// An empty image if it is not here or cannot be read. `wanted` may leave out a side; nothing is made larger than it is.
    QImage requestImage(const QString& id, QSize* size, const QSize& wanted) override;

private:
    std::shared_ptr<ShownMedia> m_files;
};

}  // namespace waymark::mobile
