import QtQml

QtObject {
    id: root

    property string who: ""
    property string when: ""
    property string seen: ""
    property string done: ""
    property bool aboutLead: false
    readonly property bool ready: root.seen.length > 0 && root.recipientsText.length > 0
    property string recipientsText: "Lena Lead and Dara Deputy"
    property string phone: "0121 496 0000"
    property string keyWarning: ""
    property var handed: [{ "reference": "7F3K", "whenText": "14:02 yesterday", "toText": "Lena Lead and Dara Deputy", "state": "service" }]
    property string reference: ""

    signal asked(what: string, how: var)
    signal failed(words: string)

    function begin(personName: string) { root.asked("begin", [personName]); root.reference = ""; if (root.who === "") root.who = personName; }
    function handOver() { root.asked("handOver", [root.who, root.seen]); root.seen = ""; root.who = ""; root.reference = "9C2A"; }
    function throwAway() { root.asked("throwAway", []); root.seen = ""; root.who = ""; }
    function finish() { root.asked("finish", []); root.reference = ""; }
}
