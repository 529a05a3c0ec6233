import QtQml
import QtQml.Models

ListModel {
    id: root

    property int open: 3
    readonly property var presences: [{ "value": "present", "label": "here" }, { "value": "late", "label": "late" }, { "value": "absent_told", "label": "away, told us" }]

    signal asked(what: string, how: var)

    function add(row: var) {
        root.append(Object.assign({ "settled": "", "mayTake": true, "writing": "", "draft": "" }, row));
    }

    function choicesOf(conflictId: string): var { return conflictId === "conflict-1" ? root.presences : []; }
    function keep(conflictId: string) { root.asked("keep", [conflictId]); }
    function takeOther(conflictId: string) { root.asked("takeOther", [conflictId]); }
    function write(conflictId: string, value: string) { root.asked("write", [conflictId, value]); }
    function undo(conflictId: string) { root.asked("undo", [conflictId]); }

    Component.onCompleted: {
        root.add({ "conflictId": "conflict-1", "who": "Amina Hussain", "what": "register: here or not", "kept": "late, 10 minutes", "keptBy": "Samina Demo, 10:14",
                   "other": "away, told us", "otherBy": "Dave Demo, 10:02", "writing": "choice" });
        root.add({ "conflictId": "conflict-2", "who": "Chloe Reid", "what": "postcode", "kept": "B27 6RR", "keptBy": "Samina Demo, 10:12 yesterday",
                   "other": "B28 8AB", "otherBy": "Grace Demo, 09:50 yesterday", "writing": "text", "draft": "B27 6RR" });
        root.add({ "conflictId": "conflict-3", "who": "Leon Grant", "what": "to stay or to go", "kept": "Remove it", "keptBy": "Grace Demo, 16:40 on 19 November",
                   "other": "Keep it: it was changed and is still needed", "otherBy": "Samina Demo, 16:12 on 19 November" });
        root.add({ "conflictId": "conflict-4", "who": "Toddler group, 21 November 2026", "what": "session: start and end", "kept": "10:00, 11:30", "keptBy": "Dave Demo, 11:31",
                   "other": "10:05, 11:30", "otherBy": "Samina Demo, 11:30", "settled": "kept" });
    }
}
