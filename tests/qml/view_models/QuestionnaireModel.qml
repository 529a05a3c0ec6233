import QtQml

FormModel {
    id: root

    property var instruments: [
        { "id": "family_steps", "title": "Family Steps", "forWhom": "parents and carers", "due": "the end is due", "fits": true },
        { "id": "my_path", "title": "My Path", "forWhom": "young people of 11 to 19", "due": "", "fits": false },
        { "id": "my_faces", "title": "My Faces", "forWhom": "children of 5 to 10", "due": "", "fits": false }
    ]
    property var pointChoices: [{ "value": "baseline", "label": "start" }, { "value": "interim", "label": "in between" }, { "value": "exit", "label": "end" }]
    property var respondentChoices: [{ "value": "parent", "label": "parent or carer" }, { "value": "worker", "label": "worker" }]
    property var helpChoices: [{ "value": "none", "label": "no help" }, { "value": "read_aloud", "label": "read aloud" }, { "value": "interpreter", "label": "an interpreter" }, { "value": "proxy", "label": "somebody answers for them" }]
    property var feedbackForms: [{ "id": "your_views", "title": "Your Views", "forWhom": "for anybody, without a name" }]
    property string suggestedPoint: "exit"
    property string dueText: ""
    property bool declined: false
    property bool mustHandOver: false
    property var drafts: []
    property bool feedback: false
    property bool trial: false
    property string who: "Nadia"
    property bool answerSaved: true
    property string problem: ""
    property var previous: []
    property var prompts: []

    signal failed(words: string)
    signal told(words: string)
    signal handOverEnded()

    function prepare(personId: string, instrumentId: string) { root.asked("prepare", [personId, instrumentId]); }
    function start(instrumentId: string, personId: string, point: string, respondent: string, help: string, handOver: bool) {
        root.asked("start", [instrumentId, personId, point, respondent, help, handOver]);
    }
    function savePaper(instrumentId: string) { root.asked("savePaper", [instrumentId]); }
    function startFeedback(instrumentId: string) { root.asked("startFeedback", instrumentId ? [instrumentId] : []); }
    function resume(key: string) { root.asked("resume", [key]); }
    function endHandOver(pin: string) { root.asked("endHandOver", [pin]); }
    function discardDraft(key: string) { root.asked("discardDraft", [key]); }
    function discard() { root.asked("discard", []); }
}
