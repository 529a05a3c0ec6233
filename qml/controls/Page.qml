import QtQuick
import Waymark.Theme

// The frame of a screen: header, a body that scrolls, and the one main action at the bottom within the thumb's reach. Plain columns,
// not layouts: in Qt 6.4 layouts within layouts keep wrong heights when words wrap. What is in them sets width: parent.width.
FocusScope {
    id: root

    property alias header: headerSlot.data
    property alias footer: footerColumn.data
    // Laid out in a column no wider than is good to read, and scrolled. A screen that scrolls by itself uses `body`.
    default property alias content: column.data
    property alias body: bodySlot.data
    property int maximumWidth: Units.column
    // Floats over the foot of the body: what was just done, and how to take it back.
    property alias overlay: overlayColumn.data
    property alias scroller: flick

    readonly property real columnWidth: column.width
    readonly property real overlayRoom: overlayColumn.room
    readonly property bool wide: width >= Units.wideFrom

    LayoutMirroring.enabled: Theme.mirrored
    LayoutMirroring.childrenInherit: true

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Column {
        id: headerSlot
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: 0
    }

    Item {
        id: bodySlot
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: headerSlot.bottom
        anchors.bottom: footer.top
    }

    Flickable {
        id: flick
        anchors.fill: bodySlot
        visible: column.children.length > 0
        contentHeight: column.implicitHeight + Units.gap16 * 2 + overlayColumn.room
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        // What has the keyboard is brought into sight. A button that is pressed stays where it is, under the finger; a field does not, for keys may
        // come up over it.
        readonly property Item focused: Window.activeFocusItem
        onFocusedChanged: {
            let item = flick.focused;
            if (item && item.focusReason === Qt.MouseFocusReason && item.cursorPosition === undefined)
                return;
            while (item && item !== column)
                item = item.parent;
            if (!item)
                return;
            const top = flick.focused.mapToItem(column, 0, 0).y + Units.gap16;
            const bottom = top + flick.focused.height;
            if (top - Units.gap8 < flick.contentY)
                flick.contentY = Math.max(0, top - Units.gap32);
            else if (bottom + Units.gap8 > flick.contentY + flick.height)
                flick.contentY = Math.min(Math.max(0, flick.contentHeight - flick.height), bottom + Units.gap32 - flick.height);
        }

        Column {
            id: column
            x: (flick.width - width) / 2
            y: Units.gap16
            width: Math.min(root.maximumWidth, flick.width - Units.gap16 * 2)
            spacing: Units.gap16
        }
    }

    Column {
        id: overlayColumn
        // What it covers, so that a list can be scrolled clear of it.
        readonly property real room: implicitHeight > 0 ? implicitHeight + Units.gap8 : 0

        anchors.bottom: footer.top
        anchors.bottomMargin: Units.gap8
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(Units.column, root.width - Units.gap8 * 2)
        z: 2
    }

    Rectangle {
        id: footer
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: footerColumn.implicitHeight > 0 ? footerColumn.implicitHeight + Units.gap12 * 2 : 0
        color: Theme.surface

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            height: 1
            color: Theme.hairline
            visible: footer.height > 0
        }

        Column {
            id: footerColumn
            anchors.centerIn: parent
            width: Math.min(Units.column, parent.width - Units.gap16 * 2)
            spacing: Units.gap8
        }
    }
}
