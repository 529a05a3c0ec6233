#include "tests/qml/page_check.h"

#include <QQuickItem>
#include <QRectF>

namespace {

// Half a pixel of rounding is nobody's loss.
constexpr qreal kSlack = 1.0;

// What holds words and shows its edge: a control or a rectangle.
bool hasEdge(const QQuickItem* item) { return item->inherits("QQuickControl") || item->inherits("QQuickRectangle"); }

void judge(QQuickItem* words, const QRectF& room, bool edged, QStringList& found) {
    const QString text = words->property("text").toString();
    const QRectF place = words->mapRectToScene(QRectF(0, 0, words->width(), words->height()));
    if (words->property("truncated").toBool())
        found << QStringLiteral("cut short: \"%1\"").arg(text);
    else if (words->property("contentWidth").toReal() > words->width() + kSlack)
        found << QStringLiteral("wider than its place: \"%1\"").arg(text);
    else if (place.left() < room.left() - kSlack || place.right() > room.right() + kSlack)
        found << QStringLiteral("reaches out at the side: \"%1\"").arg(text);
    else if (edged && (place.top() < room.top() - kSlack || place.bottom() > room.bottom() + kSlack))
        found << QStringLiteral("reaches out above or below: \"%1\"").arg(text);
}

// `room` is the nearest edge round the item; what scrolls has no lower edge, so that only its sides count (`edged` false).
void look(QQuickItem* item, QRectF room, bool edged, QStringList& found) {
    if (!item->isVisible() || item->opacity() == 0)
        return;
    if (hasEdge(item) && item->width() > 0) {
        room = item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
        edged = true;
    } else if (item->inherits("QQuickFlickable")) {
        edged = false;
    } else if (item->inherits("QQuickText") && !item->property("text").toString().isEmpty()) {
        judge(item, room, edged, found);
    }
    const auto children = item->childItems();
    for (QQuickItem* child : children)
        look(child, room, edged, found);
}

} // namespace

QStringList wordsThatDoNotFit(QQuickItem* root) {
    QStringList found;
    look(root, root->mapRectToScene(QRectF(0, 0, root->width(), root->height())), false, found);
    return found;
}
