import QtQuick
import Waymark.Theme

// One key of the PIN pad: a digit, or a sign put into it and a spoken word.
Pressable {
    id: root

    property string text: ""
    property bool main: false
    readonly property color inkColor: root.main ? Theme.primaryInk : Theme.ink
    readonly property int signSize: Math.round(28 * Math.min(Theme.textScale, 1.4))

    implicitWidth: 72
    implicitHeight: Math.max(56, Math.round(Theme.title * 1.45) + Units.gap8)
    opacity: enabled ? 1 : 0.45
    spoken: root.text

    Rectangle {
        anchors.fill: parent
        radius: Units.radius
        color: {
            if (root.main)
                return root.down ? Theme.pressed(Theme.primary) : Theme.primary;
            return root.down ? Theme.primarySoft : Theme.surface;
        }
        border.width: root.main ? 0 : Units.border
        border.color: Theme.line
    }

    Label {
        anchors.centerIn: parent
        text: root.text
        size: Label.Title
        tight: true
        spoken: false
    }
}
