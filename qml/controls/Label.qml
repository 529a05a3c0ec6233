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
    // False where the control around it speaks these words already.
    property bool spoken: true

    color: root.quiet ? Theme.quiet : Theme.ink
    font.family: Theme.isArabicScript(root.text) ? Theme.arabicFamily : Theme.family
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
    lineHeightMode: Theme.isArabicScript(root.text) ? Text.FixedHeight : Text.ProportionalHeight
    lineHeight: Theme.isArabicScript(root.text) ? root.font.pixelSize * Theme.arabicLine : Theme.lineHeight
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    horizontalAlignment: Text.AlignLeft

    Accessible.role: root.heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: root.text
    Accessible.ignored: !root.spoken || root.text.length === 0
}
