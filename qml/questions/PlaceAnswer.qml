import QtQuick
import Waymark.Theme
import Waymark.Controls

// A place: found by the device when somebody asks for it, or typed as a map shows it. "52.46 -1.89 0 0" once there are both; the last number is how
// near it is in metres, 0 for one that was typed.
FocusScope {
    id: root

    property string chosen: ""
    // digits, enough and inexactFrom of PlaceFinder.
    property var more: ({})

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

    implicitHeight: column.implicitHeight
    Component.onCompleted: root.show()
    onChosenChanged: root.show()

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        PlaceFinder {
            objectName: "placeFinder"
            width: parent.width
            focus: true
            words: qsTr("Find where I am")
            digits: root.more.digits ?? 3
            enough: root.more.enough ?? 100
            inexactFrom: root.more.inexactFrom ?? 100
            readerProperties: root.more.readerProperties ?? ({})
            onFound: place => root.picked(place)
        }

        Label {
            width: parent.width
            text: qsTr("Or type it, as a map shows it:")
            quiet: true
        }

        Flow {
            width: parent.width
            spacing: Units.gap12

            InputField {
                id: north
                objectName: "answerLatitude"
                width: Math.round(Theme.body * 9)
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
}
