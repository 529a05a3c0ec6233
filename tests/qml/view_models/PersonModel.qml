import QtQml

QtObject {
    id: root

    property string personId: "person-8"
    property string name: "Nadia Bashir"
    property string calledName: "Nadia"
    property string ageText: "31 years"
    property string alertText: ""
    property var household: [{ "personId": "person-1", "name": "Aaliyah Bashir", "relation": "child" }]
    property string attendanceText: "Came 7 times since 14 January 2025, last on 25 February 2025."
    property var questionnaires: [{ "responseId": "response-1", "title": "Family Steps", "point": "start", "dateText": "14 January 2025", "safety": "central", "waits": false }]
    property var prompts: []

    property var consents: [{ "purpose": "take_part", "label": "questionnaires", "state": "granted", "stateText": "yes" }, { "purpose": "photo", "label": "photos", "state": "withdrawn", "stateText": "no longer" }]
    property string refusalText: "photos"
    property bool mayAskConsent: true
    property bool canRemove: false

    signal asked(what: string, how: var)
    signal removed()

    function sayConsent(purpose: string, yes: bool, givenBy: string) { root.asked("sayConsent", [purpose, yes, givenBy]); }
    function remove() { root.asked("remove", []); root.removed(); }
    function open(personId: string) { root.asked("open", [personId]); root.personId = personId; }
}
