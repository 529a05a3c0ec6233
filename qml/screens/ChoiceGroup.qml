pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// A question with a few choices, one of which is chosen. Each choice is named "<prefix>_<value>".
Column {
    id: root

    required property string label
    required property string prefix
    // [{ value, label }]
    property var choices: []
    property string chosen: ""

    signal picked(value: string)

    spacing: Units.gap8

    Label {
        width: parent.width
        text: root.label
        strong: true
        heading: true
    }

    Flow {
        width: parent.width
        spacing: Units.gap8

        Repeater {
            model: root.choices

            Chip {
                required property var modelData

                objectName: root.prefix + "_" + modelData.value
                text: modelData.label
                chosen: modelData.value === root.chosen
                onClicked: root.picked(modelData.value)
            }
        }
    }
}
