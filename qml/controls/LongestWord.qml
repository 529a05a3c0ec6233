import QtQuick

// How wide the longest word of a label is, as its `contentWidth`: it is laid out one word a line, and never shown.
Text {
    id: root

    required property Label label

    visible: false
    width: 1
    text: root.label.text
    font: root.label.font
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    Accessible.ignored: true
}
