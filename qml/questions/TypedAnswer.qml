import QtQuick
import Waymark.Controls

// One line that is typed: words, a number, the number of a bar code. Reported a moment after the last key, and at once when the box is left.
FocusScope {
    id: root

    required property string question
    property string written: ""
    property string hint: ""
    property bool digits: false
    property bool decimals: false
    property bool masked: false

    signal picked(value: var)

    function settle() {
        if (!pause.running)
            return;
        pause.stop();
        root.picked(field.text.trim());
    }

    implicitHeight: field.implicitHeight

    // Set from outside only while nothing is being typed here.
    onWrittenChanged: {
        if (!pause.running && field.text !== root.written)
            field.text = root.written;
    }
    Component.onCompleted: field.text = root.written
    onActiveFocusChanged: {
        if (!root.activeFocus)
            root.settle();
    }

    Timer {
        id: pause
        interval: 500
        onTriggered: root.picked(field.text.trim())
    }

    InputField {
        id: field
        objectName: "answerField"
        anchors.left: parent.left
        width: root.digits ? Math.min(root.width, 240) : root.width
        focus: true
        label: ""
        hint: root.hint
        spokenLabel: root.question
        echoMode: root.masked ? TextInput.Password : TextInput.Normal
        inputMethodHints: root.masked ? Qt.ImhSensitiveData | Qt.ImhHiddenText : root.decimals ? Qt.ImhFormattedNumbersOnly : root.digits ? Qt.ImhDigitsOnly : Qt.ImhNone
        onEdited: pause.restart()
        onAccepted: root.settle()
    }
}
