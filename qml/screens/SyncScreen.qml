pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// The truth about what is saved here and what is safe centrally, record by record.
WorkScreen {
    id: root

    function stateWords(state: string): string {
        switch (state) {
        case "aside":
            return qsTr("Set aside");
        case "sent":
            return qsTr("Sent");
        case "central":
            return qsTr("Safe centrally");
        default:
            return qsTr("Saved here");
        }
    }

    objectName: "syncScreen"
    title: qsTr("What is saved where")
    parentPlace: root.app.register.sessionId !== "" ? "register" : "today"

    Card {
        width: parent.width

        SyncSign {
            anchors.left: parent.left
            width: Math.min(implicitWidth, parent.width)
            place: root.signOf(root.app.sync.sign)
            since: root.app.sync.waitingSinceText
        }

        Label {
            objectName: "syncHeadline"
            width: parent.width
            text: root.app.sync.headline
            size: Label.Lead
            strong: true
            heading: true
        }

        Label {
            objectName: "waitingCount"
            width: parent.width
            text: qsTr("%n waiting", "records", root.app.sync.waiting)
        }

        Label {
            width: parent.width
            visible: root.app.sync.lastSyncedText.length > 0
            text: qsTr("Last contact with the service: %1", "a time").arg(root.app.sync.lastSyncedText)
            quiet: true
        }

        Rectangle {
            width: parent.width
            implicitHeight: 8
            visible: root.app.sync.running
            radius: 4
            color: Theme.hairline

            Accessible.role: Accessible.ProgressBar
            Accessible.name: qsTr("Sending and fetching")

            Rectangle {
                width: parent.width * Math.max(0.04, Math.min(1, root.app.sync.progress))
                height: parent.height
                radius: 4
                color: Theme.accent
            }
        }
    }

    ListRow {
        objectName: "settleRow"
        width: root.columnWidth
        visible: root.app.settle.open > 0
        title: qsTr("To settle")
        detail: qsTr("%n thing(s) that two people wrote differently", "", root.app.settle.open)
        leading: Sign {
            shape: Sign.People
            color: Theme.warn
        }
        onClicked: root.app.setPlace("settle")
    }

    Banner {
        objectName: "smallerCopyBanner"
        width: parent.width
        visible: root.app.sync.stopped
        tone: Tone.Warn
        title: qsTr("Many records are gone at the service")
        text: root.app.sync.mayTakeSmaller
            ? qsTr("So that nothing is lost by mistake, they were kept on this device. Ask your coordinator whether they were removed on purpose.")
            : qsTr("So that nothing is lost by mistake, they were kept on this device. Tell your coordinator.")
    }

    ActionButton {
        objectName: "takeSmallerButton"
        width: Math.min(implicitWidth, parent.width)
        visible: root.app.sync.mayTakeSmaller
        kind: ActionButton.Quiet
        text: qsTr("They were removed on purpose…")
        onClicked: smaller.open()
    }

    Sheet {
        id: smaller
        title: qsTr("Remove them here too?")

        Label {
            width: parent.width
            text: qsTr("What the service does not have any more goes from this device. What you recorded and have not sent yet stays.")
        }

        ActionButton {
            objectName: "confirmSmallerButton"
            width: parent.width
            kind: ActionButton.Danger
            text: qsTr("Remove them here")
            onClicked: {
                smaller.close();
                root.app.sync.takeSmaller();
            }
        }

        ActionButton {
            objectName: "keepLargerButton"
            width: parent.width
            kind: ActionButton.Quiet
            text: qsTr("Keep them")
            onClicked: smaller.close()
        }
    }

    Banner {
        width: parent.width
        visible: root.app.sync.problem.length > 0
        tone: root.app.sync.sign === "look" ? Tone.Bad : Tone.Warn
        text: root.app.sync.problem
    }

    ActionButton {
        objectName: "sendAgainButton"
        width: parent.width
        visible: root.app.sync.setAside > 0
        kind: ActionButton.Quiet
        sign: Sign.Sync
        text: qsTr("Send again what was set aside")
        enabled: !root.app.sync.running
        onClicked: root.app.sync.sendAgain()
    }

    Column {
        objectName: "recordList"
        width: parent.width
        spacing: Units.gap8

        Label {
            width: parent.width
            visible: root.app.sync.records.count > 0
            text: qsTr("Not yet safe centrally")
            strong: true
            heading: true
        }

        Repeater {
            model: root.app.sync.records

            ListRow {
                id: record

                required property string whenText
                required property string state
                required property string reason

                width: root.columnWidth
                detail: record.reason.length > 0 ? qsTr("%1 · %2", "time, reason").arg(record.whenText).arg(record.reason) : record.whenText
                note: root.stateWords(record.state)
                trailing: StatusSign {
                    text: root.stateWords(record.state)
                    sign: record.state === "aside" ? Sign.Look : Sign.Tick
                    tone: record.state === "aside" ? Tone.Bad : Tone.Good
                }
            }
        }

        EmptyState {
            width: parent.width
            topPadding: Units.gap16
            visible: root.app.sync.records.count === 0
            sign: Sign.DoubleTick
            title: qsTr("Nothing is waiting")
            text: qsTr("What you record shows here until the service has it.")
        }
    }

    footer: ActionButton {
        objectName: "syncNowButton"
        width: parent.width
        sign: Sign.Sync
        text: root.app.sync.running ? qsTr("Sending…") : qsTr("Send now")
        enabled: !root.app.sync.running
        onClicked: root.app.sync.syncNow()
    }
}
