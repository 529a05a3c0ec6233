import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// Something that is on or off, with the words beside it. The knob's place and a tick say it, not the colour alone.
T.Switch {
    id: root

    property string detail: ""

    function turn() {
        root.toggle();
        root.toggled();
        root.clicked();
    }

    implicitWidth: 320
    implicitHeight: Math.max(Units.touch, implicitContentHeight + topPadding + bottomPadding)
    padding: Units.gap4
    hoverEnabled: true

    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.description: root.detail
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.focusable: true

    Keys.onReturnPressed: root.turn()
    Keys.onEnterPressed: root.turn()

    background: Rectangle {
        radius: Units.radius
        color: root.down || root.hovered ? Theme.primarySoft : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }

    indicator: Rectangle {
        x: root.mirrored ? root.leftPadding : root.width - width - root.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: 52
        implicitHeight: 32
        radius: height / 2
        color: root.checked ? Theme.primary : Theme.surface
        border.width: 2
        border.color: root.checked ? Theme.primary : Theme.line

        Rectangle {
            readonly property bool atEnd: root.checked !== root.mirrored
            anchors.verticalCenter: parent.verticalCenter
            x: atEnd ? parent.width - width - 5 : 5
            width: 22
            height: 22
            radius: 11
            color: root.checked ? Theme.primaryInk : Theme.line

            Behavior on x {
                NumberAnimation {
                    duration: Theme.quickMove
                }
            }

            Sign {
                anchors.centerIn: parent
                shape: root.checked ? Sign.Tick : Sign.None
                color: Theme.primary
                size: 16
            }
        }
    }

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.rightMargin: 52 + Units.gap12
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: root.text
                spoken: false
            }

            Label {
                width: parent.width
                visible: text.length > 0
                text: root.detail
                quiet: true
                size: Label.Small
                spoken: false
            }
        }
    }
}
