import QtQuick
import QtQuick.Layouts
import Waymark.Theme

// What was just done, and some seconds to take it back. Its owner counts the seconds; the bar is there while there is text. With other words
// on its button it tells something to know, and waits for as long as its owner likes.
Rectangle {
    id: root

    property string text: ""
    property int seconds: 10
    property int secondsLeft: 0
    property string action: qsTr("Undo")
    property string actionName: "undoButton"

    signal undone()

    implicitWidth: 320
    implicitHeight: Math.max(Units.touch + Units.gap12, row.implicitHeight + Units.gap8 * 2)
    radius: Units.radius
    color: Theme.ink
    visible: root.text.length > 0

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Units.gap16
        anchors.rightMargin: Units.gap8
        spacing: Units.gap8

        Label {
            Layout.fillWidth: true
            text: root.text
            color: Theme.ground
            spoken: false
        }

        ActionButton {
            objectName: root.actionName
            text: root.action
            kind: ActionButton.Quiet
            Accessible.name: qsTr("%1: %2", "a button, what it is about").arg(root.action).arg(root.text)
            onClicked: root.undone()
        }
    }

    // The time left.
    Rectangle {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        visible: root.secondsLeft > 0
        anchors.leftMargin: Units.radius
        anchors.bottomMargin: 2
        width: (root.width - Units.radius * 2) * Math.max(0, Math.min(1, root.secondsLeft / root.seconds))
        height: 3
        radius: 1.5
        color: Theme.accent
    }
}
