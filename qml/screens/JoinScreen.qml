import QtQuick
import Waymark.Controls

// A worker joins this device with a personal code, scanned or typed.
FirstScreen {
    id: root

    readonly property bool ready: code.text.trim().length > 0 && !root.app.busy

    function send() {
        if (root.ready)
            root.app.join(code.text.trim());
    }

    objectName: "joinScreen"
    title: qsTr("Who works with this device?")
    explanation: qsTr("Enter your personal code. Your coordinator gives it to you. Then you choose a PIN.")

    Label {
        width: parent.width
        visible: text.length > 0
        text: root.app.organisationName
        strong: true
    }

    ScanCode {
        width: parent.width
        app: root.app
    }

    InputField {
        id: code
        objectName: "joinCodeField"
        width: parent.width
        focus: true
        label: qsTr("Your personal code")
        inputMethodHints: Qt.ImhNoPredictiveText
        onAccepted: root.send()
    }

    footer: [
        ActionButton {
            objectName: "joinButton"
            width: parent.width
            text: root.app.busy ? qsTr("One moment…") : qsTr("Go on")
            enabled: root.ready
            onClicked: root.send()
        },
        ActionButton {
            objectName: "cancelButton"
            width: parent.width
            visible: root.app.workers.length > 0
            kind: ActionButton.Quiet
            text: qsTr("Not now")
            onClicked: root.app.cancelJoin()
        }
    ]
}
