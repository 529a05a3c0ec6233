import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Waymark.Theme

// Something to decide before going on: from the bottom on a phone, in the middle on a tablet. Escape or a tap outside
// closes it without a decision.
T.Popup {
    id: root

    required property string title
    default property alias content: column.data

    readonly property real columnWidth: column.width
    readonly property bool wide: (parent?.width ?? 0) >= Units.wideFrom

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    width: root.wide ? Math.min(Units.column, (parent?.width ?? 0) - Units.gap32 * 2) : (parent?.width ?? 0)
    height: Math.min(implicitHeight, (parent?.height ?? 0) * (root.wide ? 0.9 : 0.94))
    implicitHeight: contentHeight + topPadding + bottomPadding
    contentHeight: header.implicitHeight + Units.gap8 + column.implicitHeight + Units.gap8
    x: root.wide ? ((parent?.width ?? 0) - width) / 2 : 0
    y: root.wide ? ((parent?.height ?? 0) - height) / 2 : (parent?.height ?? 0) - height
    padding: Units.gap16

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quickMove
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            from: 1
            to: 0
            duration: Theme.quickMove
        }
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    background: Rectangle {
        radius: Units.radius * 1.6
        color: Theme.ground
        border.width: Units.border
        border.color: Theme.hairline

        // The sheet stands on the lower edge: no round corners there.
        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: parent.radius
            color: parent.color
            visible: !root.wide
        }
    }

    contentItem: FocusScope {
        focus: true
        LayoutMirroring.enabled: Theme.mirrored
        LayoutMirroring.childrenInherit: true

        Accessible.role: Accessible.Dialog
        Accessible.name: root.title

        RowLayout {
            id: header
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Units.gap8

            Label {
                Layout.fillWidth: true
                text: root.title
                size: Label.Lead
                strong: true
                heading: true
            }

            SignButton {
                Layout.alignment: Qt.AlignTop
                sign: Sign.Close
                text: qsTr("Close")
                onClicked: root.close()
            }
        }

        Flickable {
            anchors.top: header.bottom
            anchors.topMargin: Units.gap8
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            // Room for the focus ring inside the clip.
            anchors.leftMargin: -Units.gap8
            anchors.rightMargin: -Units.gap8
            contentHeight: column.implicitHeight + Units.gap8
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            Column {
                id: column
                x: Units.gap8
                width: parent.width - Units.gap8 * 2
                spacing: Units.gap12
            }
        }
    }
}
