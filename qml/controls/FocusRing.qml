import QtQuick
import Waymark.Theme

// The ring round whatever the keyboard is on: 3 px, 2 px away from what it rings.
Rectangle {
    id: root

    required property bool shown
    property real innerRadius: Units.radius

    anchors.fill: parent
    anchors.margins: -(Units.focusGap + Units.focusWidth)
    z: 1
    radius: root.innerRadius + Units.focusGap + Units.focusWidth
    color: "transparent"
    border.width: Units.focusWidth
    border.color: Theme.focus
    visible: root.shown

    Accessible.ignored: true
}
