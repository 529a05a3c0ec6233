import QtQuick
import Waymark.Theme
import Waymark.Controls

// What is said under an answer: why none can be given here, and what is wrong with the one that was.
Column {
    id: root

    property string instead: ""
    property string message: ""

    spacing: Units.gap16
    visible: root.instead.length > 0 || root.message.length > 0

    Label {
        objectName: "instead"
        width: root.width
        visible: text.length > 0
        text: root.instead
        quiet: true
    }

    Row {
        objectName: "message"
        width: root.width
        visible: root.message.length > 0
        spacing: Units.gap8

        Sign {
            id: wrong
            shape: Sign.Look
            color: Theme.bad
            size: Theme.body * 1.2
        }

        Label {
            width: parent.width - wrong.width - parent.spacing
            text: root.message
            color: Theme.bad
            Accessible.role: Accessible.AlertMessage
        }
    }
}
