#include "tests/qml/finder.h"

#include <QAccessible>
#include <QDir>

namespace {

QAccessibleInterface* voice(QQuickItem* item) { return QAccessible::queryAccessibleInterface(item); }

QQuickItem* first(QQuickItem* item, const QString& name, QAccessible::Role role) {
    if (!item || !item->isVisible())
        return nullptr;
    QAccessibleInterface* spoken = voice(item);
    if (spoken && spoken->text(QAccessible::Name) == name && (role == QAccessible::NoRole || spoken->role() == role))
        return item;
    const auto children = item->childItems();
    for (QQuickItem* child : children) {
        if (QQuickItem* found = first(child, name, role))
            return found;
    }
    return nullptr;
}

template <typename Visit> void walk(QQuickItem* item, const Visit& visit) {
    if (!item || !item->isVisible())
        return;
    visit(item);
    const auto children = item->childItems();
    for (QQuickItem* child : children)
        walk(child, visit);
}

} // namespace

QQuickItem* Finder::any(QQuickItem* root, const QString& name) const { return first(root, name, QAccessible::NoRole); }
QQuickItem* Finder::button(QQuickItem* root, const QString& name) const { return first(root, name, QAccessible::Button); }
QQuickItem* Finder::radio(QQuickItem* root, const QString& name) const {
    return first(root, name, QAccessible::RadioButton);
}
QQuickItem* Finder::check(QQuickItem* root, const QString& name) const { return first(root, name, QAccessible::CheckBox); }
QQuickItem* Finder::editor(QQuickItem* root, const QString& name) const {
    return first(root, name, QAccessible::EditableText);
}
QQuickItem* Finder::row(QQuickItem* root, const QString& name) const { return first(root, name, QAccessible::ListItem); }

QQuickItem* Finder::control(QQuickItem* root, const QString& objectName) const {
    QQuickItem* found = nullptr;
    walk(root, [&](QQuickItem* item) {
        if (item->objectName() == objectName)
            found = item;
    });
    return found;
}

QObject* Finder::dialog(QQuickItem* root, const QString& objectName) const {
    QObject* found = nullptr;
    walk(root, [&](QQuickItem* item) {
        if (auto* child = item->findChild<QObject*>(objectName, Qt::FindDirectChildrenOnly))
            found = child;
    });
    return found;
}

void Finder::reach(QQuickItem* item) const {
    for (QQuickItem* around = item->parentItem(); around; around = around->parentItem()) {
        if (!around->inherits("QQuickFlickable"))
            continue;
        const qreal top = item->mapToItem(around, QPointF(0, 0)).y();
        const qreal below = top + item->height() - around->height();
        const qreal at = around->property("contentY").toReal();
        if (top < 0)
            around->setProperty("contentY", at + top);
        else if (below > 0)
            around->setProperty("contentY", at + below);
    }
}

int Finder::role(QQuickItem* item) const { return item && voice(item) ? voice(item)->role() : 0; }
bool Finder::checked(QQuickItem* item) const { return item && voice(item) && voice(item)->state().checked; }

QStringList Finder::spoken(QQuickItem* root) const {
    QStringList all;
    walk(root, [&](QQuickItem* item) {
        if (QAccessibleInterface* interface = voice(item))
            all << interface->text(QAccessible::Name) << interface->text(QAccessible::Description);
    });
    return all;
}

QStringList Finder::files(const QString& module, const QString& pattern) const {
    QStringList found;
    for (const auto& file : QDir(QStringLiteral(":/qt/qml/") + module).entryInfoList({pattern}, QDir::Files, QDir::Name))
        found << file.completeBaseName();
    return found;
}

QStringList Finder::nameless(QQuickItem* root) const {
    QStringList found;
    walk(root, [&](QQuickItem* item) {
        if (!item->activeFocusOnTab() || !item->isEnabled())
            return;
        QAccessibleInterface* interface = voice(item);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            found << QStringLiteral("%1 %2").arg(QString::fromLatin1(item->metaObject()->className()), item->objectName());
    });
    return found;
}
