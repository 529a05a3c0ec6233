pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What else can be said about a person in this session. Here and not here are one tap in the list.
Column {
    id: root

    required property App app
    required property string personId
    property int minutes: 10

    signal done()

    // Opened for somebody: nothing is left of what was typed for another, and the time is that of now.
    function begin() {
        leftAt.text = root.app.register.leavingTime();
    }

    spacing: Units.gap12

    Label {
        width: parent.width
        text: qsTr("In this session")
        strong: true
        heading: true
    }

    Segmented {
        width: parent.width
        objectName: "minutesChoice"
        label: qsTr("Late by how many minutes?")
        options: ["5", "10", "15", "30"]
        currentIndex: 1
        onActivated: index => root.minutes = [5, 10, 15, 30][index]
    }

    ActionButton {
        objectName: "lateButton"
        width: parent.width
        kind: ActionButton.Quiet
        sign: Sign.Half
        text: qsTr("Came %n minutes late", "", root.minutes)
        onClicked: {
            root.app.register.markLate(root.personId, root.minutes);
            root.done();
        }
    }

    RowLayout {
        width: parent.width
        spacing: Units.gap8

        InputField {
            id: leftAt
            objectName: "leftAtField"
            Layout.preferredWidth: Math.round(Theme.body * 6)
            label: qsTr("Left at")
            inputMethodHints: Qt.ImhTime
        }

        ActionButton {
            objectName: "leftEarlyButton"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignBottom
            kind: ActionButton.Quiet
            sign: Sign.Leave
            text: qsTr("Left early")
            enabled: /^\d\d?:\d\d$/.test(leftAt.text.trim())
            onClicked: {
                root.app.register.markLeftEarly(root.personId, leftAt.text.trim().padStart(5, "0"));
                root.done();
            }
        }
    }

    ActionButton {
        objectName: "absentToldButton"
        width: parent.width
        kind: ActionButton.Quiet
        sign: Sign.Cross
        text: qsTr("Not here, they told us")
        onClicked: {
            root.app.register.markAbsent(root.personId, true);
            root.done();
        }
    }

    ActionButton {
        objectName: "absentNotToldButton"
        width: parent.width
        kind: ActionButton.Quiet
        sign: Sign.Cross
        text: qsTr("Not here, we do not know why")
        onClicked: {
            root.app.register.markAbsent(root.personId, false);
            root.done();
        }
    }

    ActionButton {
        objectName: "clearMarkButton"
        width: parent.width
        kind: ActionButton.Plain
        text: qsTr("Take the mark away")
        onClicked: {
            root.app.register.clearMark(root.personId);
            root.done();
        }
    }
}
