pragma Singleton
import QtQml

// Lengths in device-independent pixels. Text grows with Theme.textScale; spaces and radii do not, so that large text
// gets the room.
QtObject {
    readonly property int gap4: 4
    readonly property int gap8: 8
    readonly property int gap12: 12
    readonly property int gap16: 16
    readonly property int gap24: 24
    readonly property int gap32: 32

    readonly property int radius: 10
    readonly property int border: 1
    readonly property int focusWidth: 3
    readonly property int focusGap: 2

    readonly property int touch: 48
    readonly property int childTouch: 64

    // From this width on a screen shows two panes; a column of text or fields is never wider than `column`.
    readonly property int wideFrom: 760
    readonly property int column: 560
}
