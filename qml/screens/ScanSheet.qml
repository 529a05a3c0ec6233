import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What the camera sees while it looks for a code. Opens when it is made, and closes when a code was read, when the camera fails, or when somebody
// would rather type; the camera is on while it is open, and only then.
Item {
    id: root

    required property MediaModel media
    // Of the question, or whatever else, that the code is for.
    required property string key

    readonly property bool inWindow: root.Window.window !== null
    readonly property bool scanning: root.media.state === "scanning" && root.media.key === root.key

    function begin() {
        if (root.inWindow)
            soon.start();
    }

    onScanningChanged: {
        if (!root.scanning)
            sheet.close();
    }
    Component.onCompleted: root.begin()
    onInWindowChanged: root.begin()

    // A window that has just come has no layer for sheets yet.
    Timer {
        id: soon
        interval: 1
        onTriggered: {
            if (root.scanning)
                sheet.open();
        }
    }

    Sheet {
        id: sheet
        title: qsTr("Scan the code")
        onOpened: typeInstead.forceActiveFocus(Qt.TabFocusReason)
        onClosed: {
            if (root.scanning)
                root.media.stop();
        }

        Rectangle {
            id: seen
            width: parent.width
            height: Math.round(Math.min(width, Math.max(160, (sheet.parent?.height ?? 0) * 0.45)))
            radius: Units.radius
            color: "black"
            clip: true

            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("What the camera sees")

            Viewfinder {
                objectName: "viewfinder"
                anchors.fill: parent
                anchors.margins: Units.gap4
                media: root.media
            }

            // Where the code belongs. White within black can be seen on anything.
            Rectangle {
                anchors.centerIn: parent
                width: Math.round(seen.height * 0.7)
                height: width
                visible: root.media.seeing
                color: "transparent"
                radius: Units.radius
                border.width: 4
                border.color: "black"

                Rectangle {
                    anchors.fill: parent
                    anchors.margins: 1
                    color: "transparent"
                    radius: Units.radius
                    border.width: 2
                    border.color: "white"
                }
            }

            Label {
                anchors.centerIn: parent
                width: parent.width - Units.gap16 * 2
                visible: !root.media.seeing
                text: qsTr("The camera is starting")
                color: "white"
                horizontalAlignment: Text.AlignHCenter
            }
        }

        Label {
            objectName: "scanAdvice"
            width: parent.width
            text: root.media.advice.length > 0 ? root.media.advice : qsTr("Hold the code still in the middle, as large as fits.")
            Accessible.role: Accessible.AlertMessage
        }

        ActionButton {
            id: typeInstead
            objectName: "typeInstead"
            width: parent.width
            kind: ActionButton.Quiet
            text: qsTr("Type it instead")
            onClicked: sheet.close()
        }
    }
}
