pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions
import Waymark.ViewModels

// One thing on a page of a questionnaire: a question, the heading of a group, one of several entries that can be taken away, or the end of
// such entries with a place to add another.
FocusScope {
    id: root

    required property FormModel form
    // What FormModel says of it.
    required property var entry

    // Told from outside: what is inside outlives the page by a moment, and must not ask the form then.
    property bool handedOver: false
    property bool childMode: false

    readonly property string kind: root.entry.entry ?? "question"
    readonly property MediaModel media: root.form.media
    readonly property bool hasMedia: root.media.key !== "" && root.media.key === root.entry.key
    readonly property bool watching: root.hasMedia && root.media.state === "watching"
    readonly property bool scanning: root.hasMedia && root.media.state === "scanning"

    // What the device does for this question.
    function mediaState(): var {
        const picture = root.media.pictures[root.entry.value ?? ""];
        if (!root.hasMedia)
            return { "state": root.media.state === "" ? "" : "elsewhere", "shown": picture };
        return {
            "state": root.media.state, "shown": picture, "problem": root.media.problem, "level": root.media.level,
            "seconds": root.media.seconds, "mostSeconds": root.media.mostSeconds
        };
    }

    // Which of the form's own sounds is heard, if it is one of this question or its choices, and what is wrong with it.
    function hearing(): var {
        const sound = root.media.key;
        const ours = sound !== "" && (sound === root.entry.sound || (root.entry.choices ?? []).some(choice => choice.sound === sound));
        return { "sound": ours && root.media.state === "playing" ? sound : "", "problem": ours ? root.media.problem : "" };
    }

    function want(what: string) {
        if (what === "choose")
            chooser.setSource(Qt.resolvedUrl("FileChooser.qml"), { "form": root.form, "key": root.entry.key, "sound": root.entry.kind === "audio" });
        else if (what === "remove")
            root.form.takeAway(root.entry.key);
        else
            root.form.use(root.entry.key, what);
    }

    function settle() {
        (question.itemAt(0) as QuestionView)?.settle();
    }

    implicitHeight: column.implicitHeight + Units.gap8
    onWatchingChanged: {
        if (root.watching)
            camera.setSource(Qt.resolvedUrl("CameraSheet.qml"), { "form": root.form, "key": root.entry.key });
    }
    onScanningChanged: {
        if (root.scanning)
            camera.setSource(Qt.resolvedUrl("ScanSheet.qml"), { "media": root.media, "key": root.entry.key });
    }

    // Neither camera nor dialog is loaded before somebody asks for it.
    Loader {
        id: camera
    }

    Loader {
        id: chooser
    }

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        Repeater {
            id: question
            model: root.kind === "question" ? 1 : 0

            QuestionView {
                width: column.width
                focus: true
                kind: root.entry.kind ?? "likert"
                style: root.entry.style ?? "plain"
                text: root.entry.text ?? ""
                hint: root.entry.hint ?? ""
                guidance: root.handedOver ? "" : root.entry.guidance ?? ""
                choices: root.entry.choices ?? []
                picture: root.entry.picture ?? ""
                pictureAddress: root.entry.pictureAddress ?? ""
                value: root.entry.value
                missing: root.entry.missing ?? ""
                missingOffered: root.entry.missingOffered ?? []
                missingWords: root.entry.missingWords ?? ({})
                message: root.entry.message ?? ""
                required: root.entry.required ?? false
                readonly: root.entry.readonly ?? false
                refusal: root.entry.refusal ?? ""
                more: root.entry
                media: root.mediaState()
                hearing: root.hearing()
                childMode: root.childMode
                onAnswered: value => {
                    if (root.entry.kind === "signature")
                        root.form.attach(root.entry.key, value);
                    else
                        root.form.answer(root.entry.key, value);
                }
                onWanted: what => root.want(what)
                onListened: sound => root.form.listen(sound)
                onMissingChosen: code => root.form.answerMissing(root.entry.key, code)
            }
        }

        Label {
            width: column.width
            visible: root.kind === "heading" || root.kind === "add"
            text: root.entry.text ?? ""
            size: Label.Lead
            strong: true
            heading: true
        }

        RowLayout {
            width: column.width
            visible: root.kind === "occurrence"

            Label {
                Layout.fillWidth: true
                text: root.entry.text ?? ""
                size: Label.Lead
                strong: true
                heading: true
            }

            ActionButton {
                objectName: "takeAway"
                visible: root.entry.byHand ?? false
                kind: ActionButton.Plain
                text: qsTr("Take away")
                Accessible.name: qsTr("Take away: %1", "one of several").arg(root.entry.text ?? "")
                onClicked: root.form.takeAway(root.entry.key)
            }
        }

        Repeater {
            model: root.kind === "add" ? root.entry.occurrences ?? [] : []

            RowLayout {
                id: there

                required property int index
                required property var modelData

                width: column.width

                ActionButton {
                    objectName: "open_" + (there.index + 1)
                    Layout.fillWidth: true
                    kind: ActionButton.Quiet
                    enabled: there.modelData.index >= 0
                    text: there.modelData.text
                    onClicked: root.form.goTo(there.modelData.index)
                }

                SignButton {
                    objectName: "takeAway_" + (there.index + 1)
                    sign: Sign.Close
                    framed: true
                    text: qsTr("Take away: %1", "one of several").arg(there.modelData.text)
                    onClicked: root.form.takeAway(there.modelData.key)
                }
            }
        }

        ActionButton {
            objectName: "addAnother"
            anchors.left: parent.left
            visible: root.kind === "add"
            kind: ActionButton.Quiet
            sign: Sign.Plus
            text: (root.entry.occurrences ?? []).length === 0 ? qsTr("Add one") : qsTr("Add another")
            onClicked: root.form.addTo(root.entry.key)
        }
    }
}
