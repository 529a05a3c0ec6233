import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions

// Questions and choices that can be heard: by a button of their own, which answers nothing.
TestCase {
    id: testCase
    name: "Sounds"
    when: windowShown
    width: 780
    height: 1000
    visible: true

    property var answers: []
    property var heard: []

    Component {
        id: maker

        QuestionView {
            width: 340
            kind: "choice"
            text: "Which one?"
            missingOffered: []
            more: ({ sound: "question" })
            choices: [{ value: "oak", label: "Oak", picture: "", sound: "first" }, { value: "elm", label: "Elm", picture: "", sound: "" }]
            onAnswered: value => testCase.answers.push(value)
            onListened: sound => testCase.heard.push(sound)
        }
    }

    function make(properties) {
        answers = [];
        heard = [];
        const view = createTemporaryObject(maker, testCase, properties ?? {});
        waitForRendering(view);
        return view;
    }

    function ofQuestion(view) {
        return find.control(find.control(view, "questionWords"), "listen");
    }

    function ofChoice(view, value) {
        return find.control(find.control(view, "choice_" + value), "listen");
    }

    function test_theQuestionIsHeardAndNotAnswered() {
        const view = make();
        mouseClick(ofQuestion(view));
        compare(heard, ["question"]);
        compare(answers, []);
    }

    function test_aChoiceIsHeardAndNotChosen_data() {
        return [
            { tag: "one", kind: "choice", style: "plain" }, { tag: "one of a scale", kind: "likert", style: "likert" }, { tag: "one that folds away", kind: "choice", style: "minimal" },
            { tag: "several", kind: "choices", style: "plain" }, { tag: "columns", kind: "choice", style: "columns" }
        ];
    }

    function test_aChoiceIsHeardAndNotChosen(data) {
        const view = make({ kind: data.kind, style: data.style });
        mouseClick(ofChoice(view, "oak"));
        compare(heard, ["first"]);
        compare(answers, []);
        verify(!ofChoice(view, "elm"), "nothing is to be heard of it");
        mouseClick(find.control(view, "choice_elm"));
        compare(answers, ["elm"]);
    }

    function test_byKeys() {
        const view = make();
        ofChoice(view, "oak").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Return);
        compare(heard, ["first", "first"]);
        compare(answers, []);
    }

    function test_whatIsPutInOrderIsHeard() {
        const view = make({ kind: "rank" });
        mouseClick(find.control(find.control(view, "rank_oak"), "listen"));
        compare(heard, ["first"]);
        compare(answers, []);
    }

    function test_whatIsHeardCanBeStopped() {
        const view = make({ hearing: { sound: "first", problem: "" } });
        compare(ofChoice(view, "oak").text, "Stop");
        compare(ofQuestion(view).text, "Listen");
        view.hearing = { sound: "question", problem: "" };
        compare(ofChoice(view, "oak").text, "Listen: Oak");
        compare(ofQuestion(view).text, "Stop");
    }

    function test_whatCannotBeHeardIsTold() {
        const view = make({ hearing: { sound: "", problem: "This sound cannot be played here." } });
        compare(find.control(view, "hearingProblem").text, "This sound cannot be played here.");
    }

    function test_withoutSoundsThereAreNoButtons() {
        const view = make({ more: {}, choices: [{ value: "oak", label: "Oak", picture: "" }] });
        verify(!find.control(view, "listen"));
    }

    function test_everythingHasAName() {
        const view = make();
        compare(find.nameless(view), []);
        verify(find.spoken(view).includes("Listen: Oak"));
        verify(find.spoken(view).includes("Listen: Which one?"));
    }
}
