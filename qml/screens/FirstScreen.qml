import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What the screens before anybody is signed in have: the waymark, a title, what to do, and words for what went wrong.
Page {
    id: root

    required property App app
    required property string title
    property string explanation: ""

    Sign {
        anchors.left: parent.left
        shape: Sign.Waymark
        color: Theme.primary
        size: 48
    }

    Column {
        width: parent.width
        spacing: Units.gap4

        Label {
            width: parent.width
            text: root.title
            size: Label.Title
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.explanation
            quiet: true
        }
    }

    Banner {
        objectName: "errorBanner"
        width: parent.width
        visible: root.app.error.length > 0
        tone: Tone.Bad
        text: root.app.error
    }
}
