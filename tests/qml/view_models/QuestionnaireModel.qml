import QtQml

QtObject {
    id: root

    property var instruments: [
        { "id": "family_steps", "title": "Family Steps", "forWhom": "parents and carers", "due": "the end is due", "fits": true },
        { "id": "my_path", "title": "My Path", "forWhom": "young people of 11 to 19", "due": "", "fits": false },
        { "id": "my_faces", "title": "My Faces", "forWhom": "children of 5 to 10", "due": "", "fits": false }
    ]
    property var pointChoices: [{ "value": "baseline", "label": "start" }, { "value": "interim", "label": "in between" }, { "value": "exit", "label": "end" }]
    property var respondentChoices: [{ "value": "parent", "label": "parent or carer" }, { "value": "worker", "label": "worker" }]
    property var helpChoices: [{ "value": "none", "label": "no help" }, { "value": "read_aloud", "label": "read aloud" }, { "value": "interpreter", "label": "an interpreter" }, { "value": "proxy", "label": "somebody answers for them" }]
    property string suggestedPoint: "exit"
    property string dueText: ""
    property bool declined: false
    property bool mustHandOver: false
    property var drafts: []
    property bool active: true
    property bool handedOver: false
    property bool feedback: false
    property string title: "Family Steps"
    property string intro: "Think about the last two weeks. There are no right answers. You can skip any question."
    property string who: "Nadia"
    property int index: 0
    property int count: 12
    property string progressText: "1 of 12"
    property var item: ({
        "key": "q4", "text": "I feel sure of myself as a parent or carer.", "kind": "likert", "picture": "", "practice": false,
        "choices": ["Not true for me", "A little true", "Half and half", "Mostly true", "Very true"].map((label, index) => ({ "value": String(index + 1), "label": label, "picture": "" })),
        "scale": {}, "missingOffered": ["refused", "not_applicable", "skipped"]
    })
    property var value: undefined
    property string missing: ""
    property bool answerSaved: true
    property bool atReview: false
    property var unanswered: []
    property bool finished: false
    property bool childMode: false
    property string language: "en"
    property var languages: [{ "code": "en", "name": "English" }]
    property var previous: []
    property var prompts: []

    signal asked(what: string, how: var)
    signal changed()
    signal failed(words: string)
    signal handOverEnded()

    function prepare(personId: string, instrumentId: string) { root.asked("prepare", [personId, instrumentId]); }
    function start(instrumentId: string, personId: string, point: string, respondent: string, help: string, handOver: bool) {
        root.asked("start", [instrumentId, personId, point, respondent, help, handOver]);
    }
    function startFeedback() { root.asked("startFeedback", []); }
    function resume(key: string) { root.asked("resume", [key]); }
    function answer(value: var) { root.asked("answer", [value]); root.missing = ""; root.value = value; }
    function answerMissing(code: string) { root.asked("answerMissing", [code]); root.value = undefined; root.missing = code; }
    function next() {
        root.asked("next", []);
        root.value = undefined;
        root.missing = "";
        if (root.index + 1 < root.count)
            ++root.index;
        else
            root.atReview = true;
    }
    function back() {
        root.asked("back", []);
        if (root.atReview)
            root.atReview = false;
        else
            --root.index;
    }
    function goTo(index: int) { root.asked("goTo", [index]); root.atReview = false; root.index = index; }
    function finish() { root.asked("finish", []); root.finished = true; }
    function endHandOver(pin: string) { root.asked("endHandOver", [pin]); }
    function leave() { root.asked("leave", []); }
    function discardDraft(key: string) { root.asked("discardDraft", [key]); }
    function discard() { root.asked("discard", []); }
}
