import QtQml

QtObject {
    id: form

    property bool active: true
    property bool handedOver: false
    property string title: "Family Steps"
    property string intro: "Think about the last two weeks. There are no right answers. You can skip any question."
    property string watermark: ""
    property int index: 0
    property int count: 12
    property string progressText: "1 of 12"
    property var entry0: ({
        "key": "q4", "entry": "question", "text": "I feel sure of myself as a parent or carer.", "kind": "likert", "style": "plain", "picture": "", "practice": false,
        "choices": ["Not true for me", "A little true", "Half and half", "Mostly true", "Very true"].map((label, index) => ({ "value": String(index + 1), "label": label, "picture": "" })),
        "missingOffered": ["refused", "not_applicable", "skipped"],
        "missingWords": { "refused": "Rather not say", "not_applicable": "Does not fit us" }
    })
    property var value: undefined
    property string missing: ""
    // A page of more than the one question: entries as the real model has them.
    property var page: []
    readonly property var entries: form.page.length > 0 ? form.page : [Object.assign({}, form.entry0, { "value": form.value, "missing": form.missing })]
    property bool practice: false
    readonly property bool pageAnswered: form.value !== undefined || form.missing !== ""
    property string whereText: ""
    property bool canPutBack: false
    property bool atReview: false
    property var unanswered: []
    property bool mayFinish: true
    property bool finished: false
    property bool childMode: false
    property string language: "en"
    property var languages: [{ "code": "en", "name": "English" }]
    property MediaModel media: MediaModel {
        onAsked: (what, how) => form.asked("media." + what, how)
    }

    signal asked(what: string, how: var)
    signal changed()
    signal stayed(key: string)

    function entry(row: int): var { return form.entries[row] ?? {}; }
    function answer(key: string, value: var) { form.asked("answer", [key, value]); form.missing = ""; form.value = value; }
    function answerMissing(key: string, code: string) { form.asked("answerMissing", [key, code]); form.value = undefined; form.missing = code; }
    function attach(key: string, address: string) { form.asked("attach", [key, address.slice(0, 14)]); form.value = address === "" ? undefined : "drawing.png"; }
    function use(key: string, what: string) {
        form.asked("use", [key, what]);
        form.media.note(key, what);
    }
    function choose(key: string, file: url) { form.asked("choose", [key, file]); }
    function addTo(key: string) { form.asked("addTo", [key]); }
    function takeAway(key: string) { form.asked("takeAway", [key]); form.canPutBack = true; }
    function putBack() { form.asked("putBack", []); form.canPutBack = false; }
    function next() {
        form.asked("next", []);
        form.value = undefined;
        form.missing = "";
        if (form.index + 1 < form.count)
            ++form.index;
        else
            form.atReview = true;
    }
    function back() {
        form.asked("back", []);
        if (form.atReview)
            form.atReview = false;
        else
            --form.index;
    }
    function goTo(index: int) { form.asked("goTo", [index]); form.atReview = false; form.index = index; }
    function finish() { form.asked("finish", []); form.finished = true; }
    function leave() { form.asked("leave", []); }
}
