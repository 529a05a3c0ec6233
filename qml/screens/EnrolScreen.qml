import QtQuick
import Waymark.Controls

// The first start: where the service is, and the code that lets this device in; both are in the QR code of the console.
FirstScreen {
    id: root

    readonly property bool ready: service.text.trim().length > 0 && code.text.trim().length > 0 && !root.app.busy

    function send() {
        if (root.ready)
            root.app.enrol(service.text.trim(), code.text.trim());
    }

    objectName: "enrolScreen"
    title: qsTr("Set up this device")
    explanation: qsTr("Your coordinator has a code for this device. It works once and for a short time.")

    ScanCode {
        width: parent.width
        app: root.app
    }

    InputField {
        id: service
        objectName: "serviceField"
        width: parent.width
        label: qsTr("Address of the service")
        inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
        text: root.app.serviceUrl
        onAccepted: code.forceActiveFocus()
    }

    InputField {
        id: code
        objectName: "codeField"
        width: parent.width
        focus: true
        label: qsTr("Code")
        hint: qsTr("Letters and numbers, as the coordinator shows them")
        inputMethodHints: Qt.ImhNoPredictiveText
        text: root.app.enrolCode
        onAccepted: root.send()
    }

    footer: ActionButton {
        objectName: "enrolButton"
        width: parent.width
        text: root.app.busy ? qsTr("One moment…") : qsTr("Set up this device")
        enabled: root.ready
        onClicked: root.send()
    }
}
