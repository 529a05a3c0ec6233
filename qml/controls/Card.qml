import QtQuick
import Waymark.Theme

// A group of things that belong together, on the surface, one under the other; each sets its own width (parent.width).
Rectangle {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing
    property int padding: Units.gap16
    readonly property real innerWidth: column.width

    implicitWidth: column.implicitWidth + root.padding * 2
    implicitHeight: column.implicitHeight + root.padding * 2
    radius: Units.radius
    color: Theme.surface
    border.width: Units.border
    border.color: Theme.hairline

    Column {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: root.padding
        spacing: Units.gap12
    }
}
