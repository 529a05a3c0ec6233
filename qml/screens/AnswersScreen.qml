pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions
import Waymark.ViewModels

// The answers of a questionnaire that is finished: each question with its words, its photo or its sound.
WorkScreen {
    id: root

    readonly property AnswersModel given: root.app.answers
    readonly property MediaModel media: root.given.media

    objectName: "answersScreen"
    title: root.given.title
    detail: root.given.detail
    parentPlace: "person"

    // What is said where a photo or a sound should be.
    function missing(state: string, picture: bool): string {
        switch (state) {
        case "coming":
            return picture ? qsTr("The picture is not on this device yet. It comes with the next sync.")
                           : qsTr("The sound is not on this device yet. It comes with the next sync.");
        case "gone":
            return picture ? qsTr("The picture cannot be opened here.") : qsTr("The sound cannot be opened here.");
        default:
            return "";
        }
    }

    Repeater {
        model: root.given.answers

        Column {
            id: answer

            required property int index
            required property var modelData

            readonly property bool isPicture: modelData.kind === "picture"
            readonly property bool isSound: modelData.kind === "sound"
            readonly property bool isHere: modelData.state === ""
            readonly property bool isPlaying: root.media.state === "playing" && root.media.key === modelData.key

            objectName: "answer_" + answer.index
            width: root.columnWidth
            spacing: Units.gap8

            Label {
                width: parent.width
                visible: text.length > 0 && (answer.index === 0 || root.given.answers[answer.index - 1].where !== text)
                topPadding: Units.gap8
                text: answer.modelData.where
                strong: true
                color: Theme.primary
                heading: true
            }

            Column {
                width: parent.width

                Label {
                    width: parent.width
                    text: answer.modelData.text
                    quiet: true
                }

                Label {
                    objectName: "answerWords"
                    width: parent.width
                    visible: text.length > 0
                    text: answer.modelData.words
                    strong: true
                }
            }

            Rectangle {
                objectName: "answerPicture"
                width: Math.min(parent.width, 420)
                height: picture.status === Image.Ready ? Math.round((width - Units.gap8) * picture.implicitHeight / picture.implicitWidth) + Units.gap8 : 160
                visible: answer.isPicture && answer.isHere
                radius: Units.radius
                color: Theme.surface
                border.width: Units.border
                border.color: Theme.hairline

                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("%1: there is a picture", "question").arg(answer.modelData.text)

                Image {
                    id: picture
                    anchors.fill: parent
                    anchors.margins: Units.gap4
                    source: answer.isPicture ? root.media.pictures[answer.modelData.name] ?? "" : ""
                    cache: false
                    fillMode: Image.PreserveAspectFit
                    Accessible.ignored: true
                }
            }

            SoundPanel {
                width: Math.min(parent.width, 420)
                visible: answer.isSound && answer.isHere
                playing: answer.isPlaying
                seconds: answer.isPlaying ? root.media.seconds : 0
            }

            ActionButton {
                objectName: "playAnswer_" + answer.index
                width: Math.min(implicitWidth, parent.width)
                visible: answer.isSound && answer.isHere
                kind: ActionButton.Quiet
                sign: answer.isPlaying ? Sign.Stop : Sign.Play
                text: answer.isPlaying ? qsTr("Stop playing") : qsTr("Play")
                Accessible.name: qsTr("%1: %2", "a button, what it is about").arg(text).arg(answer.modelData.text)
                onClicked: root.given.play(answer.modelData.key)
            }

            Label {
                objectName: "answerMissing"
                width: parent.width
                visible: text.length > 0
                text: answer.isPicture || answer.isSound ? root.missing(answer.modelData.state, answer.isPicture) : ""
            }

            QuestionNotes {
                width: parent.width
                message: root.media.key === answer.modelData.key ? root.media.problem : ""
            }
        }
    }

    EmptyState {
        width: parent.width
        visible: root.given.answers.length === 0
        sign: Sign.Pen
        title: qsTr("No answers to show")
        text: qsTr("Nothing was answered, or the questionnaire is not on this device.")
    }
}
