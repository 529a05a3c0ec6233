pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Controls

// Neither of two values is right: what is.
Sheet {
    id: root

    property string conflictId: ""
    property string what: ""
    property var choices: []
    property string chosen: ""

    signal written(conflictId: string, value: string)

    function ask(conflictId: string, what: string, choices: var, draft: string) {
        root.conflictId = conflictId;
        root.what = what;
        root.choices = choices;
        root.chosen = "";
        field.text = draft;
        root.open();
    }

    title: qsTr("What is right?")

    Label {
        width: parent.width
        text: root.what
    }

    Repeater {
        model: root.choices

        ChoiceRow {
            required property var modelData

            objectName: "right_" + modelData.value
            width: root.columnWidth
            text: modelData.label
            chosen: root.chosen === modelData.value
            onClicked: root.chosen = modelData.value
        }
    }

    InputField {
        id: field
        objectName: "rightField"
        width: parent.width
        visible: root.choices.length === 0
        label: root.what
    }

    ActionButton {
        objectName: "saveRightButton"
        width: parent.width
        text: qsTr("Save")
        enabled: root.choices.length > 0 ? root.chosen !== "" : field.text.trim().length > 0
        onClicked: {
            root.close();
            root.written(root.conflictId, root.choices.length > 0 ? root.chosen : field.text);
        }
    }
}
