import QtQuick
import Waymark.Theme
import Waymark.Controls

// A day, typed in three boxes or tapped in a calendar; or a month and a year, or a year alone.
FocusScope {
    id: root

    required property string question
    // "plain", "month" or "year".
    property string style: "plain"
    // "2019-03-07", or "" for none.
    property string chosen: ""

    readonly property bool months: root.style === "month"

    signal picked(value: var)

    function show() {
        if (root.style === "plain") {
            if (date.iso !== root.chosen && !date.activeFocus)
                date.setIso(root.chosen);
            return;
        }
        if (month.activeFocus || year.activeFocus)
            return;
        year.text = root.chosen.slice(0, 4);
        month.text = root.chosen.length > 0 ? String(parseInt(root.chosen.slice(5, 7))) : "";
    }

    function isMonth(month: real): bool {
        return month >= 1 && month <= 12;
    }

    function isYear(text: string): bool {
        return /^(19|20|21)[0-9]{2}$/.test(text);
    }

    function tell() {
        const wanted = root.months ? parseInt(month.text) : 1;
        root.picked(root.isYear(year.text) && root.isMonth(wanted) ? year.text + "-" + String(wanted).padStart(2, "0") + "-01" : "");
    }

    implicitHeight: column.implicitHeight
    Component.onCompleted: root.show()
    onChosenChanged: root.show()

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        DateField {
            id: date
            objectName: "answerDate"
            width: parent.width
            visible: root.style === "plain"
            focus: visible
            label: ""
            spokenLabel: root.question
            error: date.activeFocus || date.empty || date.wrong || date.iso !== "" ? "" : qsTr("This is not a whole day yet, so it is not kept.")
            onEdited: iso => {
                // What is no day any more takes the one before it away: else that would be recorded.
                if (iso !== "" || date.isEmpty() || root.chosen !== "")
                    root.picked(iso);
            }
        }

        Flow {
            width: parent.width
            spacing: Units.gap12
            visible: root.style !== "plain"

            InputField {
                id: month
                objectName: "answerMonth"
                width: Math.round(Theme.body * 6)
                visible: root.months
                focus: visible
                label: qsTr("Month")
                inputMethodHints: Qt.ImhDigitsOnly
                maximumLength: 2
                error: month.text !== "" && !root.isMonth(parseInt(month.text)) ? qsTr("No such month") : ""
                onEdited: root.tell()
            }

            InputField {
                id: year
                objectName: "answerYear"
                width: Math.round(Theme.body * 7)
                focus: !root.months
                label: qsTr("Year")
                inputMethodHints: Qt.ImhDigitsOnly
                maximumLength: 4
                error: year.text.length === 4 && !root.isYear(year.text) ? qsTr("No such year") : ""
                onEdited: root.tell()
            }
        }

        ActionButton {
            id: opener
            objectName: "openCalendar"
            anchors.left: parent.left
            visible: root.style === "plain"
            kind: ActionButton.Quiet
            sign: Sign.Calendar
            text: calendar.visible ? qsTr("Close the calendar") : qsTr("Calendar")
            onClicked: {
                const shown = root.chosen !== "" ? new Date(root.chosen) : new Date();
                calendar.year = shown.getFullYear();
                calendar.month = shown.getMonth() + 1;
                calendar.visible = !calendar.visible;
            }
        }

        Calendar {
            id: calendar
            anchors.left: parent.left
            width: Math.min(parent.width, 420)
            visible: false
            chosen: root.chosen
            onPicked: iso => {
                calendar.visible = false;
                opener.forceActiveFocus(Qt.TabFocusReason);
                date.setIso(iso);
                root.picked(iso);
            }
        }
    }
}
