pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// Five faces to tap, from calm to a huge grin: side by side with the words below, or, where that is too narrow for a
// child's finger or for large text, one under the other with the words beside.
FocusScope {
    id: root

    property var choices: []
    property string chosen: ""

    readonly property bool beside: root.width >= root.choices.length * (Math.round(Theme.body * 5.2) + Units.gap12)
    readonly property int chosenIndex: root.choices.findIndex(choice => String(choice.value) === root.chosen)

    signal picked(value: var)

    function go(to: int) {
        (repeater.itemAt(to) as Item)?.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: grid.implicitHeight

    GridLayout {
        id: grid
        width: root.width
        columns: root.beside ? Math.max(1, root.choices.length) : 1
        columnSpacing: Units.gap12
        rowSpacing: Units.gap8

        Repeater {
            id: repeater
            model: root.choices

            T.RadioButton {
                id: choice

                required property int index
                required property var modelData
                readonly property bool picked: index === root.chosenIndex
                readonly property real faceSize: root.beside ? Math.min(88, choice.availableWidth) : Units.childTouch - Units.gap4

                objectName: "choice_" + modelData.value
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
                topPadding: root.beside ? Units.gap12 : Units.gap4
                bottomPadding: topPadding
                leftPadding: root.beside ? Units.gap4 : Units.gap12
                rightPadding: leftPadding
                text: modelData.label
                hoverEnabled: true
                focus: index === Math.max(0, root.chosenIndex)
                activeFocusOnTab: focus

                autoExclusive: false
                checked: choice.picked
                onToggled: checked = Qt.binding(() => choice.picked)

                Accessible.role: Accessible.RadioButton
                Accessible.name: choice.text
                Accessible.checkable: true
                Accessible.checked: choice.picked
                Accessible.focusable: true

                onClicked: root.picked(modelData.value)
                Keys.onReturnPressed: root.picked(modelData.value)
                Keys.onEnterPressed: root.picked(modelData.value)
                Keys.onLeftPressed: root.go(index + (choice.mirrored ? 1 : -1))
                Keys.onRightPressed: root.go(index + (choice.mirrored ? -1 : 1))
                Keys.onUpPressed: root.go(index - 1)
                Keys.onDownPressed: root.go(index + 1)

                background: Rectangle {
                    radius: Units.radius
                    color: choice.picked || choice.down ? Theme.primarySoft : Theme.surface
                    border.width: choice.picked ? 3 : Units.border
                    border.color: choice.picked || choice.hovered ? Theme.primary : Theme.line

                    FocusRing {
                        shown: choice.visualFocus
                    }
                }

                contentItem: GridLayout {
                    columns: root.beside ? 1 : 2
                    columnSpacing: Units.gap16
                    rowSpacing: Units.gap8

                    Face {
                        Layout.alignment: root.beside ? Qt.AlignHCenter | Qt.AlignTop : Qt.AlignVCenter
                        level: choice.index + 1
                        size: choice.faceSize
                    }

                    Label {
                        Layout.fillWidth: true
                        Layout.fillHeight: root.beside
                        text: choice.text
                        size: root.beside ? Label.Body : Label.Lead
                        strong: choice.picked
                        horizontalAlignment: root.beside ? Text.AlignHCenter : Text.AlignLeft
                        verticalAlignment: root.beside ? Text.AlignTop : Text.AlignVCenter
                        spoken: false
                    }
                }
            }
        }
    }
}
