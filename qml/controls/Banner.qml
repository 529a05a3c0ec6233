import QtQuick
import Waymark.Theme

// What happened, what it means, what to do; with one action at most.
Rectangle {
    id: root

    required property string text
    property string title: ""
    property int tone: Tone.Warn
    property string action: ""

    signal acted()

    readonly property int sign: {
        switch (root.tone) {
        case Tone.Good:
            return Sign.Tick;
        case Tone.Warn:
            return Sign.Pause;
        case Tone.Bad:
            return Sign.Look;
        default:
            return Sign.Waymark;
        }
    }

    implicitWidth: 320
    implicitHeight: words.height + Units.gap12 * 2
    radius: Units.radius
    color: Theme.toneSoft(root.tone)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.title.length > 0 ? root.title + ". " + root.text : root.text

    Sign {
        id: shape
        x: root.LayoutMirroring.enabled ? root.width - width - Units.gap12 : Units.gap12
        y: Units.gap12
        shape: root.sign
        color: root.tone === Tone.Neutral ? Theme.quiet : Theme.toneInk(root.tone)
        size: Math.round(Theme.body * 1.45)
    }

    Column {
        id: words
        anchors.left: shape.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Units.gap12
        spacing: Units.gap4

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.title
            strong: true
            spoken: false
        }

        Label {
            width: parent.width
            text: root.text
            spoken: false
        }

        ActionButton {
            x: root.LayoutMirroring.enabled ? parent.width - width : 0
            width: Math.min(implicitWidth, parent.width)
            visible: text.length > 0
            text: root.action
            kind: ActionButton.Quiet
            onClicked: root.acted()
        }
    }
}
