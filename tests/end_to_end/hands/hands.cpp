#include "tests/end_to_end/hands/hands.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QInputMethodEvent>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace waymark::tests {
namespace {

constexpr int kNotch = 120;           // of a wheel, in eighths of a degree
constexpr double kNotchPixels = 100;  // about what one moves; too few are made up for by the next turn

// Children as they are painted: the later and the higher, the nearer to the eye.
QList<QQuickItem*> paintOrder(const QQuickItem& item) {
    QList<QQuickItem*> children = item.childItems();
    std::stable_sort(children.begin(), children.end(), [](const QQuickItem* a, const QQuickItem* b) { return a->z() < b->z(); });
    return children;
}

template <typename Visit> void walk(QQuickItem* item, const Visit& visit) {
    if (!item->isVisible() || item->opacity() == 0)
        return;
    visit(item);
    for (QQuickItem* child : paintOrder(*item))
        walk(child, visit);
}

bool speaks(QQuickItem* item, const QString& name, QAccessible::Role role) {
    QAccessibleInterface* voice = QAccessible::queryAccessibleInterface(item);
    return voice && voice->text(QAccessible::Name) == name && (role == QAccessible::NoRole || voice->role() == role);
}

} // namespace

QQuickItem* Hands::find(const QString& name, QAccessible::Role role) const {
    QQuickItem* found = nullptr;
    walk(m_window.contentItem(), [&](QQuickItem* item) {
        if (speaks(item, name, role))
            found = item;
    });
    return found;
}

QQuickItem* Hands::control(const QString& objectName) const {
    QQuickItem* found = nullptr;
    walk(m_window.contentItem(), [&](QQuickItem* item) {
        if (item->objectName() == objectName)
            found = item;
    });
    return found;
}

QStringList Hands::controls(const QString& prefix) const {
    QStringList all;
    walk(m_window.contentItem(), [&](QQuickItem* item) {
        if (!item->objectName().isEmpty() && item->objectName().startsWith(prefix))
            all << item->objectName();
    });
    return all;
}

QStringList Hands::seen() const {
    QStringList all;
    walk(m_window.contentItem(), [&](QQuickItem* item) {
        QStringList said{item->property("text").toString()};
        if (QAccessibleInterface* voice = QAccessible::queryAccessibleInterface(item))
            said << voice->text(QAccessible::Name) << voice->text(QAccessible::Description) << voice->text(QAccessible::Value);
        for (const QString& words : said) {
            if (!words.isEmpty() && (all.isEmpty() || all.last() != words))
                all << words;
        }
    });
    return all;
}

bool Hands::sees(const QString& words) const {
    const QStringList all = seen();
    return std::any_of(all.begin(), all.end(), [&](const QString& said) { return said.contains(words); });
}

QPointF Hands::middle(const QQuickItem& item) const { return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)); }

bool Hands::reach(const QQuickItem& item) const {
    const QPointF point = middle(item);
    for (const QQuickItem* around = item.parentItem(); around; around = around->parentItem()) {
        if (!around->inherits("QQuickFlickable"))
            continue;
        const QRectF view = around->mapRectToScene(QRectF(0, 0, around->width(), around->height()));
        if (!view.contains(point)) {
            const double notches = (point.y() - view.center().y()) / kNotchPixels;
            turnWheel(view.center(), static_cast<int>(notches < 0 ? std::floor(notches) : std::ceil(notches)));
            return false;
        }
    }
    if (!QRectF(QPointF(), m_window.size()).contains(point))
        return false;
    const QQuickItem* taker = nullptr;
    walk(m_window.contentItem(), [&](const QQuickItem* other) {
        if (other->isEnabled() && other->acceptedMouseButtons() != Qt::NoButton && other->contains(other->mapFromScene(point)))
            taker = other;
    });
    return !taker || taker == &item || item.isAncestorOf(taker) || taker->isAncestorOf(&item);
}

bool Hands::hasKeyboard(const QQuickItem& item) const {
    const QQuickItem* holder = m_window.activeFocusItem();
    return holder && (holder == &item || item.isAncestorOf(holder));
}

void Hands::click(const QPointF& point) const { QTest::mouseClick(&m_window, Qt::LeftButton, Qt::NoModifier, point.toPoint()); }

void Hands::turnWheel(const QPointF& point, int notches) const {
    QWheelEvent event(point, m_window.mapToGlobal(point), QPoint(), QPoint(0, -notches * kNotch), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    event.setTimestamp(static_cast<quint64>(QDeadlineTimer::current().deadline()));  // without it, a flickable thinks no time has passed
    QCoreApplication::sendEvent(&m_window, &event);
}

void Hands::type(const QString& text) const {
    for (const QChar letter : text) {
        if (letter.unicode() < 0x80) {
            QTest::keyClick(&m_window, letter.toLatin1());
        } else if (QObject* target = m_window.focusObject()) {
            // As an input method commits a letter that is not on the keys.
            QInputMethodEvent event;
            event.setCommitString(letter);
            QCoreApplication::sendEvent(target, &event);
        }
    }
}

void Hands::press(Qt::Key key, Qt::KeyboardModifiers with) const { QTest::keyClick(&m_window, key, with); }

} // namespace waymark::tests
