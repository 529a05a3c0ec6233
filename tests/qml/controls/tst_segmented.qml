import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls

TestCase {
    id: testCase
    name: "Segmented"
    when: windowShown
    width: 700
    height: 400
    visible: true

    Component {
        id: maker

        Segmented {
            width: 600
            label: "Who answers"
            options: ["Parent", "Child", "Worker"]
            currentIndex: 0
        }
    }

    SignalSpy {
        id: activated
        signalName: "activated"
    }

    function cleanup() {
        Theme.textScale = 1;
    }

    function test_aClickChooses() {
        const control = createTemporaryObject(maker, testCase);
        activated.clear();
        activated.target = control;
        mouseClick(find.radio(control, "Worker"));
        compare(control.currentIndex, 2);
        compare(activated.signalArguments[0][0], 2);
        verify(find.checked(find.radio(control, "Worker")));
        verify(!find.checked(find.radio(control, "Parent")));
    }

    function test_arrowsMoveTheChoice() {
        const control = createTemporaryObject(maker, testCase);
        find.radio(control, "Parent").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        compare(control.currentIndex, 1);
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);
        compare(control.currentIndex, 0);
    }

    function test_largeTextStacksTheOptions() {
        const control = createTemporaryObject(maker, testCase, { width: 320 });
        verify(!control.stacked);
        Theme.textScale = 2;
        tryVerify(() => control.stacked);
        tryVerify(() => find.radio(control, "Worker").y > find.radio(control, "Parent").y);
    }
}
