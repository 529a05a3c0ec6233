import QtQuick
import Waymark.Theme
import Waymark.Controls

// An age in years or, if it is known, the date of birth.
Column {
    id: root

    property string ageName: ""
    property string dateName: ""
    // -1 while it is not given
    property int age: -1
    property string iso: ""
    property bool byDate: false

    signal ageEdited(age: int)
    // `wrong` while something is typed that is no date: what was given before does not count any more.
    signal dateEdited(iso: string, wrong: bool)

    // A date that turns wrong is still asked for as a date.
    onIsoChanged: {
        if (root.iso !== "")
            root.byDate = true;
    }
    Component.onCompleted: root.byDate = root.iso !== ""

    spacing: Units.gap4

    InputField {
        objectName: root.ageName
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        width: Math.min(parent.width, Math.round(Theme.body * 9))
        visible: !root.byDate
        label: qsTr("Age in years")
        inputMethodHints: Qt.ImhDigitsOnly
        maximumLength: 3
        text: root.age >= 0 ? String(root.age) : ""
        validator: RegularExpressionValidator {
            regularExpression: /[0-9]*/
        }
        onEdited: text => root.ageEdited(text === "" ? -1 : parseInt(text))
    }

    DateField {
        id: date
        objectName: root.dateName
        width: parent.width
        visible: root.byDate
        label: qsTr("Date of birth")
        onEdited: iso => root.dateEdited(iso, iso === "" && !date.isEmpty())
        Component.onCompleted: {
            if (root.iso !== "")
                date.setIso(root.iso);
        }
    }

    ActionButton {
        objectName: root.dateName + "Toggle"
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        width: Math.min(implicitWidth, parent.width)
        leftPadding: 0
        rightPadding: 0
        kind: ActionButton.Plain
        text: root.byDate ? qsTr("Give the age instead") : qsTr("Give the date of birth instead")
        onClicked: {
            if (root.byDate && date.iso === "") {
                date.clear();
                root.dateEdited("", false);
            }
            root.byDate = !root.byDate;
        }
    }
}
