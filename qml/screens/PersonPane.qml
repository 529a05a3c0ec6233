pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// A person as a worker sees them: who they are, whom they belong to, how often they came, what they have answered.
Column {
    id: root

    required property App app
    readonly property bool known: root.app.person.personId !== ""

    spacing: Units.gap12

    RowLayout {
        width: parent.width
        spacing: Units.gap12

        Initials {
            name: root.app.person.name
            size: Math.round(52 * Math.min(Theme.textScale, 1.4))
        }

        Column {
            Layout.fillWidth: true

            Label {
                objectName: "personName"
                width: parent.width
                text: root.app.person.name
                size: Label.Lead
                strong: true
                heading: true
            }

            Label {
                width: parent.width
                visible: root.app.person.calledName.length > 0 && root.app.person.calledName !== root.app.person.name
                text: qsTr("Call them %1", "name").arg(root.app.person.calledName)
            }

            Label {
                width: parent.width
                visible: text.length > 0
                text: root.app.person.ageText
                quiet: true
            }
        }
    }

    Banner {
        width: parent.width
        visible: root.app.person.alertText.length > 0
        tone: Tone.Bad
        title: qsTr("Look out for")
        text: root.app.person.alertText
    }

    Banner {
        objectName: "refusalBanner"
        width: parent.width
        visible: root.app.person.refusalText.length > 0
        tone: Tone.Warn
        title: qsTr("Said no to")
        text: root.app.person.refusalText
    }

    Label {
        width: parent.width
        visible: text.length > 0
        text: root.app.person.attendanceText
    }

    ActionButton {
        objectName: "questionnaireButton"
        width: parent.width
        sign: Sign.Pen
        kind: ActionButton.Quiet
        text: qsTr("Ask a questionnaire")
        onClicked: {
            root.app.questionnaire.prepare(root.app.person.personId, "");
            root.app.setPlace("questionnaireStart");
        }
    }

    Label {
        width: parent.width
        visible: root.app.person.household.length > 0
        text: qsTr("Comes with")
        strong: true
        heading: true
    }

    Repeater {
        model: root.app.person.household

        ListRow {
            id: member
            required property var modelData

            objectName: "household_" + modelData.personId
            width: root.width
            title: modelData.name
            detail: modelData.relation
            leading: Initials {
                name: member.title
            }
            onClicked: root.app.person.open(modelData.personId)
        }
    }

    Banner {
        id: talk
        readonly property var prompts: root.app.person.prompts

        objectName: "personPrompts"
        width: parent.width
        visible: talk.prompts.length > 0
        tone: Tone.Warn
        title: qsTr("Please talk with them about this")
        text: talk.prompts.join("\n")
    }

    Label {
        width: parent.width
        visible: root.app.person.questionnaires.length > 0
        text: qsTr("Questionnaires")
        strong: true
        heading: true
    }

    Repeater {
        model: root.app.person.questionnaires

        ListRow {
            id: asked
            required property var modelData

            readonly property int place: modelData.safety === "central" ? SyncSign.Safe : modelData.safety === "aside" ? SyncSign.Look : SyncSign.Saved

            objectName: "response_" + modelData.responseId
            width: root.width
            title: qsTr("%1, %2", "questionnaire, start or end").arg(modelData.title).arg(modelData.point)
            detail: modelData.waits ? qsTr("%1. Can be read when the next answers are in", "date").arg(modelData.dateText) : modelData.dateText
            note: sign.text
            trailing: SyncSign {
                id: sign
                place: asked.place
            }
            onClicked: {
                if (asked.modelData.waits)
                    return;
                root.app.answers.open(asked.modelData.responseId);
                root.app.setPlace("answers");
            }
        }
    }

    Label {
        width: parent.width
        visible: root.app.person.mayAskConsent
        text: qsTr("What they agreed to")
        strong: true
        heading: true
    }

    Repeater {
        model: root.app.person.mayAskConsent ? root.app.person.consents : []

        ListRow {
            required property var modelData

            objectName: "consent_" + modelData.purpose
            width: root.width
            title: modelData.label
            detail: modelData.stateText
            onClicked: consent.ask(modelData.purpose, modelData.label)
        }
    }

    ConsentSheet {
        id: consent
        app: root.app
    }

    ActionButton {
        objectName: "removePersonButton"
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        width: Math.min(implicitWidth, parent.width)
        leftPadding: 0
        rightPadding: 0
        visible: root.app.person.canRemove
        kind: ActionButton.Plain
        text: qsTr("Written down by mistake? Remove %1", "name").arg(root.app.person.calledName)
        onClicked: root.app.person.remove()
    }
}
