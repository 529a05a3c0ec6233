import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// One key of the PIN pad: a digit, or a sign with a spoken word.
T.AbstractButton {
    id: root

    property int sign: Sign.None
    property string spoken: root.text
    property bool main: false

    implicitWidth: 72
    implicitHeight: Math.max(56, Math.round(Theme.title * 1.45) + Units.gap8)
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: root.spoken
    Accessible.focusable: true

    background: Rectangle {
        radius: Units.radius
        color: {
            if (root.main)
                return root.down ? Theme.pressed(Theme.primary) : Theme.primary;
            return root.down ? Theme.primarySoft : Theme.surface;
        }
        border.width: root.main ? 0 : Units.border
        border.color: Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        Label {
            anchors.centerIn: parent
            visible: root.sign === Sign.None
            text: root.text
            size: Label.Title
            tight: true
            spoken: false
        }

        Sign {
            anchors.centerIn: parent
            shape: root.sign
            color: root.main ? Theme.primaryInk : Theme.ink
            size: Math.round(28 * Math.min(Theme.textScale, 1.4))
        }
    }
}
