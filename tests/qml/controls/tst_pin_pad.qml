import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls

TestCase {
    id: testCase
    name: "PinPad"
    when: windowShown
    width: 400
    height: 700
    visible: true

    Component {
        id: maker

        PinPad {
            width: 320
            label: "Your PIN"
            focus: true
        }
    }

    SignalSpy {
        id: entered
        signalName: "entered"
    }

    function make() {
        const control = createTemporaryObject(maker, testCase);
        entered.clear();
        entered.target = control;
        control.forceActiveFocus();
        return control;
    }

    function test_sixTapsAndTheTickLetThePinOut() {
        const control = make();
        for (const digit of "402913")
            mouseClick(find.button(control, digit));
        compare(control.count, 6);
        mouseClick(find.button(control, "Unlock"));
        compare(entered.count, 1);
        compare(entered.signalArguments[0][0], "402913");
        compare(control.count, 0);
    }

    function test_theKeyboardTypesThePin() {
        const control = make();
        for (const digit of "4029134")
            keyClick(digit);
        keyClick(Qt.Key_Backspace);
        compare(control.count, 6);
        keyClick(Qt.Key_Return);
        compare(entered.signalArguments[0][0], "402913");
    }

    function test_fiveDigitsAreTooFew() {
        const control = make();
        for (const digit of "40291")
            keyClick(digit);
        keyClick(Qt.Key_Return);
        verify(!find.button(control, "Unlock").enabled);
        compare(entered.count, 0);
    }

    function test_nothingIsTakenWhileItIsBusy() {
        const control = make();
        control.busy = true;
        keyClick("4");
        mouseClick(find.button(control, "5"));
        compare(control.count, 0);
    }

    function test_theDigitsAreNowhereToBeRead() {
        const control = make();
        for (const digit of "402913")
            keyClick(digit);
        verify(!JSON.stringify(find.spoken(control)).includes("402913"));
        verify(control["pin"] === undefined);
    }

    function test_theNumbersStayInPlaceWhenMirrored() {
        const control = make();
        Theme.mirrored = true;
        verify(find.button(control, "1").x < find.button(control, "3").x);
        Theme.mirrored = false;
    }

    function test_everyKeyIsBigEnough() {
        const control = make();
        for (const name of ["1", "0", "Erase the last digit", "Unlock"]) {
            verify(find.button(control, name).height >= Units.touch, name);
            verify(find.button(control, name).width >= Units.touch, name);
        }
    }
}
