pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// The questions, one at a time. Handed over, it shows nothing of the app and ends only with the worker's PIN; asked by the worker,
// it can be left at any time. Then the review, and the thanks.
Page {
    id: root

    required property App app

    readonly property QuestionnaireModel form: root.app.questionnaire
    readonly property var prompts: root.form.prompts
    readonly property bool asking: pages.asking
    // Which page is shown. The form has one signal for every change, so its index alone would seem to change at every answer.
    readonly property string place: root.form.index + (root.form.atReview ? " review" : "")

    // What became of the answers.
    function endWords(): string {
        if (!root.form.handedOver)
            return root.form.trial ? qsTr("This was a draft, to try: nothing was kept.") : qsTr("The answers are saved on this device.");
        return (root.form.trial ? qsTr("This was a draft, to try: nothing was kept. Please give the device back to %1.", "the worker's name")
                                : qsTr("Your answers are saved. Please give the device back to %1.", "the worker's name")).arg(root.app.userName);
    }

    objectName: "handOverScreen"
    onPlaceChanged: root.scroller.contentY = 0

    header: [
        RowLayout {
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
                    pages.settle();
                    root.form.leave();
                }
            }
        },
        // In sight wherever the page is scrolled to.
        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width - Units.gap16 * 2, Units.column)
            topPadding: Units.gap8
            visible: root.form.problem.length > 0 && !pin.visible

            Banner {
                objectName: "notSaved"
                width: parent.width
                tone: Tone.Bad
                text: root.form.problem
            }
        }
    ]

    Connections {
        target: root.form

        function onHandOverEnded() {
            pin.close();
        }
    }

    FormPages {
        id: pages
        width: parent.width
        focus: true
        visible: !root.form.finished
        form: root.form
        reader: root.app.reader
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
            objectName: "endWords"
            width: parent.width
            text: root.endWords()
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
        FormButtons {
            width: parent.width
            visible: !root.form.finished
            form: root.form
            pages: pages
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
