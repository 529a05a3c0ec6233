#include "tests/qml/page_check.h"

#include <QFontMetricsF>
#include <QQuickItem>
#include <QRectF>
#include <QRegularExpression>

#include <algorithm>

namespace {

// Half a pixel of rounding is nobody's loss.
constexpr qreal kSlack = 1.0;

// What holds words and shows its edge: a control or a rectangle.
bool hasEdge(const QQuickItem* item) { return item->inherits("QQuickControl") || item->inherits("QQuickRectangle"); }

// Whether a line ends inside a word, which is hard to read. What has no letters but digits and signs may break anywhere.
bool isBrokenInside(const QQuickItem* words) {
    if (words->property("lineCount").toInt() < 2) return false;
    const QFontMetricsF metrics(words->property("font").value<QFont>());
    const auto parts = words->property("text").toString().split(QRegularExpression(QStringLiteral("[\\s/\\-\\x{2013}\\x{2014}]+")));
    return std::any_of(parts.begin(), parts.end(), [&](const QString& part) {
        return part.contains(QRegularExpression(QStringLiteral("\\p{L}{2}"))) && metrics.horizontalAdvance(part) > words->width() + kSlack;
    });
}

void judge(QQuickItem* words, const QRectF& room, bool edged, QStringList& found) {
    const QString text = words->property("text").toString();
    const QRectF place = words->mapRectToScene(QRectF(0, 0, words->width(), words->height()));
    if (words->property("truncated").toBool())
        found << QStringLiteral("cut short: \"%1\"").arg(text);
    else if (words->property("contentWidth").toReal() > words->width() + kSlack)
        found << QStringLiteral("wider than its place: \"%1\"").arg(text);
    else if (isBrokenInside(words))
        found << QStringLiteral("broken inside a word: \"%1\"").arg(text);
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
