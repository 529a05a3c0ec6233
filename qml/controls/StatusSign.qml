import QtQuick
import Waymark.Theme

// A state: a shape, a word and a colour, in that order of importance.
Rectangle {
    id: root

    required property string text
    property int sign: Sign.None
    property int tone: Tone.Neutral
    // Without its soft ground, for lines of text.
    property bool bare: false

    readonly property real around: (root.bare ? 0 : Units.gap8 * 2) + (sign.visible ? sign.width + row.spacing : 0)

    implicitWidth: label.natural + root.around
    implicitHeight: row.implicitHeight + (root.bare ? 0 : Units.gap4 * 2)
    radius: Units.radius - 2
    color: root.bare ? "transparent" : Theme.toneSoft(root.tone)

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Units.gap4 + 2

        Sign {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            shape: root.sign
            color: Theme.toneInk(root.tone)
            size: Math.round(Theme.small * 1.25)
        }

        FitLabel {
            id: label
            anchors.verticalCenter: parent.verticalCenter
            room: root.width - root.around
            // Its words may come from the middle of a sentence.
            text: root.text.charAt(0).toUpperCase() + root.text.slice(1)
            color: root.tone === Tone.Neutral ? Theme.quiet : Theme.toneInk(root.tone)
            size: Label.Small
            strong: true
            spoken: false
        }
    }
}
