import QtQml
import QtQml.Models

QtObject {
    id: root

    property bool isLead: false
    property bool hasKey: true
    property string ownFingerprint: "3f2a 91bc 0d47 66e1 a0c5 7b12 9e3d 4f80"
    property string recovery: ""
    property ListModel concerns: ListModel {
        ListElement { concernId: "concern-1"; reference: "9C2A"; whenText: "10:14"; byName: "Samina Demo"; state: "received"; stateText: "new"; opens: true; late: false }
        ListElement { concernId: "concern-2"; reference: "7F3K"; whenText: "14:02 yesterday"; byName: "Dave Demo"; state: "received"; stateText: "new"; opens: true; late: true }
        ListElement { concernId: "concern-3"; reference: "41D0"; whenText: "09:30 on 1 March"; byName: ""; state: "acknowledged"; stateText: "acknowledged"; opens: false; late: false }
    }
    property string waitingText: "2 concerns not acknowledged"
    property string lateText: "1 concern waiting for more than 4 hours"
    property var concern: ({ "id": "concern-1", "reference": "9C2A", "whenText": "10:14", "byName": "Samina Demo", "who": "Zara Quinn, 7", "when": "Today at 10:05, by the coats",
                             "seen": "She said: “I do not want to go home today.” She held my hand and did not let go.", "done": "I stayed with her and phoned you.",
                             "state": "received", "stateText": "new", "opens": true, "forDeputies": false, "late": false })
    property var notes: [{ "byName": "Lena Lead", "whenText": "10:40", "text": "Phoned the duty team. They call back before noon." }]
    property var keys: [
        { "fingerprint": "3f2a91bc0d4766e1a0c57b129e3d4f80", "shown": "3f2a 91bc 0d47 66e1 a0c5 7b12 9e3d 4f80", "holder": "Lena Lead", "isLead": true, "state": "known", "isOwn": false, "isConfirmed": true },
        { "fingerprint": "b81c55d02e9f4a7713c6de908f24a1b3", "shown": "b81c 55d0 2e9f 4a77 13c6 de90", "holder": "Dara Deputy", "isLead": false, "state": "new", "isOwn": false, "isConfirmed": false },
        { "fingerprint": "c77e10f3a2b84d5966e0917dc4b2f851", "shown": "c77e 10f3 a2b8 4d59 66e0 917d c4b2 f851", "holder": "Omar Former", "isLead": false, "state": "gone", "isOwn": false, "isConfirmed": false }
    ]
    property bool busy: false

    signal asked(what: string, how: var)
    signal noteKept()
    signal failed(words: string)

    function open(concern: string) { root.asked("open", [concern]); }
    function acknowledge() { root.asked("acknowledge", []); root.concern = Object.assign({}, root.concern, { "state": "acknowledged", "stateText": "acknowledged" }); }
    function close() { root.asked("close", []); }
    function addNote(text: string) { root.asked("addNote", [text]); root.noteKept(); }
    function makeKey(asLead: bool) { root.asked("makeKey", [asLead]); root.hasKey = true; }
    function restoreKey(recovery: string, asLead: bool) { root.asked("restoreKey", [recovery, asLead]); }
    function showRecovery() { root.asked("showRecovery", []); root.recovery = "1f3a 90c2 77ab 0e5d 6b18 c4f2 93da 5507 e1b9 2c64 8fd0 a35e 7741 d89c 06b3 f2e8 4a1d"; }
    function hideRecovery() { root.asked("hideRecovery", []); root.recovery = ""; }
    function compareKey(fingerprint: string, lastDigits: string) { root.asked("compareKey", [fingerprint, lastDigits]); }
}
