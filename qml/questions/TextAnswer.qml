import QtQuick
import Waymark.Controls

// An answer in the person's own words. Reported a moment after the last key, and at once when the box is left.
FocusScope {
    id: root

    required property string question
    property string written: ""
    property int lines: 4

    signal picked(value: var)

    function settle() {
        if (pause.running) {
            pause.stop();
            root.picked(field.text);
        }
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
        onTriggered: root.picked(field.text)
    }

    LongField {
        id: field
        objectName: "answerField"
        width: root.width
        focus: true
        label: root.question
        labelShown: false
        lines: root.lines
        onEdited: pause.restart()
    }
}
