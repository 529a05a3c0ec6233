import QtQuick

// Words that take the width they need on one line, up to `room`; then they wrap.
Label {
    id: root

    required property real room
    readonly property real natural: Math.ceil(measure.implicitWidth)

    width: Math.max(0, Math.min(root.natural, root.room))

    Text {
        id: measure
        visible: false
        text: root.text
        font: root.font
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
