import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// A button that is only a sign; `text` is spoken, never shown.
T.Button {
    id: root

    required property int sign
    property color color: Theme.ink
    property bool framed: false

    implicitWidth: Math.max(Units.touch, Math.round(Units.touch * Math.min(Theme.textScale, 1.4)))
    implicitHeight: implicitWidth
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.down || root.hovered ? Theme.primarySoft : root.framed ? Theme.surface : "transparent"
        border.width: root.framed ? Units.border : 0
        border.color: Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        Sign {
            anchors.centerIn: parent
            shape: root.sign
            color: root.color
            size: Math.round(24 * Math.min(Theme.textScale, 1.4))
        }
    }
}
