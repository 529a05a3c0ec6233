import QtQuick
import Waymark.Theme
import Waymark.Controls

// One place in an order: what stands there, and buttons to move it.
Rectangle {
    id: root

    required property int place
    required property bool last
    required property var choice
    // Somebody has said or made the order.
    property bool settled: false
    // The sound that is heard now, of those that the choices have.
    property string heard: ""

    signal up()
    signal down()
    signal listened(sound: string)

    // Gives the keyboard to the button of that direction, or to the other one where it goes no further.
    function take(goesUp: bool) {
        const button = goesUp && upButton.enabled || !downButton.enabled ? upButton : downButton;
        button.forceActiveFocus(Qt.TabFocusReason);
    }

    height: Math.max(words.implicitHeight + Units.gap8 * 2, upButton.height + Units.gap4 * 2)
    radius: Units.radius
    color: root.settled ? Theme.primarySoft : Theme.surface
    border.width: Units.border
    border.color: root.settled ? Theme.primary : Theme.line

    Label {
        id: words
        anchors.left: parent.left
        anchors.leftMargin: Units.gap12
        anchors.right: speaker.visible ? speaker.left : upButton.left
        anchors.rightMargin: Units.gap8
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("%1. %2", "place in the order, what stands there").arg(root.place).arg(root.choice.label)
    }

    ListenButton {
        id: speaker
        anchors.right: upButton.left
        anchors.rightMargin: Units.gap8
        anchors.verticalCenter: parent.verticalCenter
        sound: root.choice.sound ?? ""
        heard: root.heard === sound
        words: root.choice.label
        onClicked: root.listened(sound)
    }

    SignButton {
        id: upButton
        objectName: "up_" + root.choice.value
        anchors.right: downButton.left
        anchors.rightMargin: Units.gap8
        anchors.verticalCenter: parent.verticalCenter
        framed: true
        sign: Sign.Down
        rotation: 180
        enabled: root.place > 1
        text: qsTr("%1: one place up", "a choice").arg(root.choice.label)
        onClicked: root.up()
    }

    SignButton {
        id: downButton
        objectName: "down_" + root.choice.value
        anchors.right: parent.right
        anchors.rightMargin: Units.gap4
        anchors.verticalCenter: parent.verticalCenter
        framed: true
        sign: Sign.Down
        enabled: !root.last
        text: qsTr("%1: one place down", "a choice").arg(root.choice.label)
        onClicked: root.down()
    }
}
