import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// The sync sign as a way to the sync screen.
T.AbstractButton {
    id: root

    property alias place: sign.place
    property alias since: sign.since

    implicitWidth: sign.implicitWidth + leftPadding + rightPadding
    leftPadding: Units.gap8
    rightPadding: Units.gap8
    implicitHeight: Math.max(Units.touch, sign.implicitHeight + Units.gap8)
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1. Open what is waiting and what is safe", "the sync sign").arg(sign.text)
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.down || root.hovered ? Theme.primarySoft : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        SyncSign {
            id: sign
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            Accessible.ignored: true
        }
    }
}
