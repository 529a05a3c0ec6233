pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// A session that nobody planned: one of the activities held here, or one of its own, with its times.
Sheet {
    id: root

    required property App app
    property string activityId: ""

    readonly property bool timesGiven: /^\d\d?:\d\d$/.test(start.text.trim()) && /^\d\d?:\d\d$/.test(end.text.trim())

    function add() {
        if (root.activityId !== "")
            root.app.today.addSessionOf(root.activityId, root.padded(start.text), root.padded(end.text));
        else
            root.app.today.addSession(sessionTitle.text, root.padded(start.text), root.padded(end.text));
        root.close();
    }

    function padded(time: string): string {
        return time.trim().padStart(5, "0");
    }

    title: qsTr("Add a session")
    onAboutToShow: {
        root.activityId = "";
        sessionTitle.text = "";
    }

    Label {
        width: parent.width
        visible: root.app.today.activities.length > 0
        text: qsTr("Which group?")
        strong: true
    }

    Repeater {
        model: root.app.today.activities

        ChoiceRow {
            required property var modelData

            objectName: "activity_" + modelData.id
            width: root.columnWidth
            text: modelData.title
            chosen: root.activityId === modelData.id
            onClicked: root.activityId = chosen ? "" : modelData.id
        }
    }

    InputField {
        id: sessionTitle
        objectName: "sessionTitleField"
        width: parent.width
        visible: root.activityId === ""
        label: root.app.today.activities.length > 0 ? qsTr("Or another name") : qsTr("What is it called?")
    }

    RowLayout {
        width: parent.width
        spacing: Units.gap12

        InputField {
            id: start
            objectName: "startField"
            Layout.fillWidth: true
            label: qsTr("From")
            hint: qsTr("such as 10:00")
            inputMethodHints: Qt.ImhTime
        }

        InputField {
            id: end
            objectName: "endField"
            Layout.fillWidth: true
            label: qsTr("To")
            hint: qsTr("such as 11:30")
            inputMethodHints: Qt.ImhTime
        }
    }

    ActionButton {
        objectName: "confirmAddSessionButton"
        width: parent.width
        text: qsTr("Add the session")
        enabled: root.timesGiven && (root.activityId !== "" || sessionTitle.text.trim().length > 0)
        onClicked: root.add()
    }
}
