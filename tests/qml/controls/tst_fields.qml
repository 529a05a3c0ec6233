import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls

TestCase {
    id: testCase
    name: "Fields"
    when: windowShown
    width: 400
    height: 700
    visible: true

    Component {
        id: input

        InputField {
            width: 300
            label: "Postcode"
            hint: "All of it"
        }
    }

    Component {
        id: longInput

        LongField {
            width: 300
            label: "What should we change?"
        }
    }

    Component {
        id: search

        SearchField {
            width: 300
            label: "Search or add"
        }
    }

    Component {
        id: date

        DateField {
            width: 320
            label: "Date of birth"
        }
    }

    Component {
        id: stepper

        Stepper {
            width: 360
            label: "Children of 0 to 4"
            value: 3
        }
    }

    Component {
        id: spyMaker

        SignalSpy {
        }
    }

    function type(text) {
        for (const letter of text)
            keyClick(letter);
    }

    function test_typedTextArrivesAndIsReported() {
        const control = createTemporaryObject(input, testCase);
        const edits = createTemporaryObject(spyMaker, testCase, { target: control, signalName: "edited" });
        const accepts = createTemporaryObject(spyMaker, testCase, { target: control, signalName: "accepted" });
        mouseClick(find.editor(control, "Postcode"));
        type("b27");
        compare(control.text, "b27");
        compare(edits.count, 3);
        keyClick(Qt.Key_Return);
        compare(accepts.count, 1);
    }

    function test_theFieldSpeaksItsHintThenItsError() {
        const control = createTemporaryObject(input, testCase);
        compare(find.editor(control, "Postcode").Accessible.description, "All of it");
        waitForRendering(control);
        const before = control.implicitHeight;
        control.error = "This is too short.";
        compare(find.editor(control, "Postcode").Accessible.description, "This is too short.");
        tryVerify(() => control.implicitHeight > before);
        verify(find.any(control, "This is too short."));
    }

    function test_longTextGrowsItsBox() {
        const control = createTemporaryObject(longInput, testCase);
        const edits = createTemporaryObject(spyMaker, testCase, { target: control, signalName: "edited" });
        waitForRendering(control);
        const before = control.implicitHeight;
        mouseClick(find.editor(control, "What should we change?"));
        for (let line = 0; line < 8; ++line) {
            type("a");
            keyClick(Qt.Key_Return);
        }
        tryVerify(() => control.implicitHeight > before);
        compare(edits.count, 16);
        control.text = "from outside";
        compare(control.text, "from outside");
    }

    function test_searchClearsByButtonAndByEscape() {
        const control = createTemporaryObject(search, testCase);
        const downs = createTemporaryObject(spyMaker, testCase, { target: control, signalName: "goDown" });
        mouseClick(find.editor(control, "Search or add"));
        type("ami");
        compare(control.text, "ami");
        mouseClick(find.any(control, "Clear the search"));
        compare(control.text, "");
        type("x");
        keyClick(Qt.Key_Down);
        compare(downs.count, 1);
        keyClick(Qt.Key_Escape);
        compare(control.text, "");
    }

    function test_dateIsOneOnlyWhenTheDayExists_data() {
        return [
            { tag: "an ordinary day", typed: ["7", "3", "2019"], iso: "2019-03-07", wrong: false },
            { tag: "29 February of a leap year", typed: ["29", "2", "2024"], iso: "2024-02-29", wrong: false },
            { tag: "29 February of a common year", typed: ["29", "2", "2023"], iso: "", wrong: true },
            { tag: "29 February of 1900", typed: ["29", "2", "1900"], iso: "", wrong: true },
            { tag: "month 13", typed: ["1", "13", "2019"], iso: "", wrong: true },
            { tag: "letters are not taken", typed: ["x", "3", "2019"], iso: "", wrong: false },
            { tag: "only the year so far", typed: ["", "", "2019"], iso: "", wrong: false }
        ];
    }

    function test_dateIsOneOnlyWhenTheDayExists(data) {
        const control = createTemporaryObject(date, testCase);
        compare(control.Accessible.name, "Date of birth");
        ["Day", "Month", "Year"].forEach((name, index) => {
            mouseClick(find.editor(control, name));
            type(data.typed[index]);
        });
        compare(control.iso, data.iso);
        compare(control.wrong, data.wrong);
    }

    function test_dateCanBeSetAndCleared() {
        const control = createTemporaryObject(date, testCase);
        control.setIso("2019-03-07");
        compare(control.iso, "2019-03-07");
        control.clear();
        verify(control.empty);
    }

    function test_stepperCountsByMouseKeysAndTyping() {
        const control = createTemporaryObject(stepper, testCase);
        compare(find.role(control), Accessible.SpinBox);
        compare(control.Accessible.name, "Children of 0 to 4: 3");
        mouseClick(find.any(control, "One more: Children of 0 to 4"));
        compare(control.value, 4);
        mouseClick(find.any(control, "One less: Children of 0 to 4"));
        mouseClick(find.any(control, "One less: Children of 0 to 4"));
        compare(control.value, 2);
        control.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Up);
        compare(control.value, 3);
        const box = find.editor(control, "Children of 0 to 4");
        mouseClick(box);
        box.selectAll();
        type("27");
        keyClick(Qt.Key_Return);
        compare(control.value, 27);
    }

    function test_stepperStopsAtZero() {
        const control = createTemporaryObject(stepper, testCase, { value: 0 });
        verify(!find.any(control, "One less: Children of 0 to 4").enabled);
        mouseClick(find.any(control, "One less: Children of 0 to 4"));
        compare(control.value, 0);
    }
}
