pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// The pages of a questionnaire and the review at their end. A Column of a Page; whoever holds it has the buttons (FormButtons).
Column {
    id: root

    required property FormModel form
    // Null where nothing is read aloud.
    property ReaderModel reader: null

    readonly property bool asking: !root.form.atReview && !root.form.finished

    // Anything typed but not yet reported is reported now: call it before going on.
    function settle() {
        for (let i = 0; i < entries.count; ++i)
            (entries.itemAt(i) as EntryView)?.settle();
    }

    function show(key: string) {
        for (let i = 0; i < entries.count; ++i) {
            const view = entries.itemAt(i) as EntryView;
            if (view && view.entry.key === key)
                view.forceActiveFocus(Qt.TabFocusReason);
        }
    }

    spacing: Units.gap16

    Connections {
        target: root.form

        function onStayed(key: string) {
            root.show(key);
        }
    }

    Banner {
        objectName: "watermark"
        width: parent.width
        visible: text.length > 0 && !root.form.finished
        tone: Tone.Warn
        text: root.form.watermark
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
        visible: root.asking && ((root.reader !== null && root.reader.offered) || root.form.languages.length > 1)
        spacing: Units.gap8

        ActionButton {
            objectName: "readAloudButton"
            width: Math.min(implicitWidth, parent.width)
            minimumHeight: root.form.childMode ? Units.childTouch : Units.touch
            visible: root.reader !== null && root.reader.offered
            kind: ActionButton.Quiet
            sign: Sign.Speaker
            text: root.reader !== null && root.reader.speaking ? qsTr("Stop reading") : qsTr("Read aloud")
            onClicked: root.reader.toggle()
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
        text: root.reader !== null ? root.reader.problem : ""
        quiet: true
    }

    StatusSign {
        visible: root.asking && root.form.practice
        text: qsTr("To try: this one does not count")
        sign: Sign.Pen
        tone: Tone.Chosen
    }

    Label {
        objectName: "whereText"
        width: parent.width
        visible: root.asking && text.length > 0
        text: root.form.whereText
        quiet: true
    }

    Repeater {
        id: entries
        model: root.form.entries

        EntryView {
            required property int index
            required property var modelData

            objectName: "entry_" + index
            width: root.width
            visible: root.asking
            focus: index === 0
            form: root.form
            handedOver: root.form.handedOver
            childMode: root.form.childMode
            entry: modelData
        }
    }

    Banner {
        objectName: "putBack"
        width: parent.width
        visible: root.asking && root.form.canPutBack
        tone: Tone.Chosen
        text: qsTr("It was taken away.")
        action: qsTr("Put it back")
        onActed: root.form.putBack()
    }

    Label {
        width: parent.width
        visible: root.form.atReview && !root.form.finished
        text: root.form.unanswered.length === 0 ? qsTr("You have answered everything.")
                                                : qsTr("Questions without an answer: %1", "number").arg(root.form.unanswered.length)
        size: Label.Title
        strong: true
        heading: true
    }

    Label {
        objectName: "reviewWords"
        width: parent.width
        visible: root.form.atReview && !root.form.finished
        text: root.form.unanswered.length === 0 ? qsTr("You can go back and change an answer, or give your answers now.")
            : root.form.mayFinish ? qsTr("That is fine. Tap one to answer it, or give your answers as they are.")
                                  : qsTr("Some of them are needed, or cannot be as they are. Tap one to answer it.")
    }

    Repeater {
        model: root.form.atReview && !root.form.finished ? root.form.unanswered : []

        ListRow {
            required property var modelData

            objectName: "unanswered_" + modelData.index
            width: root.width
            title: modelData.text
            detail: modelData.message ?? ""
            trailing: Sign {
                shape: Sign.Forward
                color: Theme.quiet
            }
            onClicked: root.form.goTo(modelData.index)
        }
    }
}
