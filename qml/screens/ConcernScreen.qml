pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// One concern, opened for the lead or a deputy: what was written, what has been done since, and saying that it has been seen.
WorkScreen {
    id: root

    readonly property var concern: root.app.safeguarding.concern
    readonly property bool known: root.concern.id !== undefined
    readonly property bool opens: root.known && root.concern.opens
    readonly property bool isNew: root.known && root.concern.state === "received"
    readonly property var parts: !root.opens ? [] : [
        { "label": qsTr("About"), "text": root.concern.who },
        { "label": qsTr("When and where"), "text": root.concern.when },
        { "label": qsTr("What was seen or heard"), "text": root.concern.seen },
        { "label": qsTr("What has been done"), "text": root.concern.done }
    ].filter(part => part.text.length > 0)

    objectName: "concernScreen"
    title: root.known ? qsTr("Concern %1", "reference").arg(root.concern.reference) : qsTr("Concern")
    detail: root.opens ? qsTr("From %1, %2", "name, time").arg(root.concern.byName).arg(root.concern.whenText) : ""
    parentPlace: "concerns"

    Connections {
        target: root.app.safeguarding

        function onNoteKept() {
            note.text = "";
        }
    }

    Banner {
        objectName: "closedBanner"
        width: parent.width
        visible: root.known && !root.concern.opens
        tone: Tone.Warn
        title: qsTr("You cannot open this one here")
        text: root.known && root.concern.forDeputies ? qsTr("It is about the lead, and was sealed for the deputies alone.")
                                                     : qsTr("It was sealed for a key that is not on this device. The other of you can open it, or bring your key back from its sheet.")
    }

    StatusSign {
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        visible: root.known
        text: root.known ? root.concern.stateText : ""
        sign: root.isNew ? Sign.Dot : Sign.Tick
        tone: root.isNew ? Tone.Warn : Tone.Good
    }

    Card {
        width: parent.width
        visible: root.opens
        spacing: Units.gap16

        Repeater {
            model: root.parts

            Column {
                id: part
                required property var modelData

                width: root.columnWidth - Units.gap16 * 2
                spacing: Units.gap4

                Label {
                    width: parent.width
                    text: part.modelData.label
                    quiet: true
                    size: Label.Small
                }

                Label {
                    width: parent.width
                    text: part.modelData.text
                }
            }
        }
    }

    Column {
        width: parent.width
        spacing: Units.gap8
        visible: root.app.safeguarding.notes.length > 0

        Label {
            width: parent.width
            text: qsTr("Since then")
            strong: true
            heading: true
        }

        Repeater {
            model: root.app.safeguarding.notes

            Card {
                id: kept
                required property var modelData

                width: root.columnWidth
                padding: Units.gap12
                spacing: Units.gap4

                Label {
                    width: parent.width
                    text: kept.modelData.text
                }

                Label {
                    width: parent.width
                    text: qsTr("%1, %2", "name, time").arg(kept.modelData.byName).arg(kept.modelData.whenText)
                    quiet: true
                    size: Label.Small
                }
            }
        }
    }

    Card {
        width: parent.width
        visible: root.opens

        LongField {
            id: note
            objectName: "noteField"
            width: parent.width
            label: qsTr("What was decided, why, and who was told")
            hint: qsTr("Sealed for you and the other of you. It cannot be changed afterwards.")
            lines: 3
        }

        ActionButton {
            objectName: "addNoteButton"
            width: parent.width
            kind: ActionButton.Quiet
            sign: Sign.Pen
            enabled: note.text.trim().length > 0 && !root.app.safeguarding.busy
            text: qsTr("Add this note")
            onClicked: root.app.safeguarding.addNote(note.text)
        }
    }

    footer: [
        ActionButton {
            objectName: "acknowledgeButton"
            width: parent.width
            visible: root.isNew && root.opens
            text: qsTr("Acknowledge: I have read it")
            onClicked: root.app.safeguarding.acknowledge()
        },
        ActionButton {
            objectName: "closeConcernButton"
            width: parent.width
            visible: root.opens && root.concern.state === "acknowledged"
            kind: ActionButton.Quiet
            text: qsTr("Close it")
            onClicked: root.app.safeguarding.close()
        }
    ]
}
