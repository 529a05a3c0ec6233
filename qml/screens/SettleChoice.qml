import QtQuick
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// One of two values: what was written, by whom and when. A tap says that it is right.
T.Button {
    id: root

    required property string value
    required property string by

    implicitWidth: 140
    implicitHeight: Math.max(Units.touch, implicitContentHeight + topPadding + bottomPadding)
    padding: Units.gap12
    hoverEnabled: true
    text: qsTr("This is right")

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("This is right: %1. Written by %2", "value, who and when").arg(root.value).arg(root.by)
    Accessible.focusable: true
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.down || root.hovered ? Theme.primarySoft : Theme.surface
        border.width: Units.border
        border.color: root.enabled ? Theme.line : Theme.hairline

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        implicitHeight: words.implicitHeight + (root.enabled ? choose.implicitHeight + Units.gap8 : 0)

        Column {
            id: words
            width: parent.width
            spacing: Units.gap4

            Label {
                width: parent.width
                text: root.value
                strong: true
                spoken: false
            }

            Label {
                width: parent.width
                text: root.by
                quiet: true
                size: Label.Small
                spoken: false
            }
        }

        Label {
            id: choose
            anchors.bottom: parent.bottom
            width: parent.width
            visible: root.enabled
            text: root.text
            color: Theme.primary
            strong: true
            spoken: false
        }
    }
}
