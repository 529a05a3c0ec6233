import QtQuick
import Waymark.Controls

// Choosing a PIN, entered twice. The first entry is kept only until the second.
FirstScreen {
    id: root

    objectName: "choosePinScreen"
    title: root.app.joiningName.length > 0 ? qsTr("Welcome, %1", "name").arg(root.app.joiningName) : qsTr("Choose your PIN")
    explanation: qsTr("Your PIN keeps families' data safe on this device. Nobody can look it up. Choose %1 digits or more that others cannot guess.", "number").arg(root.app.pinDigits)

    QtObject {
        id: first
        property string pin: ""
    }

    PinPad {
        id: pad
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 336)
        focus: true
        label: first.pin.length > 0 ? qsTr("Enter the same PIN again") : qsTr("Choose a PIN")
        action: qsTr("Go on")
        minimumDigits: root.app.pinDigits
        busy: root.app.busy
        onEntered: pin => {
            if (first.pin.length === 0) {
                root.app.clearError();
                first.pin = pin;
                return;
            }
            const before = first.pin;
            first.pin = "";
            root.app.choosePin(before, pin);
        }
    }
}
