import QtQuick
import QtQuick.Layouts
import Waymark.Theme

// A column of samples on the page's ground, as tall as it needs to be.
Rectangle {
    id: root

    default property alias content: column.data

    implicitWidth: 360
    implicitHeight: column.implicitHeight + Units.gap16 * 2
    color: Theme.ground

    LayoutMirroring.enabled: Theme.mirrored
    LayoutMirroring.childrenInherit: true

    ColumnLayout {
        id: column
        x: (root.width - width) / 2
        y: Units.gap16
        width: Math.min(root.width - Units.gap16 * 2, Units.column)
        spacing: Units.gap16
    }
}
