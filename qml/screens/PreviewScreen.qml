pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// A questionnaire from a file, as a family would see it. Nothing is kept.
Page {
    id: root

    required property PreviewModel form

    property bool problemsShown: false
    property string paper: ""
    // Which page is shown. The form has one signal for every change, so its index alone would seem to change at every answer.
    readonly property string place: root.form.index + (root.form.atReview ? " review" : "")

    objectName: "previewScreen"
    onPlaceChanged: root.scroller.contentY = 0

    header: GridLayout {
        // How far along stands in a line of its own where the width is needed.
        readonly property bool narrow: root.width < 480

        id: head
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - Units.gap16 * 2, Units.column)
        height: Math.max(implicitHeight, Units.touch + Units.gap8)
        columns: head.narrow ? 2 : 3
        columnSpacing: Units.gap12
        rowSpacing: 0

        Trail {
            objectName: "trail"
            Layout.fillWidth: true
            Layout.topMargin: head.narrow ? Units.gap8 : 0
            Layout.columnSpan: head.narrow ? 2 : 1
            visible: pages.asking
            steps: root.form.count
            step: root.form.index + 1
        }

        Label {
            Layout.fillWidth: true
            Layout.topMargin: head.narrow ? Units.gap8 : 0
            Layout.columnSpan: head.narrow ? 2 : 1
            visible: !pages.asking
            text: root.form.title
            quiet: true
        }

        ActionButton {
            objectName: "paperButton"
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.leftMargin: head.narrow ? -Units.gap12 : 0
            kind: ActionButton.Plain
            text: qsTr("To print")
            Accessible.description: qsTr("Saves the questionnaire as sheets to print")
            onClicked: root.paper = root.form.savePaper()
        }

        ActionButton {
            objectName: "problemsButton"
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.alignment: Qt.AlignRight
            visible: root.form.problems.length > 0
            kind: ActionButton.Plain
            text: qsTr("Remarks: %1", "how many").arg(root.form.problems.length)
            onClicked: root.problemsShown = !root.problemsShown
        }
    }

    FormPages {
        id: pages
        width: parent.width
        focus: true
        form: root.form
    }

    Banner {
        objectName: "paperBanner"
        width: parent.width
        visible: root.paper !== ""
        tone: Tone.Good
        text: root.paper
    }

    Card {
        id: remarks
        objectName: "problems"
        width: parent.width
        visible: root.problemsShown

        Repeater {
            model: root.problemsShown ? root.form.problems : []

            Label {
                required property string modelData

                width: remarks.innerWidth
                text: modelData
            }
        }
    }

    Label {
        objectName: "thanks"
        width: parent.width
        visible: root.form.finished
        text: qsTr("This is the end. Nothing was kept.")
        size: Label.Title
        strong: true
        heading: true
    }

    footer: [
        FormButtons {
            width: parent.width
            visible: !root.form.finished
            form: root.form
            pages: pages
        },
        ActionButton {
            objectName: "againButton"
            width: parent.width
            visible: root.form.finished
            text: qsTr("From the start again")
            onClicked: root.form.leave()
        }
    ]
}
