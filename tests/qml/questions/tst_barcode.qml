import QtQuick
import QtTest
import Waymark.Questions

// A bar code is scanned or typed; what was scanned can be put right by hand.
TestCase {
    id: testCase
    name: "Barcode"
    when: windowShown
    width: 780
    height: 1000
    visible: true

    property var answers: []
    property var wishes: []

    Component {
        id: maker

        QuestionView {
            id: view
            width: 340
            kind: "barcode"
            text: "The number on the card"
            missingOffered: []
            more: ({ "mayTake": true })
            onAnswered: value => {
                testCase.answers = testCase.answers.concat(value);
                view.value = value;
            }
            onWanted: what => testCase.wishes = testCase.wishes.concat(what)
        }
    }

    function make(properties) {
        answers = [];
        wishes = [];
        const view = createTemporaryObject(maker, testCase, properties ?? {});
        waitForRendering(view);
        return view;
    }

    function test_itIsScannedByAPressOrByKey() {
        const view = make();
        mouseClick(find.button(view, "Scan with the camera"));
        compare(wishes, ["scan"]);
        find.button(view, "Scan with the camera").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare(wishes, ["scan", "scan"]);
        view.value = "5012345678900";
        compare(find.editor(view, "The number on the card").text, "5012345678900");
        verify(find.button(view, "Scan again"));
    }

    function test_whatWasScannedIsPutRightByHand() {
        const view = make({ value: "501234567890" });
        mouseClick(find.control(view, "answerField"));
        keyClick(Qt.Key_End);
        keyClick("0");
        keyClick(Qt.Key_Return);
        compare(answers, ["5012345678900"]);
    }

    function test_withoutACameraItIsTyped() {
        const view = make({ more: {} });
        verify(!find.control(view, "scanCode"));
        mouseClick(find.control(view, "answerField"));
        keyClick("7");
        view.settle();
        compare(answers, ["7"]);
    }

    function test_whileSomethingElseHasTheCameraItWaits() {
        const view = make({ media: { state: "elsewhere" } });
        verify(!find.button(view, "Scan with the camera").enabled);
    }

    function test_forChildrenTheButtonIsLarge() {
        verify(find.control(make({ childMode: true }), "scanCode").height > find.control(make(), "scanCode").height);
    }

    function test_everyControlHasAName() {
        compare(find.nameless(make()), []);
    }

    function test_whatWentWrongIsSaid() {
        const view = make({ more: {}, media: { state: "", problem: "There is no camera on this device." } });
        verify(find.spoken(view).join("|").includes("There is no camera on this device."));
    }
}
