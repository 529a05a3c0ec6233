import QtQuick
import Waymark.Theme
import Waymark.Controls

// A time of day in two boxes, by the clock of 24 hours: "09:30:00.000" once it is one.
FocusScope {
    id: root

    property string chosen: ""

    signal picked(value: var)

    function show() {
        if (hour.activeFocus || minute.activeFocus)
            return;
        hour.text = root.chosen.slice(0, 2);
        minute.text = root.chosen.slice(3, 5);
    }

    function isHour(text: string): bool {
        return /^([01]?[0-9]|2[0-3])$/.test(text);
    }

    function isMinute(text: string): bool {
        return /^[0-5]?[0-9]$/.test(text);
    }

    function tell() {
        if (root.isHour(hour.text) && root.isMinute(minute.text))
            root.picked(hour.text.padStart(2, "0") + ":" + minute.text.padStart(2, "0") + ":00.000");
        // What is no time any more takes the one before it away: else that would be recorded.
        else if ((hour.text === "" && minute.text === "") || root.chosen !== "")
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
            id: hour
            objectName: "answerHour"
            width: Math.round(Theme.body * 6)
            focus: true
            label: qsTr("Hour")
            hint: qsTr("0 to 23")
            inputMethodHints: Qt.ImhDigitsOnly
            maximumLength: 2
            error: hour.text !== "" && !root.isHour(hour.text) ? qsTr("No such hour")
                : hour.text === "" && minute.text !== "" && !root.activeFocus ? qsTr("The hour is missing") : ""
            onEdited: root.tell()
        }

        InputField {
            id: minute
            objectName: "answerMinute"
            width: Math.round(Theme.body * 6)
            label: qsTr("Minute")
            hint: qsTr("0 to 59")
            inputMethodHints: Qt.ImhDigitsOnly
            maximumLength: 2
            error: minute.text !== "" && !root.isMinute(minute.text) ? qsTr("No such minute")
                : minute.text === "" && hour.text !== "" && !root.activeFocus ? qsTr("The minutes are missing") : ""
            onEdited: root.tell()
        }
    }
}
