import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions

TestCase {
    id: testCase
    name: "QuestionView"
    when: windowShown
    width: 380
    height: 900
    visible: true

    readonly property var fiveWords: ["Not true for me", "A little true", "Half and half", "Mostly true", "Very true"]

    Component {
        id: maker

        QuestionView {
            width: 340
            kind: "likert"
            text: "I feel sure of myself as a parent or carer."
            choices: testCase.numbered(testCase.fiveWords)
        }
    }

    SignalSpy {
        id: answered
        signalName: "answered"
    }

    SignalSpy {
        id: missed
        signalName: "missingChosen"
    }

    function numbered(words) {
        return words.map((word, index) => ({ value: index + 1, label: word }));
    }

    function tenPoint() {
        return numbered(["Not like me at all", "2", "3", "4", "5", "6", "7", "8", "9", "Just like me"]);
    }

    function make(properties) {
        const view = createTemporaryObject(maker, testCase, properties ?? {});
        waitForRendering(view);
        answered.clear();
        answered.target = view;
        missed.clear();
        missed.target = view;
        return view;
    }

    function cleanup() {
        Theme.textScale = 1;
    }

    function test_eachKindReportsTheTappedValue_data() {
        return [
            { tag: "likert", kind: "likert", choices: numbered(fiveWords), tap: "Mostly true", value: 4 },
            { tag: "ten_point, an end with words", kind: "ten_point", choices: tenPoint(), tap: "10: Just like me", value: 10 },
            { tag: "ten_point, the middle", kind: "ten_point", choices: tenPoint(), tap: "6", value: 6 },
            { tag: "faces", kind: "faces", choices: numbered(["not really", "a little bit", "quite a lot", "a lot", "loads and loads"]), tap: "not really", value: 1 },
            { tag: "choice with words as values", kind: "choice", choices: [{ value: "good", label: "Good" }, { value: "poor", label: "Poor" }], tap: "Poor", value: "poor" },
            { tag: "yes_no without choices of its own", kind: "yes_no", choices: [], tap: "No", value: "no" }
        ];
    }

    function test_eachKindReportsTheTappedValue(data) {
        const view = make({ kind: data.kind, choices: data.choices });
        const choice = find.radio(view, data.tap);
        verify(choice, "speaks its words");
        const least = data.kind === "faces" ? Units.childTouch : Units.touch;
        verify(choice.height >= least, "is big enough: " + choice.height);
        mouseClick(choice);
        compare(answered.count, 1);
        compare(answered.signalArguments[0][0], data.value);
    }

    function test_theChosenOneIsShownAndSpoken_data() {
        return [
            { tag: "likert", kind: "likert", choices: numbered(fiveWords), value: 3, name: "Half and half" },
            { tag: "ten_point", kind: "ten_point", choices: tenPoint(), value: 7, name: "7" },
            { tag: "faces", kind: "faces", choices: numbered(["not really", "a little bit"]), value: 2, name: "a little bit" },
            { tag: "yes_no", kind: "yes_no", choices: [], value: "yes", name: "Yes" }
        ];
    }

    function test_theChosenOneIsShownAndSpoken(data) {
        const view = make({ kind: data.kind, choices: data.choices });
        verify(!find.checked(find.radio(view, data.name)));
        view.value = data.value;
        verify(find.checked(find.radio(view, data.name)));
    }

    function test_arrowsMoveWithoutAnsweringAndSpaceAnswers_data() {
        return [
            { tag: "likert, down", kind: "likert", choices: numbered(fiveWords), first: "Not true for me", key: Qt.Key_Down, value: 2 },
            { tag: "ten_point, right", kind: "ten_point", choices: tenPoint(), first: "1: Not like me at all", key: Qt.Key_Right, value: 2 },
            { tag: "ten_point, down goes a row", kind: "ten_point", choices: tenPoint(), first: "1: Not like me at all", key: Qt.Key_Down, value: 6 },
            { tag: "faces, down", kind: "faces", choices: numbered(["a", "b", "c", "d", "e"]), first: "a", key: Qt.Key_Down, value: 2 }
        ];
    }

    function test_arrowsMoveWithoutAnsweringAndSpaceAnswers(data) {
        const view = make({ kind: data.kind, choices: data.choices });
        find.radio(view, data.first).forceActiveFocus(Qt.TabFocusReason);
        keyClick(data.key);
        compare(answered.count, 0);
        keyClick(Qt.Key_Space);
        compare(answered.signalArguments[0][0], data.value);
        keyClick(Qt.Key_Return);
        compare(answered.count, 2);
    }

    function test_oneTabStopForAllChoices() {
        const view = make({ value: 3 });
        find.radio(view, "Half and half").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Tab);
        verify(find.radio(view, "Rather not say").activeFocus);
    }

    function test_threeWaysOfNotAnswering_data() {
        return [
            { tag: "refused", name: "Rather not say" },
            { tag: "not_applicable", name: "Does not fit us" },
            { tag: "skipped", name: "Skip" }
        ];
    }

    function test_threeWaysOfNotAnswering(data) {
        const view = make({ value: 3 });
        mouseClick(find.radio(view, data.name));
        compare(missed.signalArguments[0][0], data.tag);
        compare(answered.count, 0);
        view.missing = data.tag;
        verify(find.checked(find.radio(view, data.name)));
        verify(!find.checked(find.radio(view, "Half and half")));
    }

    function test_theQuestionnairesOwnWordsForNotAnsweringShow() {
        const view = make({ missingWords: { "not_applicable": "Could not tell", "refused": "I would rather not say" } });
        mouseClick(find.radio(view, "Could not tell"));
        compare(missed.signalArguments[0][0], "not_applicable");
        verify(find.radio(view, "I would rather not say"));
        verify(find.radio(view, "Skip"), "what it has no words for is said in ours");
        verify(!find.radio(view, "Does not fit us"));
    }

    function test_writtenTextIsReportedAfterAPause() {
        const view = make({ kind: "text", choices: [], value: "More " });
        const box = find.editor(view, view.text);
        compare(box.Accessible.name, view.text);
        compare(box.text, "More ");
        mouseClick(box);
        box.cursorPosition = box.length;
        keyClick("p");
        keyClick("r");
        compare(answered.count, 0);
        tryCompare(answered, "count", 1);
        compare(answered.signalArguments[0][0], "More pr");
    }

    function test_writtenTextIsReportedAtOnceWhenSettled() {
        const view = make({ kind: "text", choices: [] });
        mouseClick(find.editor(view, view.text));
        keyClick("p");
        view.settle();
        compare(answered.count, 1);
        view.settle();
        compare(answered.count, 1);
    }

    function test_childModeIsBigger() {
        const view = make({});
        const before = find.radio(view, "Very true").height;
        view.childMode = true;
        waitForRendering(view);
        verify(find.radio(view, "Very true").height >= Units.childTouch);
        verify(find.radio(view, "Very true").height > before);
        verify(find.radio(view, "I would rather not say"));
        verify(!find.radio(view, "Does not fit us"));
    }

    function test_tenNumbersStandInTwoRowsOnAPhoneAndInOneOnATablet() {
        const view = make({ kind: "ten_point", choices: tenPoint() });
        tryVerify(() => find.radio(view, "6").y > find.radio(view, "5").y);
        view.width = 700;
        tryVerify(() => find.radio(view, "6").y === find.radio(view, "5").y);
    }

    function test_markupInAQuestionIsShownAsItIs() {
        const view = make({ text: "<b>bold</b>", kind: "likert" });
        compare(view.Accessible.name, "<b>bold</b>");
    }
}
