import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// Something that is so or is not: a box with a tick, and words that may wrap.
T.CheckBox {
    id: root

    property string detail: ""

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

    function turn() {
        root.toggle();
        root.toggled();
        root.clicked();
    }

    Keys.onReturnPressed: root.turn()
    Keys.onEnterPressed: root.turn()

    background: Rectangle {
        radius: Units.radius
        color: root.down || root.hovered ? Theme.primarySoft : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        implicitHeight: Math.max(box.height, words.implicitHeight)

        Rectangle {
            id: box
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(24 * Math.min(Theme.textScale, 1.5))
            height: width
            radius: 5
            color: root.checked ? Theme.primary : Theme.surface
            border.width: 2
            border.color: root.checked ? Theme.primary : Theme.line

            Sign {
                anchors.centerIn: parent
                shape: root.checked ? Sign.Tick : Sign.None
                color: Theme.primaryInk
                size: parent.width * 0.8
            }
        }

        Column {
            id: words
            anchors.left: box.right
            anchors.leftMargin: Units.gap12
            anchors.right: parent.right
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
