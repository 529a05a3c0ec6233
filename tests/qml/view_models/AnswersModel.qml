import QtQml

QtObject {
    id: root

    property bool active: true
    property string title: "A visit"
    property string detail: "Nadia Bashir, start, 14 January 2025"
    property var answers: [
        { "key": "/data/town", "where": "", "text": "Which town?", "kind": "words", "words": "Leeds", "name": "", "state": "" },
        { "key": "/data/photo", "where": "Household · Person 2", "text": "A photo of the room", "kind": "picture", "words": "", "name": "ab12", "state": "coming" },
        { "key": "/data/sound", "where": "Household · Person 2", "text": "Say it in your own words", "kind": "sound", "words": "", "name": "cd34", "state": "" }
    ]
    property MediaModel media: MediaModel {}

    signal asked(what: string, how: var)

    function open(responseId: string) { root.asked("open", [responseId]); }
    function close() {}
    function play(key: string) {
        root.asked("play", [key]);
        root.media.note(key, root.media.state === "playing" ? "stop" : "play");
    }
}
