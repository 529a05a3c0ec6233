import QtQml

QtObject {
    id: root

    property string key: ""
    property string state: ""
    property bool seeing: false
    property int seconds: 0
    property int mostSeconds: 300
    property real level: 0
    property string problem: ""
    property string advice: ""
    property bool hasCamera: true
    property var pictures: ({})

    signal asked(what: string, how: var)
    signal seenChanged()

    function stop() {
        root.asked("stop", [root.key]);
        root.note(root.key, "stop");
    }

    // As the real one would, once it has done it.
    function note(key: string, what: string) {
        root.key = key;
        root.problem = "";
        root.state = ({ "watch": "watching", "scan": "scanning", "record": "recording", "play": "playing" })[what] ?? "";
        root.seeing = what === "watch" || what === "scan";
    }
}
