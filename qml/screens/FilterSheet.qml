pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Controls
import Waymark.ViewModels

// Whom the register shows: everybody, those about whom nothing is said yet, or those who are here.
Sheet {
    id: root

    required property App app

    readonly property var choices: [
        { "value": "all", "label": qsTr("Everybody"), "detail": "" },
        { "value": "not_yet", "label": qsTr("Not yet"), "detail": qsTr("%n to go", "people", root.app.register.toGoCount) },
        { "value": "here", "label": qsTr("Here"), "detail": qsTr("%n here", "people", root.app.register.hereCount) }
    ]

    function labelOf(filter: string): string {
        for (const choice of root.choices) {
            if (choice.value === filter)
                return choice.label;
        }
        return "";
    }

    title: qsTr("Whom to show")

    Repeater {
        model: root.choices

        ChoiceRow {
            required property var modelData

            objectName: "filter_" + modelData.value
            width: root.columnWidth
            focus: chosen
            text: modelData.label
            detail: modelData.detail
            chosen: modelData.value === root.app.register.filter
            onClicked: {
                root.app.register.filter = modelData.value;
                root.close();
            }
        }
    }
}
