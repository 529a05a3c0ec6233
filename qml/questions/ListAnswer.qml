pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Choices one under the other, each with its words. Up and down move, Space or Enter chooses.
FocusScope {
    id: root

    property var choices: []
    property string chosen: ""
    property bool childMode: false

    readonly property int chosenIndex: root.choices.findIndex(choice => String(choice.value) === root.chosen)

    signal picked(value: var)

    function go(to: int) {
        (repeater.itemAt(to) as Item)?.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: root.childMode ? Units.gap12 : Units.gap8

        Repeater {
            id: repeater
            model: root.choices

            ChoiceRow {
                required property int index
                required property var modelData

                objectName: "choice_" + modelData.value
                width: column.width
                minimumHeight: root.childMode ? Units.childTouch : Units.touch + Units.gap8
                size: root.childMode ? Label.Lead : Label.Body
                text: modelData.label
                chosen: index === root.chosenIndex
                focus: index === Math.max(0, root.chosenIndex)
                activeFocusOnTab: index === Math.max(0, root.chosenIndex)
                onClicked: root.picked(modelData.value)
                Keys.onUpPressed: root.go(index - 1)
                Keys.onDownPressed: root.go(index + 1)
            }
        }
    }
}
