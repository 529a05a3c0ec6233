import QtQml
import QtQml.Models

ListModel {
    id: root

    property string dateText: "Tuesday 4 March 2025"
    property string todoText: "4 start, 2 end due"
    property bool mayAdd: true
    property var activities: [{ "id": "activity-1", "title": "Stay and Play" }, { "id": "activity-2", "title": "Baby Massage" }]

    signal asked(what: string, how: var)
    signal opened(sessionId: string)
    signal refused(words: string)

    function openSession(sessionId: string) { root.asked("openSession", [sessionId]); root.opened(sessionId); }
    function addSession(title: string, start: string, end: string) { root.asked("addSession", [title, start, end]); }
    function addSessionOf(activityId: string, start: string, end: string) { root.asked("addSessionOf", [activityId, start, end]); }

    Component.onCompleted: {
        root.append({ "sessionId": "session-1", "title": "Stay and Play", "time": "10:00", "endTime": "11:30", "status": "open", "statusText": "open", "expected": 24, "here": 18, "capacity": 30 });
        root.append({ "sessionId": "session-2", "title": "Baby Massage", "time": "13:30", "endTime": "14:30", "status": "planned", "statusText": "planned", "expected": 10, "here": 0, "capacity": 10 });
        root.append({ "sessionId": "session-3", "title": "Homework Club for Years 5 and 6", "time": "17:00", "endTime": "18:30", "status": "signed", "statusText": "signed off", "expected": 30, "here": 27, "capacity": 30 });
    }
}
