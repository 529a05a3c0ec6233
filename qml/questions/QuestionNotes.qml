import QtQuick
import Waymark.Theme
import Waymark.Controls

// What is said in the place of an answer or under it: the one that nobody changes, why none can be given here, what is wrong with the one that was.
Column {
    id: root

    property string fixed: ""
    property string instead: ""
    property string message: ""

    spacing: Units.gap16
    visible: root.fixed.length > 0 || root.instead.length > 0 || root.message.length > 0

    Label {
        objectName: "fixedAnswer"
        width: root.width
        visible: text.length > 0
        text: root.fixed
    }

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
