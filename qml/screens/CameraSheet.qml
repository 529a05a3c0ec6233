import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What the camera sees, and the button that takes it. Opens when it is made; the camera is on while it is open, and only then.
Item {
    id: root

    required property FormModel form
    // Of the question that the photo is for.
    required property string key

    readonly property bool inWindow: root.Window.window !== null
    readonly property bool watching: root.form.media.state === "watching" && root.form.media.key === root.key

    function begin() {
        if (root.inWindow)
            soon.start();
    }

    onWatchingChanged: {
        if (!root.watching)
            sheet.close();
    }
    Component.onCompleted: root.begin()
    onInWindowChanged: root.begin()

    // A window that has just come has no layer for sheets yet.
    Timer {
        id: soon
        interval: 1
        onTriggered: {
            if (root.watching)
                sheet.open();
        }
    }

    Sheet {
        id: sheet
        title: qsTr("Take a photo")
        onOpened: shoot.forceActiveFocus(Qt.TabFocusReason)
        onClosed: {
            if (root.watching)
                root.form.use(root.key, "stop");
        }

        Rectangle {
            width: parent.width
            height: Math.round(Math.min(width * 4 / 3, Math.max(160, (sheet.parent?.height ?? 0) * 0.56)))
            radius: Units.radius
            color: "black"
            clip: true

            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("What the camera sees")

            Viewfinder {
                objectName: "viewfinder"
                anchors.fill: parent
                anchors.margins: Units.gap4
                media: root.form.media
            }

            Label {
                anchors.centerIn: parent
                width: parent.width - Units.gap16 * 2
                visible: !root.form.media.seeing
                text: qsTr("The camera is starting")
                color: "white"
                horizontalAlignment: Text.AlignHCenter
            }
        }

        ActionButton {
            id: shoot
            objectName: "shootButton"
            width: parent.width
            minimumHeight: Units.childTouch
            enabled: root.form.media.seeing
            sign: Sign.Camera
            text: qsTr("Take the photo")
            onClicked: root.form.use(root.key, "shoot")
        }
    }
}
