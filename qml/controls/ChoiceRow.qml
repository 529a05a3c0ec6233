import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// One choice of several: a ring, and words that may wrap. The owner decides in onClicked what `chosen` becomes.
T.RadioButton {
    id: root

    property bool chosen: false
    property string detail: ""
    property int size: Label.Body
    property int minimumHeight: Units.touch

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(root.minimumHeight, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Units.gap12
    rightPadding: Units.gap12
    topPadding: Units.gap8
    bottomPadding: Units.gap8
    hoverEnabled: true
    autoExclusive: false
    // The owner decides what is chosen; a click alone changes nothing.
    checked: root.chosen
    onToggled: checked = Qt.binding(() => root.chosen)

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.description: root.detail
    Accessible.checkable: true
    Accessible.checked: root.chosen
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.chosen || root.down ? Theme.primarySoft : Theme.surface
        border.width: root.chosen ? 2 : Units.border
        border.color: root.chosen || root.hovered ? Theme.primary : Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        implicitWidth: ring.width + Units.gap12 + words.implicitWidth
        implicitHeight: words.implicitHeight

        Rectangle {
            id: ring
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(22 * Math.min(Theme.textScale, 1.5))
            height: width
            radius: width / 2
            color: Theme.surface
            border.width: 2
            border.color: root.chosen ? Theme.primary : Theme.line

            Rectangle {
                anchors.centerIn: parent
                width: Math.round(parent.width * 0.5)
                height: width
                radius: width / 2
                color: Theme.primary
                visible: root.chosen
            }
        }

        Column {
            id: words
            anchors.left: ring.right
            anchors.leftMargin: Units.gap12
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: root.text
                size: root.size
                strong: root.chosen
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
