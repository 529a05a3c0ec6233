// Finds things on a screen the way a screen reader does: by role and spoken name. Given to the tests as `find`.
#pragma once

#include <QObject>
#include <QQuickItem>

class Finder : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // The first visible item under `root` that speaks `name`, or null. Roles are those of Accessible.
    Q_INVOKABLE QQuickItem* any(QQuickItem* root, const QString& name) const;
    Q_INVOKABLE QQuickItem* button(QQuickItem* root, const QString& name) const;
    Q_INVOKABLE QQuickItem* radio(QQuickItem* root, const QString& name) const;
    Q_INVOKABLE QQuickItem* check(QQuickItem* root, const QString& name) const;
    Q_INVOKABLE QQuickItem* editor(QQuickItem* root, const QString& name) const;
    Q_INVOKABLE QQuickItem* row(QQuickItem* root, const QString& name) const;

    // The last visible item of this object name under `root`, which is the one on top; null if there is none.
    Q_INVOKABLE QQuickItem* control(QQuickItem* root, const QString& objectName) const;
    // What is no item, such as a dialog of the system, under a visible item below `root`; null if there is none.
    Q_INVOKABLE QObject* dialog(QQuickItem* root, const QString& objectName) const;
    // Scrolls what it lies in until all of it is in sight.
    Q_INVOKABLE void reach(QQuickItem* item) const;

    // What a screen reader is told about one item.
    Q_INVOKABLE int role(QQuickItem* item) const;
    Q_INVOKABLE bool checked(QQuickItem* item) const;

    // Everything under `root` that is spoken: names and descriptions.
    Q_INVOKABLE QStringList spoken(QQuickItem* root) const;
    // The names, without ".qml", of the files of a module ("Waymark/Screens") that fit, in their order.
    Q_INVOKABLE QStringList files(const QString& module, const QString& pattern) const;
    // Controls that can have the keyboard but have no name to speak: there should be none.
    Q_INVOKABLE QStringList nameless(QQuickItem* root) const;
};
