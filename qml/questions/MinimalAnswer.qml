pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Choices that open when asked for, with a search where there are many. One choice closes them again.
FocusScope {
    id: root

    required property string question
    property var choices: []
    property string chosen: ""
    property bool many: false
    property bool childMode: false
    property bool open: false

    readonly property int searchedFrom: 8
    readonly property var found: {
        const wanted = root.open && search.visible ? search.text.trim().toLowerCase() : "";
        return wanted.length === 0 ? root.choices : root.choices.filter(choice => String(choice.label).toLowerCase().includes(wanted));
    }
    readonly property string chosenWords: {
        const values = root.many ? root.chosen.split(" ") : [root.chosen];
        return root.choices.filter(choice => root.chosen.length > 0 && values.indexOf(String(choice.value)) >= 0).map(choice => choice.label).join(", ");
    }

    signal picked(value: var)

    // What is not in sight now stays chosen.
    function take(value: var) {
        if (!root.many) {
            root.open = false;
            opener.forceActiveFocus(Qt.TabFocusReason);
            root.picked(value);
            return;
        }
        const inSight = root.found.map(choice => String(choice.value));
        const now = String(value).split(" ");
        const before = root.chosen.split(" ");
        root.picked(root.choices.map(choice => String(choice.value))
            .filter(one => inSight.indexOf(one) >= 0 ? now.indexOf(one) >= 0 : before.indexOf(one) >= 0).join(" "));
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap8

        ActionButton {
            id: opener
            objectName: "openChoices"
            width: parent.width
            focus: true
            kind: ActionButton.Quiet
            sign: Sign.Down
            text: root.chosenWords.length > 0 ? root.chosenWords : qsTr("Choose")
            Accessible.name: root.chosenWords.length > 0 ? qsTr("Chosen: %1. Open the choices", "choices").arg(root.chosenWords) : qsTr("Open the choices")
            onClicked: root.open = !root.open
        }

        SearchField {
            id: search
            objectName: "searchChoices"
            width: parent.width
            visible: root.open && root.choices.length >= root.searchedFrom
            label: qsTr("Find a choice")
        }

        Label {
            width: parent.width
            visible: root.open && root.found.length === 0
            text: qsTr("No choice has these letters.")
            quiet: true
        }

        ChoiceGrid {
            width: parent.width
            visible: root.open
            choices: root.open ? root.found : []
            chosen: root.chosen
            many: root.many
            childMode: root.childMode
            onPicked: value => root.take(value)
        }
    }
}
