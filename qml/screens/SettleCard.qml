pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Two values for one thing, side by side; one under the other where large text needs the width. What was settled here can be taken back
// until it is sent.
Card {
    id: root

    required property string conflictId
    required property string who
    required property string what
    required property string kept
    required property string keptBy
    required property string other
    required property string otherBy
    required property string settled
    required property bool mayTake
    required property string writing

    readonly property bool isOpen: root.settled === ""
    readonly property bool beside: Theme.textScale < 1.5 || root.innerWidth >= 480
    readonly property real choiceWidth: root.beside ? Math.floor((root.innerWidth - Units.gap8) / 2) : root.innerWidth

    signal keepAsked()
    signal otherAsked()
    signal writeAsked()
    signal undoAsked()

    Column {
        width: parent.width

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.who
            size: Label.Lead
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            text: root.what
        }
    }

    Grid {
        width: parent.width
        visible: root.isOpen
        columns: root.beside ? 2 : 1
        spacing: Units.gap8

        SettleChoice {
            id: keptChoice
            objectName: "kept_" + root.conflictId
            width: root.choiceWidth
            height: root.beside ? Math.max(implicitHeight, otherChoice.implicitHeight) : implicitHeight
            value: root.kept
            by: root.keptBy
            onClicked: root.keepAsked()
        }

        SettleChoice {
            id: otherChoice
            objectName: "other_" + root.conflictId
            width: root.choiceWidth
            height: root.beside ? Math.max(implicitHeight, keptChoice.implicitHeight) : implicitHeight
            value: root.other
            by: root.otherBy
            enabled: root.mayTake
            onClicked: root.otherAsked()
        }
    }

    ActionButton {
        objectName: "write_" + root.conflictId
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        width: Math.min(implicitWidth, parent.width)
        leftPadding: 0
        rightPadding: 0
        visible: root.isOpen && root.writing !== ""
        kind: ActionButton.Plain
        sign: Sign.Pen
        text: qsTr("Neither is right")
        onClicked: root.writeAsked()
    }

    Label {
        width: parent.width
        visible: root.isOpen && !root.mayTake
        text: qsTr("Only your coordinator can put the other one in its place.")
        quiet: true
        size: Label.Small
    }

    StatusSign {
        width: Math.min(implicitWidth, parent.width)
        visible: !root.isOpen
        text: qsTr("Settled, not sent yet")
        sign: Sign.Tick
        tone: Tone.Good
    }

    ActionButton {
        objectName: "undoSettled_" + root.conflictId
        width: parent.width
        visible: !root.isOpen
        kind: ActionButton.Quiet
        text: qsTr("Take it back")
        onClicked: root.undoAsked()
    }
}
