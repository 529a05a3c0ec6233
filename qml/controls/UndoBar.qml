import QtQuick
import QtQuick.Layouts
import Waymark.Theme

// What was just done, and ten seconds to take it back. A new show() replaces the one before.
Rectangle {
    id: root

    property string text: ""
    property int seconds: 10
    readonly property bool open: timer.running

    signal undone()
    signal expired()

    function show(text: string) {
        root.text = text;
        timer.restart();
        shrink.restart();
    }

    function close() {
        timer.stop();
        shrink.stop();
    }

    implicitWidth: 320
    implicitHeight: Math.max(Units.touch + Units.gap8, row.implicitHeight + Units.gap4 * 2)
    radius: Units.radius
    color: Theme.ink
    visible: root.open

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    Timer {
        id: timer
        interval: root.seconds * 1000
        onTriggered: root.expired()
    }

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Units.gap16
        anchors.rightMargin: Units.gap4
        spacing: Units.gap8

        Label {
            Layout.fillWidth: true
            text: root.text
            color: Theme.ground
            spoken: false
        }

        ActionButton {
            text: qsTr("Undo")
            kind: ActionButton.Quiet
            Accessible.name: qsTr("Undo: %1", "what was just done").arg(root.text)
            onClicked: {
                root.close();
                root.undone();
            }
        }
    }

    // The time left. With less motion the bar goes by itself without the moving line.
    Rectangle {
        id: left
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.leftMargin: Units.radius
        anchors.bottomMargin: 2
        height: 3
        radius: 1.5
        color: Theme.accent
        visible: !Theme.reducedMotion

        NumberAnimation on width {
            id: shrink
            running: false
            from: root.width - Units.radius * 2
            to: 0
            duration: root.seconds * 1000
        }
    }
}
