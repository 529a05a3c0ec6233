import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls

TestCase {
    id: testCase
    name: "Buttons"
    when: windowShown
    width: 400
    height: 600
    visible: true

    Component {
        id: action

        ActionButton {
            text: "Sign off the session"
        }
    }

    Component {
        id: signOnly

        SignButton {
            sign: Sign.Back
            text: "Back"
        }
    }

    Component {
        id: chip

        Chip {
            text: "Late"
        }
    }

    Component {
        id: row

        ListRow {
            title: "Stay and Play"
            detail: "10:00"
            note: "open"
            width: 360
        }
    }

    Component {
        id: choice

        ChoiceRow {
            text: "Half and half"
            width: 360
        }
    }

    Component {
        id: switchRow

        SwitchRow {
            text: "Dark colours"
            width: 360
        }
    }

    Component {
        id: checkRow

        CheckRow {
            text: "Not given"
            width: 360
        }
    }

    Component {
        id: syncButton

        SyncButton {
            place: SyncSign.Safe
        }
    }

    Component {
        id: spyMaker

        SignalSpy {
        }
    }

    function cleanup() {
        Theme.textScale = 1;
        Theme.mirrored = false;
    }

    function test_clickAndKeysDoTheSame_data() {
        return [
            { tag: "action button", component: action, name: "Sign off the session", role: Accessible.Button },
            { tag: "sign button", component: signOnly, name: "Back", role: Accessible.Button },
            { tag: "chip", component: chip, name: "Late", role: Accessible.CheckBox },
            { tag: "list row", component: row, name: "Stay and Play, 10:00, open", role: Accessible.ListItem },
            { tag: "choice row", component: choice, name: "Half and half", role: Accessible.RadioButton },
            { tag: "switch row", component: switchRow, name: "Dark colours", role: Accessible.CheckBox },
            { tag: "check row", component: checkRow, name: "Not given", role: Accessible.CheckBox },
            { tag: "sync button", component: syncButton, name: "Safe centrally. Open what is waiting and what is safe", role: Accessible.Button }
        ];
    }

    function test_clickAndKeysDoTheSame(data) {
        const control = createTemporaryObject(data.component, testCase);
        verify(control);
        const clicks = createTemporaryObject(spyMaker, testCase, { target: control, signalName: "clicked" });
        compare(control.Accessible.name, data.name);
        compare(find.role(control), data.role);
        verify(control.height >= Units.touch, "is high enough to touch");

        control.forceActiveFocus(Qt.TabFocusReason);
        verify(control.visualFocus, "shows the focus ring");
        keyClick(Qt.Key_Space);
        compare(clicks.count, 1);
        keyClick(Qt.Key_Return);
        compare(clicks.count, 2);
        mouseClick(control);
        compare(clicks.count, 3);
    }

    function test_disabledButtonDoesNothing() {
        const control = createTemporaryObject(action, testCase, { enabled: false });
        const clicks = createTemporaryObject(spyMaker, testCase, { target: control, signalName: "clicked" });
        mouseClick(control);
        compare(clicks.count, 0);
    }

    function test_wordsOfANarrowButtonWrapAndItGrows() {
        const control = createTemporaryObject(action, testCase, { width: 120 });
        const before = control.implicitHeight;
        Theme.textScale = 2;
        verify(control.implicitHeight > before * 1.5);
    }

    function test_switchTurnsByMouseAndKeyAndTellsTheScreenReader() {
        const control = createTemporaryObject(switchRow, testCase);
        mouseClick(control);
        verify(control.checked);
        verify(find.checked(control));
        control.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        verify(!control.checked);
    }

    function test_chosenIsSpoken_data() {
        return [{ tag: "chip", component: chip }, { tag: "choice", component: choice }];
    }

    function test_chosenIsSpoken(data) {
        const control = createTemporaryObject(data.component, testCase);
        verify(!find.checked(control));
        control.chosen = true;
        verify(find.checked(control));
    }
}
