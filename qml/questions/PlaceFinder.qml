pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// A button that has the device find where it is. It looks only after the button was pressed, only until it knows well enough or the time is up, and
// never behind another app. What reads the place (PositionReader.qml) is loaded by the first press.
FocusScope {
    id: root

    required property string words
    // As many decimals are kept of what is found: three are about 100 metres, so that a place tells a street and not a door.
    property int digits: 3
    // Metres: so near is near enough to stop looking; from here on it is said to be inexact.
    property real enough: 100
    property real inexactFrom: 100
    // How long it looks.
    property int seconds: 60
    // A reading that is older by the device's clock may be where somebody else was.
    property int freshSeconds: 60
    // How long it goes on looking while the app is not the one in front: a question of the system's own puts it behind for a moment.
    property int behindSeconds: 10
    // What tells whether people see the app: `state` as Qt.application has it.
    property QtObject application: Qt.application
    property url reader: Qt.resolvedUrl("PositionReader.qml")
    property var readerProperties: ({})

    readonly property bool looking: root.state === "looking"
    property int elapsed: 0
    // The nearest so far, {latitude, longitude, accuracy}; null for none.
    property var best: null
    // Of this look: how many readings there were, and when the first that says so was measured (NaN for none).
    property int readings: 0
    property real firstAt: NaN
    property string problem: ""

    readonly property int coarseness: root.digits < 4 ? 100 : 0

    // As it is kept: "52.463 -1.895 0 100", with how near it is in metres at the end: never nearer than what the decimals tell. 0 for an exact place
    // if it is not known.
    signal found(place: string)

    function look() {
        root.state = "looking";
        root.best = null;
        root.readings = 0;
        root.firstAt = NaN;
        root.elapsed = 0;
        root.problem = "";
        source.setSource(root.reader, root.readerProperties);
        if (source.status === Loader.Error)
            root.stop(qsTr("This device cannot find where it is. You can type it, or go on without it."));
    }

    // Nobody sees the app.
    function isAway(application: var): bool {
        return application.state === Qt.ApplicationSuspended || application.state === Qt.ApplicationHidden;
    }

    // Another app, or the system, is in front: all that a desktop ever says.
    function isBehind(application: var): bool {
        return application.state === Qt.ApplicationInactive;
    }

    function putAway() {
        root.stop(qsTr("It stopped looking when the app was put away."));
    }

    // `reader` is a PositionReader, or what stands in for one.
    function begin(reader: var) {
        reader.look();
    }

    function stop(problem: string) {
        root.state = problem.length > 0 ? "failed" : "";
        root.problem = problem;
        source.setSource("");
    }

    function take() {
        const at = root.best;
        root.stop("");
        root.state = "found";
        root.found([parseFloat(at.latitude.toFixed(root.digits)), parseFloat(at.longitude.toFixed(root.digits)), 0,
                    Math.max(Math.ceil(Math.max(0, at.accuracy)), root.coarseness)].join(" "));
    }

    // A source may begin with the place that it knew last, from whenever. A device's clock may be wrong by years while a receiver's time is right, so what
    // came later than the first reading is fresh, too; where there are no times, whatever came after it.
    function isFresh(at: real): bool {
        if (isNaN(at))
            return root.readings > 0;
        return at > root.firstAt || Math.abs(Date.now() - at) <= root.freshSeconds * 1000;
    }

    function weigh(latitude: real, longitude: real, accuracy: real, at: real) {
        if (!root.looking)
            return;
        const isFresh = root.isFresh(at);
        root.readings += 1;
        if (isNaN(root.firstAt))
            root.firstAt = at;
        if (!isFresh)
            return;
        const isNearer = root.best === null || root.best.accuracy < 0 || (accuracy >= 0 && accuracy <= root.best.accuracy);
        if (isNearer)
            root.best = { "latitude": latitude, "longitude": longitude, "accuracy": accuracy };
        if (accuracy >= 0 && accuracy <= root.enough)
            root.take();
    }

    function metres(accuracy: real): string {
        return accuracy < 0 ? qsTr("How near is not known.") : qsTr("To within %n metre(s).", "how near a place is", Math.max(1, Math.round(accuracy)));
    }

    function said(): string {
        switch (root.state) {
        case "looking":
            return qsTr("Looking for where you are: %n second(s).", "", root.elapsed) + (root.best !== null ? " " + root.metres(root.best.accuracy) : "");
        case "found":
            return qsTr("Found.") + " " + root.metres(root.best.accuracy)
                + (root.coarseness > 0 ? " " + qsTr("Kept to about %n metre(s), not to the door.", "", root.coarseness) : "")
                + (root.best.accuracy > root.inexactFrom ? " " + qsTr("That is not very near. You can try again by a window or outside.") : "");
        default:
            return root.problem;
        }
    }

    implicitHeight: column.implicitHeight
    state: ""

    Connections {
        target: root.application

        function onStateChanged() {
            if (root.looking && root.isAway(root.application))
                root.putAway();
        }
    }

    Timer {
        interval: root.behindSeconds * 1000
        running: root.looking && root.isBehind(root.application)
        onTriggered: root.putAway()
    }

    Timer {
        interval: 1000
        repeat: true
        running: root.looking
        onTriggered: {
            root.elapsed += 1;
            if (root.elapsed < root.seconds)
                return;
            if (root.best !== null)
                root.take();
            else
                root.stop(qsTr("It took too long to find where you are. Try again by a window or outside, or type it."));
        }
    }

    Loader {
        id: source
        onLoaded: root.begin(source.item)
    }

    Connections {
        target: source.item
        ignoreUnknownSignals: true

        function onRead(latitude: real, longitude: real, accuracy: real, at: real) {
            root.weigh(latitude, longitude, accuracy, at);
        }

        function onFailed(why: string) {
            root.stop(why === "refused" ? qsTr("This device does not let the app find places. You can change that in its settings, or type it.")
                                        : qsTr("This device cannot find where it is. You can type it, or go on without it."));
        }
    }

    Column {
        id: column
        width: root.width
        spacing: Units.gap8

        Flow {
            width: parent.width
            spacing: Units.gap8

            ActionButton {
                objectName: "findPlace"
                width: Math.min(implicitWidth, parent.width)
                visible: !root.looking
                focus: !root.looking
                kind: ActionButton.Quiet
                sign: Sign.Search
                text: root.words
                onClicked: {
                    root.look();
                    if (root.looking)
                        stopButton.forceActiveFocus(Qt.OtherFocusReason);
                }
            }

            ActionButton {
                id: takeButton
                objectName: "takePlace"
                width: Math.min(implicitWidth, parent.width)
                visible: root.looking && root.best !== null
                kind: ActionButton.Quiet
                sign: Sign.Tick
                text: qsTr("Take this")
                onClicked: root.take()
            }

            ActionButton {
                id: stopButton
                objectName: "stopFinding"
                width: Math.min(implicitWidth, parent.width)
                visible: root.looking
                kind: ActionButton.Plain
                text: qsTr("Stop looking")
                onClicked: root.stop("")
            }
        }

        Label {
            objectName: "findingWords"
            width: parent.width
            visible: text.length > 0
            text: root.said()
            quiet: root.state !== "failed"
            Accessible.role: Accessible.AlertMessage
        }
    }
}
