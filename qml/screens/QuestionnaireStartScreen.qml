pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Before the first question: which questionnaire, at which point, who answers, with what help, and who holds the device.
WorkScreen {
    id: root

    property string instrumentId: ""
    property string point: ""
    property string respondent: ""
    property string help: "none"
    property bool handOver: true

    readonly property bool ready: !root.app.questionnaire.declined && root.instrumentId !== "" && root.point !== "" && root.respondent !== ""

    function choose(id: string) {
        root.instrumentId = id;
        root.app.questionnaire.prepare(root.app.person.personId, id);
        root.point = root.app.questionnaire.suggestedPoint;
        root.respondent = root.app.questionnaire.respondentChoices.length > 0 ? root.app.questionnaire.respondentChoices[0].value : "";
    }

    objectName: "questionnaireStartScreen"
    title: qsTr("Ask a questionnaire")
    detail: root.app.person.name
    parentPlace: root.wide && root.app.register.sessionId !== "" ? "register" : "person"

    Banner {
        objectName: "declinedBanner"
        width: parent.width
        visible: root.app.questionnaire.declined
        tone: Tone.Warn
        title: qsTr("They said no to questionnaires")
        text: qsTr("If they have changed their mind, write it down on their page first.")
    }

    Label {
        width: parent.width
        text: qsTr("Which one?")
        strong: true
        heading: true
    }

    Repeater {
        model: root.app.questionnaire.instruments

        ChoiceRow {
            required property int index
            required property var modelData

            objectName: "instrument_" + modelData.id
            width: root.columnWidth
            focus: index === 0
            text: modelData.title
            detail: modelData.due ? qsTr("%1 · %2", "for whom, what is due").arg(modelData.forWhom).arg(modelData.due) : modelData.forWhom
            chosen: modelData.id === root.instrumentId
            onClicked: root.choose(modelData.id)
        }
    }

    EmptyState {
        width: parent.width
        visible: root.app.questionnaire.instruments.length === 0
        sign: Sign.Pen
        title: qsTr("No questionnaires yet")
        text: qsTr("They come to this device from your coordinator when it has a signal.")
    }

    ChoiceGroup {
        width: parent.width
        visible: root.instrumentId !== ""
        label: qsTr("When is this?")
        prefix: "point"
        choices: root.app.questionnaire.pointChoices
        chosen: root.point
        onPicked: value => root.point = value
    }

    ChoiceGroup {
        width: parent.width
        visible: root.instrumentId !== ""
        label: qsTr("Who answers?")
        prefix: "respondent"
        choices: root.app.questionnaire.respondentChoices
        chosen: root.respondent
        onPicked: value => root.respondent = value
    }

    ChoiceGroup {
        width: parent.width
        visible: root.instrumentId !== ""
        label: qsTr("With what help?")
        prefix: "help"
        choices: root.app.questionnaire.helpChoices
        chosen: root.help
        onPicked: value => root.help = value
    }

    Column {
        width: parent.width
        visible: root.instrumentId !== "" && !root.app.questionnaire.mustHandOver
        spacing: Units.gap8

        Label {
            width: parent.width
            text: qsTr("Who holds the device?")
            strong: true
            heading: true
        }

        ChoiceRow {
            objectName: "handOverChoice"
            width: parent.width
            text: qsTr("They do")
            detail: qsTr("They see the questions and nothing else. Your PIN ends it.")
            chosen: root.handOver
            onClicked: root.handOver = true
        }

        ChoiceRow {
            objectName: "askChoice"
            width: parent.width
            text: qsTr("I do")
            detail: qsTr("I read the questions and tap the answers.")
            chosen: !root.handOver
            onClicked: root.handOver = false
        }
    }

    ActionButton {
        objectName: "paperButton"
        width: parent.width
        visible: root.instrumentId !== ""
        kind: ActionButton.Quiet
        text: qsTr("Save it to print")
        onClicked: root.app.questionnaire.savePaper(root.instrumentId)
    }

    footer: ActionButton {
        objectName: "startButton"
        width: parent.width
        // What is still missing may be out of sight.
        text: root.instrumentId !== "" && root.point === "" ? qsTr("First: when is this?") :
              root.handOver || root.app.questionnaire.mustHandOver ? qsTr("Start, and hand the device over") : qsTr("Start")
        enabled: root.ready
        onClicked: root.app.questionnaire.start(root.instrumentId, root.app.person.personId, root.point, root.respondent, root.help,
                                                root.handOver || root.app.questionnaire.mustHandOver)
    }
}
