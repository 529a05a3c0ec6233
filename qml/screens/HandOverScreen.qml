pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions
import Waymark.ViewModels

// The questions, one at a time. Handed over, it shows nothing of the app and ends only with the worker's PIN; asked by the worker,
// it can be left at any time. Then the review, and the thanks.
Page {
    id: root

    required property App app

    readonly property QuestionnaireModel form: root.app.questionnaire
    readonly property var item: root.form.item
    readonly property var prompts: root.form.prompts
    readonly property bool asking: !root.form.atReview && !root.form.finished
    readonly property bool answered: root.form.missing !== "" || (root.form.value !== undefined && root.form.value !== null && root.form.value !== "")

    function next() {
        question.settle();
        root.form.next();
    }

    objectName: "handOverScreen"

    header: RowLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - Units.gap16 * 2, Units.column)
        height: Math.max(implicitHeight, Units.touch + Units.gap8)
        spacing: Units.gap12

        Trail {
            objectName: "trail"
            Layout.fillWidth: true
            visible: root.asking
            steps: root.form.count
            step: root.form.index + 1
        }

        Label {
            Layout.fillWidth: true
            visible: !root.asking
            text: root.form.title
            quiet: true
        }

        SignButton {
            objectName: "endHandOverButton"
            visible: root.form.handedOver && !root.form.finished
            sign: Sign.Lock
            color: Theme.quiet
            text: qsTr("For the worker: end with the PIN")
            onClicked: pin.open()
        }

        ActionButton {
            objectName: "leaveButton"
            visible: !root.form.handedOver && !root.form.finished
            kind: ActionButton.Plain
            text: qsTr("Later")
            Accessible.name: qsTr("Later: keep the answers and go on another time")
            onClicked: {
                question.settle();
                root.form.leave();
            }
        }
    }

    Connections {
        target: root.form

        function onHandOverEnded() {
            pin.close();
        }
    }

    // Before the first question: what this is.
    Column {
        width: parent.width
        visible: root.asking && root.form.index === 0
        spacing: Units.gap4

        Label {
            width: parent.width
            text: root.form.title
            strong: true
            color: Theme.primary
        }

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.form.intro
        }
    }

    // Before the question: whoever cannot read it, or not in this language, finds help first.
    Flow {
        width: parent.width
        visible: root.asking && (root.app.reader.offered || root.form.languages.length > 1)
        spacing: Units.gap8

        ActionButton {
            objectName: "readAloudButton"
            width: Math.min(implicitWidth, parent.width)
            minimumHeight: root.form.childMode ? Units.childTouch : Units.touch
            visible: root.app.reader.offered
            kind: ActionButton.Quiet
            sign: Sign.Speaker
            text: root.app.reader.speaking ? qsTr("Stop reading") : qsTr("Read aloud")
            onClicked: root.app.reader.toggle()
        }

        Repeater {
            model: root.form.languages.length > 1 ? root.form.languages : []

            Chip {
                required property var modelData

                objectName: "language_" + modelData.code
                text: modelData.name
                chosen: modelData.code === root.form.language
                onClicked: root.form.language = modelData.code
            }
        }
    }

    Label {
        objectName: "readAloudProblem"
        width: parent.width
        visible: root.asking && text.length > 0
        text: root.app.reader.problem
        quiet: true
    }

    StatusSign {
        visible: root.asking && root.item.practice === true
        text: qsTr("To try: this one does not count")
        sign: Sign.Pen
        tone: Tone.Chosen
    }

    QuestionView {
        id: question
        width: parent.width
        focus: true
        visible: root.asking
        kind: root.item.kind ?? "likert"
        text: root.item.text ?? ""
        choices: root.item.choices ?? []
        picture: root.item.picture ?? ""
        value: root.form.value
        missing: root.form.missing
        missingOffered: root.item.missingOffered ?? ["refused", "skipped"]
        childMode: root.form.childMode
        onAnswered: value => root.form.answer(value)
        onMissingChosen: code => root.form.answerMissing(code)
    }

    // The review.
    Column {
        width: parent.width
        visible: root.form.atReview && !root.form.finished
        spacing: Units.gap16

        Label {
            width: parent.width
            text: root.form.unanswered.length === 0 ? qsTr("You have answered everything.")
                                                    : qsTr("Questions without an answer: %1", "number").arg(root.form.unanswered.length)
            size: Label.Title
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            text: root.form.unanswered.length === 0 ? qsTr("You can go back and change an answer, or give your answers now.")
                                                    : qsTr("That is fine. Tap one to answer it, or give your answers as they are.")
        }

        Repeater {
            model: root.form.unanswered

            ListRow {
                required property var modelData

                objectName: "unanswered_" + modelData.index
                width: root.columnWidth
                title: modelData.text
                trailing: Sign {
                    shape: Sign.Forward
                    color: Theme.quiet
                }
                onClicked: root.form.goTo(modelData.index)
            }
        }
    }

    // The thanks.
    Column {
        width: parent.width
        topPadding: Units.gap24
        visible: root.form.finished
        spacing: Units.gap16

        Sign {
            anchors.horizontalCenter: parent.horizontalCenter
            shape: Sign.Waymark
            color: Theme.primary
            size: 72
        }

        Label {
            objectName: "thanks"
            width: parent.width
            text: qsTr("Thank you.")
            size: Label.Display
            strong: true
            heading: true
            horizontalAlignment: Text.AlignHCenter
        }

        Label {
            width: parent.width
            text: root.form.handedOver ? qsTr("Your answers are saved. Please give the device back to %1.", "the worker's name").arg(root.app.userName)
                                       : qsTr("The answers are saved on this device.")
            horizontalAlignment: Text.AlignHCenter
        }

        Card {
            id: comparison
            width: parent.width
            visible: root.form.previous.length > 0

            Label {
                width: parent.width
                text: qsTr("Then and now")
                strong: true
                heading: true
            }

            Repeater {
                model: root.form.previous

                Column {
                    id: earlier
                    required property var modelData

                    width: comparison.innerWidth
                    spacing: 0

                    Label {
                        width: parent.width
                        text: qsTr("%1, %2", "start or end, date").arg(earlier.modelData.point).arg(earlier.modelData.dateText)
                        strong: earlier.modelData.isNew
                    }

                    Label {
                        width: parent.width
                        text: earlier.modelData.scoreText.length > 0 ? earlier.modelData.scoreText : qsTr("Too few answers for a score")
                        quiet: true
                    }
                }
            }
        }

        Banner {
            objectName: "prompts"
            width: parent.width
            visible: root.prompts.length > 0
            tone: Tone.Warn
            title: qsTr("Please talk with them about this")
            text: root.prompts.join("\n")
        }
    }

    footer: [
        ActionButton {
            objectName: "nextButton"
            width: parent.width
            minimumHeight: root.form.childMode ? Units.childTouch : Units.touch
            visible: root.asking
            kind: root.answered ? ActionButton.Primary : ActionButton.Quiet
            text: root.form.index + 1 < root.form.count ? qsTr("Next") : qsTr("To the end")
            onClicked: root.next()
        },
        ActionButton {
            objectName: "finishButton"
            width: parent.width
            visible: root.form.atReview && !root.form.finished
            text: qsTr("Give these answers")
            onClicked: root.form.finish()
        },
        ActionButton {
            objectName: "backButton"
            width: parent.width
            visible: !root.form.finished && (root.form.index > 0 || root.form.atReview)
            kind: ActionButton.Plain
            text: qsTr("Back")
            onClicked: {
                question.settle();
                root.form.back();
            }
        },
        ActionButton {
            objectName: "endHandOverButton"
            width: parent.width
            visible: root.form.finished && root.form.handedOver
            kind: ActionButton.Quiet
            sign: Sign.Lock
            text: qsTr("For %1: enter the PIN", "the worker's name").arg(root.app.userName)
            onClicked: pin.open()
        },
        ActionButton {
            objectName: "doneButton"
            width: parent.width
            visible: root.form.finished && !root.form.handedOver
            text: qsTr("Done")
            onClicked: root.form.leave()
        }
    ]

    PinSheet {
        id: pin
        app: root.app
    }
}
