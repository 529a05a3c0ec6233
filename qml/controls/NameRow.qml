import QtQuick
import Waymark.Theme

// A person to choose by a tap: initials and a name, as a row of a list.
Pressable {
    id: root

    required property string name
    property bool current: false

    implicitWidth: 320
    implicitHeight: Math.max(Units.touch + Units.gap8, initials.height + Units.gap8 * 2, label.height + Units.gap8 * 2)
    spoken: root.name

    Accessible.role: Accessible.ListItem

    Rectangle {
        anchors.fill: parent
        radius: Units.radius
        color: root.current || root.down ? Theme.primarySoft : Theme.surface
        border.width: root.current ? 2 : Units.border
        border.color: root.current ? Theme.primary : root.hovered ? Theme.line : Theme.hairline
    }

    Initials {
        id: initials
        anchors.left: parent.left
        anchors.leftMargin: Units.gap12
        anchors.verticalCenter: parent.verticalCenter
        name: root.name
    }

    Label {
        id: label
        anchors.left: initials.right
        anchors.leftMargin: Units.gap12
        anchors.right: parent.right
        anchors.rightMargin: Units.gap12
        anchors.verticalCenter: parent.verticalCenter
        text: root.name
        strong: true
        spoken: false
    }
}
