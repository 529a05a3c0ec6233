pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Tell the safeguarding lead: what was seen and heard, sealed for the lead and the deputy before it leaves the screen's hands. The phone comes
// first, because it works without a network.
WorkScreen {
    id: root

    readonly property bool sent: root.app.worry.reference.length > 0
    readonly property bool nobody: root.app.worry.recipientsText.length === 0

    function stateWords(state: string): string {
        return state === "waiting" ? qsTr("Saved here, waiting for a signal") : state === "aside" ? qsTr("Not taken: phone the lead")
                                                                                             : qsTr("Handed over");
    }

    objectName: "worryScreen"
    title: qsTr("Tell the safeguarding lead")
    parentPlace: root.app.register.sessionId !== "" ? "register" : "today"
    worryOffered: false

    Banner {
        objectName: "dangerBanner"
        width: parent.width
        tone: Tone.Bad
        title: qsTr("In danger now? Call 999")
        text: root.app.worry.phone.length > 0 ? qsTr("Then phone the safeguarding lead on %1. Do not wait for a signal here.", "number").arg(root.app.worry.phone)
                                              : qsTr("Then phone the safeguarding lead. Do not wait for a signal here.")
    }

    Banner {
        objectName: "sentBanner"
        width: parent.width
        visible: root.sent
        tone: Tone.Good
        title: qsTr("Handed over, reference %1", "four letters").arg(root.app.worry.reference)
        text: qsTr("Nobody can read it on this device any more, and you neither. Say the reference when you phone. To add something, write another one.")
        action: qsTr("Write another one")
        onActed: root.app.worry.finish()
    }

    Banner {
        objectName: "nobodyBanner"
        width: parent.width
        visible: !root.sent && root.nobody
        tone: Tone.Warn
        title: qsTr("This device cannot hand it over yet")
        text: root.app.worry.aboutLead ? qsTr("It knows no deputy's key. Phone the deputy or the local authority. What you write is kept for you alone.")
                                       : qsTr("It knows no key of the lead. Phone the lead. What you write is kept for you alone, until somebody has compared a key.")
        action: qsTr("Look at the keys")
        onActed: root.app.setPlace("keys")
    }

    Banner {
        objectName: "keyBanner"
        width: parent.width
        visible: !root.sent && !root.nobody && root.app.worry.keyWarning.length > 0
        tone: Tone.Warn
        text: root.app.worry.keyWarning
        action: qsTr("Look at the keys")
        onActed: root.app.setPlace("keys")
    }

    Label {
        objectName: "recipients"
        width: parent.width
        visible: !root.sent && !root.nobody
        text: qsTr("This goes to %1. Nobody else can read it: not your colleagues, not your coordinator, not the service.", "names").arg(root.app.worry.recipientsText)
        quiet: true
    }

    Card {
        width: parent.width
        visible: !root.sent
        spacing: Units.gap16

        InputField {
            id: who
            objectName: "whoField"
            width: parent.width
            label: qsTr("Who is it about?")
            hint: qsTr("A name, or what you know of them")
            text: root.app.worry.who
            onEdited: text => root.app.worry.who = text
        }

        InputField {
            objectName: "whenField"
            width: parent.width
            label: qsTr("When and where was it?")
            text: root.app.worry.when
            onEdited: text => root.app.worry.when = text
        }

        LongField {
            objectName: "seenField"
            width: parent.width
            label: qsTr("What did you see or hear?")
            hint: qsTr("Their own words, as they said them. What you think yourself, on a line of its own.")
            lines: 5
            text: root.app.worry.seen
            onEdited: text => root.app.worry.seen = text
        }

        LongField {
            objectName: "doneField"
            width: parent.width
            label: qsTr("What have you done, and who knows?")
            lines: 3
            text: root.app.worry.done
            onEdited: text => root.app.worry.done = text
        }

        CheckRow {
            id: aboutLead
            objectName: "aboutLeadBox"
            width: parent.width
            text: qsTr("It is about the safeguarding lead")
            detail: qsTr("Then it goes to the deputy alone.")
            checked: root.app.worry.aboutLead
            onToggled: root.app.worry.aboutLead = aboutLead.checked
        }
    }

    ActionButton {
        objectName: "throwAwayButton"
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        width: Math.min(implicitWidth, parent.width)
        leftPadding: 0
        rightPadding: 0
        visible: !root.sent && (root.app.worry.seen.length > 0 || root.app.worry.who.length > 0)
        kind: ActionButton.Plain
        text: qsTr("Throw away what is written here")
        onClicked: throwAway.open()
    }

    Column {
        width: parent.width
        spacing: Units.gap8
        visible: root.app.worry.handed.length > 0

        Label {
            width: parent.width
            text: qsTr("What you handed over from this device")
            strong: true
            heading: true
        }

        Repeater {
            model: root.app.worry.handed

            Card {
                id: handed
                required property var modelData

                objectName: "handed_" + modelData.reference
                width: root.columnWidth
                padding: Units.gap12
                spacing: Units.gap4

                Label {
                    width: parent.width
                    text: qsTr("%1 · %2", "reference, time").arg(handed.modelData.reference).arg(handed.modelData.whenText)
                    strong: true
                }

                Label {
                    width: parent.width
                    text: qsTr("For %1", "names").arg(handed.modelData.toText)
                    quiet: true
                    size: Label.Small
                }

                StatusSign {
                    x: root.LayoutMirroring.enabled ? parent.width - width : 0
                    text: root.stateWords(handed.modelData.state)
                    sign: handed.modelData.state === "aside" ? Sign.Look : handed.modelData.state === "waiting" ? Sign.Pause : Sign.Tick
                    tone: handed.modelData.state === "aside" ? Tone.Bad : handed.modelData.state === "waiting" ? Tone.Warn : Tone.Good
                }
            }
        }
    }

    footer: ActionButton {
        objectName: "handOverButton"
        width: parent.width
        visible: !root.sent
        enabled: root.app.worry.ready
        text: qsTr("Hand it over")
        onClicked: root.app.worry.handOver()
    }

    Sheet {
        id: throwAway
        title: qsTr("Throw this away?")

        Label {
            width: parent.width
            text: qsTr("It has not been handed to anybody. Once thrown away, it does not come back.")
        }

        ActionButton {
            objectName: "confirmThrowAwayButton"
            width: parent.width
            kind: ActionButton.Danger
            text: qsTr("Throw it away")
            onClicked: {
                throwAway.close();
                root.app.worry.throwAway();
            }
        }

        ActionButton {
            width: parent.width
            kind: ActionButton.Quiet
            text: qsTr("Keep it")
            onClicked: throwAway.close()
        }
    }
}
