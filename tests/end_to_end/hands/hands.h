// Uses a window as a person does: finds things by the name they speak, clicks in their middle, types keys, looks. Never touches a
// model or a property. Lives on the screen's thread; the window is the caller's.
#pragma once

#include <QAccessible>
#include <QPointF>
#include <QString>
#include <QStringList>

class QQuickItem;
class QQuickWindow;

namespace waymark::tests {

class Hands {
public:
    explicit Hands(QQuickWindow& window) : m_window(window) {}

    /// The last visible item that speaks `name` (what lies on top comes last); of one role if it is not NoRole. Null if there is none.
    QQuickItem* find(const QString& name, QAccessible::Role role = QAccessible::NoRole) const;
    /// The last visible item with this object name; null if there is none.
    QQuickItem* control(const QString& objectName) const;
    /// Object names of the visible items that begin with `prefix`, from the back to the front.
    QStringList controls(const QString& prefix) const;
    /// What can be read or heard now: names, descriptions, values and visible texts, from the back to the front.
    QStringList seen() const;
    /// Whether any of what is seen contains the words.
    bool sees(const QString& words) const;

    /// Where its middle is in the window.
    QPointF middle(const QQuickItem& item) const;
    /// Whether its middle can be reached: in the window, and nothing that takes clicks lies over it. If it is scrolled out of sight,
    /// turns the wheel towards it.
    bool reach(const QQuickItem& item) const;
    bool hasKeyboard(const QQuickItem& item) const;
    void click(const QPointF& point) const;
    void turnWheel(const QPointF& point, int notches) const;  ///< positive: what is below comes up
    void type(const QString& text) const;                     ///< into what has the keyboard
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) const;

private:
    QQuickWindow& m_window;
};

} // namespace waymark::tests
