import QtQuick
import Waymark.Theme

// Every word on the screen. Plain text only: a name such as "<b>" is shown, never obeyed.
Text {
    id: root

    enum Size {
        Small,
        Body,
        Lead,
        Title,
        Display
    }

    property int size: Label.Body
    property bool strong: false
    property bool quiet: false
    property bool heading: false
    // As high as the letters of the font, for a word by itself.
    property bool tight: false
    // False where the control around it speaks these words already.
    property bool spoken: true

    readonly property bool arabic: Theme.isArabicScript(root.text)

    color: root.quiet ? Theme.quiet : Theme.ink
    font.family: root.arabic ? Theme.arabicFamily : Theme.family
    font.weight: root.strong ? Font.DemiBold : Font.Normal
    font.pixelSize: {
        switch (root.size) {
        case Label.Small:
            return Theme.small;
        case Label.Lead:
            return Theme.lead;
        case Label.Title:
            return Theme.title;
        case Label.Display:
            return Theme.display;
        default:
            return Theme.body;
        }
    }
    lineHeightMode: root.arabic ? Text.FixedHeight : Text.ProportionalHeight
    lineHeight: root.arabic ? root.font.pixelSize * Theme.arabicLine : root.tight ? 1 : Theme.lineHeight
    // Qt puts the room of a fixed line under its letters; they belong into its middle.
    topPadding: root.arabic ? root.font.pixelSize * Theme.arabicDrop : 0
    bottomPadding: -root.topPadding
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    horizontalAlignment: Text.AlignLeft

    Accessible.role: root.heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: root.text
    Accessible.ignored: !root.spoken || root.text.length === 0
}
