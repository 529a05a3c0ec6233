pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// What is waiting for the safeguarding lead and the deputies.
WorkScreen {
    id: root

    objectName: "concernsScreen"
    title: qsTr("Concerns")
    parentPlace: "today"

    Banner {
        objectName: "lateBanner"
        width: parent.width
        visible: root.app.safeguarding.lateText.length > 0
        tone: Tone.Bad
        title: root.app.safeguarding.lateText
        text: qsTr("Open them and acknowledge them, so that the other of you knows.")
    }

    Banner {
        objectName: "noKeyBanner"
        width: parent.width
        visible: !root.app.safeguarding.hasKey
        tone: Tone.Warn
        title: qsTr("You have no key on this device")
        text: qsTr("Concerns are sealed for your key. Make one, or bring yours back from the sheet that is locked away.")
        action: qsTr("Make or bring back a key")
        onActed: root.app.setPlace("keys")
    }

    Label {
        objectName: "waitingText"
        width: parent.width
        text: root.app.safeguarding.waitingText
        size: Label.Lead
        strong: true
        heading: true
    }

    Column {
        objectName: "concernList"
        width: parent.width
        spacing: Units.gap8

        Repeater {
            model: root.app.safeguarding.concerns

            ListRow {
                id: row

                required property string concernId
                required property string reference
                required property string whenText
                required property string byName
                required property string state
                required property string stateText
                required property bool opens
                required property bool late

                objectName: "concern_" + row.reference
                width: root.columnWidth
                title: row.opens ? qsTr("%1, from %2", "reference, name").arg(row.reference).arg(row.byName) : row.reference
                detail: row.opens ? row.whenText : qsTr("%1 · sealed for somebody else", "time").arg(row.whenText)
                note: row.stateText
                trailing: StatusSign {
                    text: row.late ? qsTr("waits too long") : row.stateText
                    sign: row.late ? Sign.Look : row.state === "received" ? Sign.Dot : Sign.Tick
                    tone: row.late ? Tone.Bad : row.state === "received" ? Tone.Warn : Tone.Good
                }
                onClicked: {
                    root.app.safeguarding.open(row.concernId);
                    root.app.setPlace("concern");
                }
            }
        }

        EmptyState {
            width: parent.width
            topPadding: Units.gap16
            visible: root.app.safeguarding.concerns.count === 0
            sign: Sign.Worry
            title: qsTr("No concerns")
            text: qsTr("What workers hand over to you shows here. Only you and the deputies can read it.")
        }
    }

    footer: ActionButton {
        objectName: "keysButton"
        width: parent.width
        kind: ActionButton.Quiet
        sign: Sign.Lock
        text: qsTr("Keys")
        onClicked: root.app.setPlace("keys")
    }
}
