import QtQuick
import Waymark.Theme

// A date in three boxes, day month year. `iso` is "2019-03-07" once it is a real day, else "".
FocusScope {
    id: root

    required property string label
    // What is spoken, where the words stand elsewhere on the screen.
    property string spokenLabel: root.label
    property string hint: qsTr("For example 7 3 2019")
    property string error: ""

    readonly property bool empty: day.text === "" && month.text === "" && year.text === ""
    readonly property string iso: root.isoOf(parseInt(day.text), parseInt(month.text), parseInt(year.text))
    readonly property bool wrong: root.iso === "" && day.text !== "" && month.text !== "" && year.text.length === 4

    signal edited(iso: string)

    // What was typed is told before the properties above have followed, so it is read anew.
    function tell() {
        root.edited(root.isoOf(parseInt(day.text), parseInt(month.text), parseInt(year.text)));
    }

    function isEmpty(): bool {
        return day.text === "" && month.text === "" && year.text === "";
    }

    function clear() {
        day.text = "";
        month.text = "";
        year.text = "";
    }

    function setIso(iso: string) {
        const parts = iso.split("-");
        year.text = parts[0] ?? "";
        month.text = parts.length > 1 ? String(parseInt(parts[1])) : "";
        day.text = parts.length > 2 ? String(parseInt(parts[2])) : "";
    }

    function isoOf(day: int, month: int, year: int): string {
        if (!(year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1))
            return "";
        const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
        const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        if (day > lengths[month - 1])
            return "";
        return String(year) + "-" + String(month).padStart(2, "0") + "-" + String(day).padStart(2, "0");
    }

    implicitWidth: 240
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: root.spokenLabel

    Column {
        id: column
        width: root.width
        spacing: Units.gap4

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.label
            strong: true
            spoken: false
        }

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.hint
            quiet: true
            size: Label.Small
            spoken: false
        }

        Flow {
            width: parent.width
            spacing: Units.gap12

            // Wide enough for its digits and for its own label.
            component Part: InputField {
                property int digits: 2
                width: Math.max(Math.round(Theme.body * 0.62 * Math.max(digits, 3.4)) + Units.gap24 + Units.gap4,
                                Math.ceil(metrics.width) + Units.gap4)
                hint: ""
                inputMethodHints: Qt.ImhDigitsOnly
                maximumLength: digits
                validator: RegularExpressionValidator {
                    regularExpression: /[0-9]*/
                }

                readonly property TextMetrics metrics: TextMetrics {
                    font.family: Theme.family
                    font.pixelSize: Theme.body
                    font.weight: Font.DemiBold
                }
                Component.onCompleted: metrics.text = label
            }

            Part {
                id: day
                objectName: root.objectName.length > 0 ? root.objectName + "_day" : ""
                label: qsTr("Day")
                onEdited: root.tell()
                focus: true
            }

            Part {
                id: month
                objectName: root.objectName.length > 0 ? root.objectName + "_month" : ""
                label: qsTr("Month")
                onEdited: root.tell()
            }

            Part {
                id: year
                objectName: root.objectName.length > 0 ? root.objectName + "_year" : ""
                digits: 4
                label: qsTr("Year")
                onEdited: root.tell()
            }
        }

        Row {
            width: parent.width
            visible: message.text.length > 0
            spacing: Units.gap8

            Sign {
                id: errorSign
                y: Math.round(Theme.small * 0.15)
                shape: Sign.Look
                color: Theme.bad
                size: Math.round(Theme.small * 1.2)
            }

            Label {
                id: message
                width: parent.width - errorSign.width - parent.spacing
                text: root.error.length > 0 ? root.error : root.wrong ? qsTr("There is no such day. Check the numbers.") : ""
                color: Theme.bad
                size: Label.Small
                Accessible.role: Accessible.AlertMessage
            }
        }
    }
}
