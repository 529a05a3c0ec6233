import QtQuick
import Waymark.Theme

// A day and a time of day: an answer once both are there.
FocusScope {
    id: root

    required property string question
    // "2019-03-07T09:30:00.000", or "".
    property string chosen: ""

    property string day: ""
    property string time: ""

    signal picked(value: var)

    function tell() {
        if (root.day !== "" && root.time !== "")
            root.picked(root.day + "T" + root.time);
        else if (root.chosen !== "")
            root.picked("");
    }

    function show() {
        if (root.chosen === "")
            return;
        root.day = root.chosen.slice(0, 10);
        root.time = root.chosen.slice(11, 23);
    }

    implicitHeight: column.implicitHeight
    Component.onCompleted: root.show()
    onChosenChanged: root.show()

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        DateAnswer {
            width: parent.width
            focus: true
            question: root.question
            chosen: root.day
            onPicked: value => {
                root.day = value;
                root.tell();
            }
        }

        TimeAnswer {
            width: parent.width
            chosen: root.time
            onPicked: value => {
                root.time = value;
                root.tell();
            }
        }
    }
}
