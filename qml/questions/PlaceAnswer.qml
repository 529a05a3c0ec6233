import QtQuick
import Waymark.Theme
import Waymark.Controls

// A place by its latitude and longitude, as a map shows them: "52.46 -1.89 0 0" once both are there.
FocusScope {
    id: root

    property string chosen: ""

    signal picked(value: var)

    function show() {
        if (north.activeFocus || east.activeFocus)
            return;
        const parts = root.chosen.split(" ");
        north.text = parts[0] ?? "";
        east.text = parts.length > 1 ? parts[1] : "";
    }

    function inside(text: string, limit: int): bool {
        return /^-?[0-9]+(\.[0-9]+)?$/.test(text) && Math.abs(parseFloat(text)) <= limit;
    }

    function tell() {
        if (root.inside(north.text, 90) && root.inside(east.text, 180))
            root.picked(north.text + " " + east.text + " 0 0");
        else
            root.picked("");
    }

    implicitHeight: row.implicitHeight
    Component.onCompleted: root.show()
    onChosenChanged: root.show()

    Flow {
        id: row
        width: root.width
        spacing: Units.gap12

        InputField {
            id: north
            objectName: "answerLatitude"
            width: Math.round(Theme.body * 9)
            focus: true
            label: qsTr("Latitude")
            hint: qsTr("−90 to 90")
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            error: text.length > 0 && text !== "-" && !root.inside(text, 90) ? qsTr("No such latitude") : ""
            onEdited: root.tell()
        }

        InputField {
            id: east
            objectName: "answerLongitude"
            width: Math.round(Theme.body * 9)
            label: qsTr("Longitude")
            hint: qsTr("−180 to 180")
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            error: text.length > 0 && text !== "-" && !root.inside(text, 180) ? qsTr("No such longitude") : ""
            onEdited: root.tell()
        }
    }
}
