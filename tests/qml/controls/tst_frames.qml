import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls

TestCase {
    id: testCase
    name: "Frames"
    when: windowShown
    width: 400
    height: 700
    visible: true

    Component {
        id: header

        PageHeader {
            width: 360
            title: "Today"
            who: "Samina"
            where: "Acocks Green Library"
            sync: SyncSign.Waiting
            since: "10:12"
            canGoBack: true
            hasWorry: true
        }
    }

    Component {
        id: banner

        Banner {
            width: 360
            title: "No signal"
            text: "12 records are saved on this tablet."
            action: "Try now"
        }
    }

    Component {
        id: undo

        UndoBar {
            width: 360
            secondsLeft: 7
        }
    }

    Component {
        id: sheet

        Sheet {
            title: "Late by how much?"

            ActionButton {
                text: "10 minutes"
            }
        }
    }

    Component {
        id: empty

        EmptyState {
            width: 360
            title: "No sessions today"
            text: "They show here on their day."
            action: "Start a session"
        }
    }

    Component {
        id: trail

        Trail {
            width: 360
            steps: 12
            step: 4
        }
    }

    Component {
        id: status

        StatusSign {
            text: "Here"
            sign: Sign.Dot
            tone: Tone.Good
        }
    }

    Component {
        id: page

        Page {
            width: 360
            height: 300

            Repeater {
                model: 10

                ActionButton {
                    required property int index
                    text: "Button " + index
                }
            }
        }
    }

    Component {
        id: spyMaker

        SignalSpy {
        }
    }

    function spy(target, signalName) {
        return createTemporaryObject(spyMaker, testCase, { target: target, signalName: signalName });
    }

    function cleanup() {
        Theme.reducedMotion = false;
        Theme.textScale = 1;
    }

    function test_theHeaderSaysWhoWhereAndHowSafe() {
        const control = createTemporaryObject(header, testCase);
        verify(find.any(control, "Signed in: Samina, at Acocks Green Library"));
        const backs = spy(control, "back");
        const syncs = spy(control, "syncClicked");
        const worries = spy(control, "worried");
        mouseClick(find.any(control, "Back"));
        mouseClick(find.any(control, "Waiting since 10:12. Open what is waiting and what is safe"));
        mouseClick(find.any(control, "Worry"));
        compare([backs.count, syncs.count, worries.count], [1, 1, 1]);
    }

    function test_theHeaderKeepsItsWordsAt200Percent() {
        const control = createTemporaryObject(header, testCase);
        Theme.textScale = 2;
        verify(find.any(control, "Worry").width < control.width / 3);
    }

    function test_theBannerActs() {
        const control = createTemporaryObject(banner, testCase);
        compare(find.role(control), Accessible.AlertMessage);
        compare(control.Accessible.name, "No signal. 12 records are saved on this tablet.");
        const acts = spy(control, "acted");
        mouseClick(find.any(control, "Try now"));
        compare(acts.count, 1);
    }

    function test_undoIsThereWhileThereIsSomethingToUndo() {
        const control = createTemporaryObject(undo, testCase);
        const undone = spy(control, "undone");
        verify(!control.visible);
        control.text = "Amina is marked late";
        verify(control.visible);
        waitForRendering(control);
        mouseClick(find.button(control, "Undo: Amina is marked late"));
        compare(undone.count, 1);
    }

    function test_theSheetKeepsTheKeyboardAndEscapeCloses() {
        Theme.reducedMotion = true;
        const control = createTemporaryObject(sheet, testCase);
        control.open();
        tryVerify(() => control.opened);
        const button = find.any(control.contentItem, "10 minutes");
        verify(button);
        for (let turn = 0; turn < 4; ++turn)
            keyClick(Qt.Key_Tab);
        verify(control.activeFocus, "Tab stays inside");
        keyClick(Qt.Key_Escape);
        tryVerify(() => !control.visible);
    }

    function test_theEmptyStateOffersOneThing() {
        const control = createTemporaryObject(empty, testCase);
        const acts = spy(control, "acted");
        mouseClick(find.any(control, "Start a session"));
        compare(acts.count, 1);
    }

    function test_signsSpeakTheirWords() {
        compare(createTemporaryObject(trail, testCase).Accessible.name, "4 of 12");
        compare(createTemporaryObject(status, testCase).Accessible.name, "Here");
    }

    function test_thePageScrollsToWhatHasTheKeyboard() {
        const control = createTemporaryObject(page, testCase);
        const last = find.any(control, "Button 9");
        last.forceActiveFocus(Qt.TabFocusReason);
        tryVerify(() => {
            const top = last.mapToItem(control, 0, 0).y;
            return top >= 0 && top + last.height <= control.height;
        });
    }

    function test_aTapOnAButtonHalfInSightIsNotLost() {
        const control = createTemporaryObject(page, testCase);
        waitForRendering(control);
        const button = find.any(control, "Button 4");
        const top = button.mapToItem(control, 0, 0).y;
        verify(top < control.height && top + button.height > control.height, "its foot is out of sight");
        const clicks = spy(button, "clicked");
        const x = button.mapToItem(control, button.width / 2, 0).x;
        mousePress(control, x, top + 4);
        mouseMove(control, x + 1, top + 4);  // no finger is quite still
        mouseRelease(control, x + 1, top + 4);
        compare(clicks.count, 1);
    }
}
