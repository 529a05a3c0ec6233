import QtQml
import QtQml.Models

ListModel {
    id: root

    property string sessionId: "session-1"
    property string title: "Stay and Play"
    property string dateText: "4 March 2025"
    property string timeText: "10:00 to 11:30"
    property string status: "open"
    property string statusText: "open"
    property int hereCount: 18
    property int lateCount: 3
    property int toGoCount: 6
    property int headCountTotal: -1
    property int unnamedTotal: 0
    property string search: ""
    property string filter: "all"
    property bool canMark: true
    property bool canClose: true
    property bool canReopen: false
    property string suggestedStart: "10:04"
    property string suggestedEnd: "11:30"
    property string nowText: "10:41"  // for the tests: what the clock says

    signal asked(what: string, how: var)
    signal refreshed()
    signal refused(words: string)
    signal signedOff()

    function indexOf(personId: string): int {
        for (let i = 0; i < root.count; ++i) {
            if (root.get(i).personId === personId)
                return i;
        }
        return -1;
    }

    function tap(personId: string) {
        root.asked("tap", [personId]);
        const index = root.indexOf(personId);
        root.setProperty(index, "status", root.get(index).status === "present" ? "" : "present");
        root.setProperty(index, "statusText", "here");
    }
    function markLate(personId: string, minutes: int) { root.asked("markLate", [personId, minutes]); }
    function leavingTime(): string { return root.nowText; }
    function markLeftEarly(personId: string, time: string) { root.asked("markLeftEarly", [personId, time]); }
    function markAbsent(personId: string, told: bool) { root.asked("markAbsent", [personId, told]); }
    function clearMark(personId: string) { root.asked("clearMark", [personId]); }
    function allHereExcept(personIds: var) { root.asked("allHereExcept", personIds); }
    function signOff(start: string, end: string) { root.asked("signOff", [start, end]); root.signedOff(); }
    function reopen(reason: string) { root.asked("reopen", [reason]); }

    Component.onCompleted: {
        const people = [
            ["Aaliyah Bashir", "Aaliyah", "4 years", "", "present", "here", 0, "", false, "central", "Bashir family", true],
            ["Adam Kowalczyk", "Adam", "3 years", "nuts", "", "", 0, "", false, "", "", true],
            ["Amina Hussain", "Amina", "4 years", "", "late", "late", 10, "", true, "here", "Hussain family", true],
            ["Amina Hassan", "Mina", "2 years", "", "present", "here", 0, "", true, "here", "", true],
            ["Bartholomew Featherstonehaugh-Okonkwo", "Barty", "5 years", "epilepsy: rescue medicine in the red bag", "", "", 0, "", false, "", "Featherstonehaugh-Okonkwo family", true],
            ["Chloe Reid", "Chloe", "3 years", "", "present", "here", 0, "11:05", false, "aside", "", true],
            ["Dev Patel", "Dev", "4 years", "", "absent_told", "not here, told us", 0, "", false, "central", "Patel family", true],
            ["Nadia Bashir", "Nadia", "", "", "present", "here", 0, "", false, "", "Bashir family", true],
            ["Zofia Nowak", "Zofia", "1 year", "", "", "", 0, "", false, "", "", false]
        ];
        people.forEach((one, index) => root.append({
            "personId": "person-" + (index + 1), "name": one[0], "calledName": one[1], "initials": "", "ageText": one[2], "alertText": one[3],
            "status": one[4], "statusText": one[5], "minutesLate": one[6], "leftAt": one[7], "twin": one[8], "safety": one[9],
            "household": one[10], "expected": one[11]
        }));
    }
}
