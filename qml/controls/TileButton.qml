import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// A second action with its sign above its words, for a row of a few at the foot of a screen.
T.Button {
    id: root

    required property int sign

    implicitWidth: Math.max(Units.touch, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Units.touch + Units.gap8, implicitContentHeight + topPadding + bottomPadding)
    padding: Units.gap4
    topPadding: Units.gap4 + 2
    bottomPadding: Units.gap4 + 2
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.down || root.hovered ? Theme.primarySoft : Theme.surface
        border.width: Units.border
        border.color: Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        implicitWidth: label.implicitWidth
        implicitHeight: column.height

        Column {
            id: column
            width: parent.width
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2

            Sign {
                anchors.horizontalCenter: parent.horizontalCenter
                shape: root.sign
                color: Theme.primary
                size: Math.round(22 * Math.min(Theme.textScale, 1.4))
            }

            Label {
                id: label
                width: parent.width
                text: root.text
                size: Label.Small
                strong: true
                color: Theme.primary
                tight: true
                horizontalAlignment: Text.AlignHCenter
                spoken: false
            }
        }
    }
}
