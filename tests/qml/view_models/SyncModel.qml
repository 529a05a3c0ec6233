import QtQml
import QtQml.Models

QtObject {
    id: root

    property string sign: "waiting"
    property string headline: "Saved on this device. Waiting for a signal since 10:12."
    property int waiting: 12
    property string waitingSinceText: "10:12"
    property string lastSyncedText: "08:31"
    property bool running: false
    property real progress: 0
    property ListModel records: ListModel {
        ListElement { title: "Register: Amina Hussain"; whenText: "10:14"; state: "here"; reason: "" }
        ListElement { title: "Questionnaire: Nadia Bashir"; whenText: "10:13"; state: "sent"; reason: "" }
        ListElement { title: "Register: Chloe Reid"; whenText: "10:02"; state: "aside"; reason: "You may not mark people at this place." }
    }
    property string problem: ""
    property bool lostConnection: false
    property bool upgradeNeeded: false
    property bool stopped: false
    property bool mayTakeSmaller: false
    property int setAside: 1

    signal asked(what: string, how: var)

    function syncNow() { root.asked("syncNow", []); }
    function takeSmaller() { root.asked("takeSmaller", []); }
    function sendAgain() { root.asked("sendAgain", []); }
}
