import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// A filter or a quick pick that stays chosen. The owner decides in onClicked what `chosen` becomes.
T.CheckBox {
    id: root

    property bool chosen: false

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Units.touch, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Units.gap12
    rightPadding: Units.gap16
    topPadding: Units.gap8
    bottomPadding: Units.gap8
    hoverEnabled: true
    // The owner decides what is chosen; a click alone changes nothing.
    checked: root.chosen
    onToggled: checked = Qt.binding(() => root.chosen)

    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.chosen
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.chosen || root.down ? Theme.primarySoft : Theme.surface
        border.width: root.chosen ? 2 : Units.border
        border.color: root.chosen ? Theme.primary : Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Row {
        spacing: Units.gap4

        Sign {
            anchors.verticalCenter: parent.verticalCenter
            shape: root.chosen ? Sign.Tick : Sign.None
            color: Theme.primary
            size: Theme.body
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.chosen ? Theme.primary : Theme.ink
            strong: root.chosen
            wrapMode: Text.NoWrap
            spoken: false
        }
    }
}
