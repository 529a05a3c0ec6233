import QtQuick
import Waymark.Theme
import Waymark.Controls

// A photo or a sound: taken now, or chosen from the device's files where that is allowed; shown or played, taken again, removed. It does none of it
// itself: it says what is wanted, and shows what the device does for it.
FocusScope {
    id: root

    required property bool sound
    required property string question
    // The name of what is kept, or "".
    property string chosen: ""
    // mayTake: there is a camera or a microphone. mayChoose: from files, too. onlyNew: why not, in words.
    property var more: ({})
    // state: "", "watching", "recording", "working", "playing", or "elsewhere" while another question has the device; seconds, mostSeconds, level,
    // problem; shown: what it looks like as an address, "" if it cannot be shown, undefined while it is not there yet.
    property var media: ({})
    property bool childMode: false

    readonly property bool mayTake: root.more.mayTake ?? false
    readonly property bool mayChoose: root.more.mayChoose ?? false
    readonly property string doing: root.media.state ?? ""
    readonly property bool recording: root.doing === "recording"
    readonly property bool playing: root.doing === "playing"
    readonly property bool there: root.chosen.length > 0
    // Whether something can be begun.
    readonly property bool idle: root.doing === "" || root.playing
    readonly property int least: root.childMode ? Units.childTouch : Units.touch

    signal wanted(what: string)

    function takeWords(): string {
        if (root.sound)
            return root.there ? qsTr("Record again") : qsTr("Record");
        return root.there ? qsTr("Take another") : qsTr("Take a photo");
    }

    function chooseWords(): string {
        if (root.there)
            return qsTr("Choose another");
        return root.sound ? qsTr("Choose a sound") : qsTr("Choose a picture");
    }

    // Said where it cannot be taken, or not be chosen.
    function why(): string {
        if (!root.mayTake)
            return root.sound ? qsTr("There is no microphone on this device.") : qsTr("There is no camera on this device.");
        return root.more.onlyNew ?? "";
    }

    // A button goes when its work begins: the one that comes next gets the keyboard as soon as it is there.
    property Item next: null
    property bool byKeys: false

    function ask(what: string, from: ActionButton, to: Item) {
        root.byKeys = from.visualFocus;
        root.next = null;
        root.wanted(what);
        root.next = to;
        root.passOn();
    }

    function passOn() {
        if (!root.next || !root.next.visible)
            return;
        root.next.forceActiveFocus(root.byKeys ? Qt.TabFocusReason : Qt.OtherFocusReason);
        root.next = null;
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        Rectangle {
            objectName: "pictureFrame"
            width: parent.width
            height: Math.round(Math.max(160, Math.min(320, width * 0.75)))
            visible: !root.sound && root.there
            radius: Units.radius
            color: Theme.surface
            border.width: Units.border
            border.color: Theme.hairline

            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("%1: there is a photo", "question").arg(root.question)

            Image {
                id: picture
                objectName: "pictureShown"
                anchors.fill: parent
                anchors.margins: Units.gap4
                source: root.media.shown ?? ""
                cache: false
                fillMode: Image.PreserveAspectFit
                smooth: true
                Accessible.ignored: true
            }

            Label {
                anchors.centerIn: parent
                width: parent.width - Units.gap16 * 2
                visible: picture.status !== Image.Ready
                text: root.media.shown === "" ? qsTr("The photo is kept. It cannot be shown here.") : qsTr("One moment")
                quiet: true
                horizontalAlignment: Text.AlignHCenter
                spoken: false
            }
        }

        SoundPanel {
            width: parent.width
            visible: root.sound && (root.there || root.recording)
            recording: root.recording
            playing: root.playing
            seconds: root.media.seconds ?? 0
            mostSeconds: root.media.mostSeconds ?? 0
            level: root.media.level ?? 0
        }

        Label {
            objectName: "working"
            width: parent.width
            visible: root.doing === "working"
            text: root.sound ? qsTr("The sound is being made ready. One moment.") : qsTr("The photo is being made ready. One moment.")
            quiet: true
            Accessible.role: Accessible.AlertMessage
        }

        Flow {
            width: parent.width
            spacing: Units.gap8

            ActionButton {
                id: stop
                objectName: "stopSound"
                width: Math.min(implicitWidth, parent.width)
                minimumHeight: root.least
                visible: root.recording
                kind: ActionButton.Danger
                sign: Sign.Stop
                text: qsTr("Stop")
                Accessible.name: qsTr("Stop recording")
                onVisibleChanged: root.passOn()
                onClicked: root.ask("stop", stop, play)
            }

            ActionButton {
                id: play
                objectName: "playSound"
                width: Math.min(implicitWidth, parent.width)
                minimumHeight: root.least
                visible: root.sound && root.there && root.idle
                kind: ActionButton.Quiet
                sign: root.playing ? Sign.Stop : Sign.Play
                text: root.playing ? qsTr("Stop playing") : qsTr("Play")
                onVisibleChanged: root.passOn()
                onClicked: root.wanted(root.playing ? "stop" : "play")
            }

            ActionButton {
                id: take
                objectName: root.sound ? "recordSound" : "takePhoto"
                width: Math.min(implicitWidth, parent.width)
                minimumHeight: root.least
                focus: true
                visible: root.mayTake && root.idle
                kind: ActionButton.Quiet
                sign: root.sound ? Sign.Microphone : Sign.Camera
                text: root.takeWords()
                Accessible.name: root.there && !root.sound ? qsTr("Take another photo") : text
                onVisibleChanged: root.passOn()
                onClicked: root.ask(root.sound ? "record" : "watch", take, root.sound ? stop : take)
            }

            ActionButton {
                id: choice
                objectName: root.sound ? "chooseSound" : "choosePicture"
                width: Math.min(implicitWidth, parent.width)
                minimumHeight: root.least
                visible: root.mayChoose && root.idle
                kind: ActionButton.Quiet
                sign: root.sound ? Sign.Speaker : Sign.Photo
                text: root.chooseWords()
                Accessible.name: !root.there ? text : root.sound ? qsTr("Choose another sound") : qsTr("Choose another picture")
                onVisibleChanged: root.passOn()
                onClicked: {
                    root.ask("choose", choice, null);
                    // Not before the sheet of files is closed again, and what was chosen is being made ready.
                    root.next = choice;
                }
            }

            ActionButton {
                id: remove
                objectName: root.sound ? "removeSound" : "removePicture"
                width: Math.min(implicitWidth, parent.width)
                minimumHeight: root.least
                visible: root.there && root.idle
                kind: ActionButton.Plain
                text: qsTr("Remove")
                Accessible.name: root.sound ? qsTr("Remove the recording") : qsTr("Remove the photo")
                onClicked: root.ask("remove", remove, root.mayTake ? take : choice)
            }
        }

        Label {
            objectName: "mediaWhy"
            width: parent.width
            visible: text.length > 0
            text: root.why()
            quiet: true
            size: Label.Small
        }

        QuestionNotes {
            objectName: "mediaProblem"
            width: parent.width
            message: root.media.problem ?? ""
        }
    }
}
