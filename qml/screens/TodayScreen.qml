pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// The venue's sessions of today, and what is to be done.
WorkScreen {
    id: root

    readonly property bool empty: root.app.today.count === 0

    function tone(status: string): int {
        return status === "open" ? Tone.Good : status === "signed" ? Tone.Chosen : Tone.Neutral;
    }

    function sign(status: string): int {
        switch (status) {
        case "open":
            return Sign.Dot;
        case "closed":
        case "signed":
            return Sign.Tick;
        case "cancelled":
        case "not_held":
            return Sign.Cross;
        default:
            return Sign.Ring;
        }
    }

    objectName: "todayScreen"
    title: qsTr("Today")
    detail: root.app.today.dateText
    settingsOffered: true
    maximumWidth: root.wide ? 960 : Units.column

    Flow {
        id: panes
        readonly property real listWidth: root.wide ? Math.floor((width - spacing) * 0.6) : width
        readonly property real sideWidth: root.wide ? width - spacing - listWidth : width

        width: parent.width
        spacing: root.wide ? Units.gap24 : Units.gap16

        Column {
            objectName: "sessionList"
            width: panes.listWidth
            spacing: Units.gap8

            Repeater {
                model: root.app.today

                ListRow {
                    id: session

                    required property int index
                    required property string sessionId
                    required property string time
                    required property string endTime
                    required property string status
                    required property string statusText
                    required property int here
                    required property int expected
                    required property int capacity
                    readonly property string times: session.endTime.length > 0
                        ? qsTr("%1 to %2", "times").arg(session.time).arg(session.endTime) : session.time
                    readonly property bool begun: session.status !== "planned" && session.status !== "cancelled"
                    // Not counted yet: -1.
                    readonly property int people: session.begun ? session.here : session.expected

                    objectName: "session_" + sessionId
                    width: panes.listWidth
                    // "title" comes from the model; the row shows it.
                    detail: session.people < 0 ? session.times : qsTr("%1 · %2", "times, people").arg(session.times).arg(
                        session.begun ? qsTr("%n here", "people", session.people) : qsTr("%n expected", "people", session.people))
                    note: session.statusText
                    focus: index === 0
                    trailing: StatusSign {
                        text: session.statusText
                        sign: root.sign(session.status)
                        tone: root.tone(session.status)
                    }
                    onClicked: root.app.today.openSession(sessionId)
                }
            }

            EmptyState {
                width: parent.width
                topPadding: Units.gap24
                visible: root.empty
                sign: Sign.Calendar
                title: qsTr("No sessions here today")
                text: root.app.today.mayAdd ? qsTr("Sessions of this place show here on their day. If you hold one that was not planned, add it.")
                                            : qsTr("Sessions of this place show here on their day.")
            }
        }

        Column {
            width: panes.sideWidth
            spacing: Units.gap16

            ListRow {
                objectName: "concernsRow"
                width: parent.width
                visible: root.app.safeguarding.isLead
                title: qsTr("Concerns")
                detail: root.app.safeguarding.lateText.length > 0 ? root.app.safeguarding.lateText : root.app.safeguarding.waitingText
                leading: Sign {
                    shape: Sign.Worry
                    color: root.app.safeguarding.lateText.length > 0 ? Theme.bad : Theme.primary
                }
                onClicked: root.app.setPlace("concerns")
            }

            Card {
                width: parent.width
                visible: root.app.today.todoText.length > 0

                Label {
                    width: parent.width
                    text: qsTr("To do")
                    strong: true
                    heading: true
                }

                Label {
                    width: parent.width
                    text: root.app.today.todoText
                }
            }

            ListRow {
                objectName: "settleRow"
                width: panes.sideWidth
                visible: root.app.settle.open > 0
                title: qsTr("To settle")
                detail: qsTr("%n thing(s) that two people wrote differently", "", root.app.settle.open)
                leading: Sign {
                    shape: Sign.People
                    color: Theme.warn
                }
                onClicked: root.app.setPlace("settle")
            }

            Repeater {
                model: root.app.questionnaire.drafts

                Row {
                    id: draft
                    required property var modelData
                    readonly property string what: qsTr("%1: %2", "questionnaire: person").arg(modelData.title).arg(modelData.who)

                    spacing: Units.gap4

                    ListRow {
                        objectName: "draft_" + draft.modelData.key
                        width: panes.sideWidth - discardDraft.width - draft.spacing
                        title: draft.what
                        detail: draft.modelData.savedText
                        leading: Sign {
                            shape: Sign.Pen
                            color: Theme.warn
                        }
                        onClicked: root.app.questionnaire.resume(draft.modelData.key)
                    }

                    SignButton {
                        id: discardDraft
                        objectName: "discard_" + draft.modelData.key
                        anchors.verticalCenter: parent.verticalCenter
                        sign: Sign.Close
                        color: Theme.quiet
                        text: qsTr("Throw away: %1", "questionnaire: person").arg(draft.what)
                        onClicked: discard.ask(draft.modelData.key, draft.what)
                    }
                }
            }
        }
    }

    footer: ActionButton {
        objectName: "addSessionButton"
        width: parent.width
        visible: root.app.today.mayAdd
        kind: root.empty ? ActionButton.Primary : ActionButton.Quiet
        sign: Sign.Plus
        text: qsTr("Add a session")
        onClicked: addSession.open()
    }

    DiscardSheet {
        id: discard
        app: root.app
    }

    AddSessionSheet {
        id: addSession
        app: root.app
    }
}
