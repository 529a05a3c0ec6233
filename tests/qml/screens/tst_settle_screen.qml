import QtQuick
import QtTest
import Waymark.Screens

// Settling what two people wrote: by one tap, by writing what is right, and taking it back.
ScreenCase {
    name: "Settle"

    Component {
        id: settleScreen

        SettleScreen {
        }
    }

    Component {
        id: todayScreen

        TodayScreen {
        }
    }

    Component {
        id: syncScreen

        SyncScreen {
        }
    }

    function test_whatWaitsIsFoundFromTodayAndFromTheSyncScreen() {
        show(todayScreen);
        tap("settleRow");
        show(syncScreen);
        tap("settleRow");
        compare(asked(), "setPlace(settle) setPlace(settle)");
        app.settle.open = 0;
        verify(!control("settleRow"));
    }

    function test_bothValuesAreThereWithWhoAndWhen() {
        show(settleScreen);
        verify(find.any(screen, "Amina Hussain"));
        compare(control("kept_conflict-1").Accessible.name, "This is right: late, 10 minutes. Written by Samina Demo, 10:14");
        compare(control("other_conflict-1").Accessible.name, "This is right: away, told us. Written by Dave Demo, 10:02");
        const left = control("kept_conflict-1").mapToItem(screen, 0, 0), right = control("other_conflict-1").mapToItem(screen, 0, 0);
        compare(left.y, right.y);
        verify(left.x < right.x);
    }

    function test_oneTapSettles() {
        show(settleScreen);
        tap("kept_conflict-1");
        tap("other_conflict-2");
        compare(asked(), "settle.keep(conflict-1) settle.takeOther(conflict-2)");
    }

    function test_neitherIsRightSoSomethingElseIsChosen() {
        show(settleScreen);
        tap("write_conflict-1");
        verify(!control("saveRightButton").enabled);
        tap("right_absent_told");
        tap("saveRightButton");
        compare(asked(), "settle.write(conflict-1, absent_told)");
    }

    function test_neitherIsRightSoSomethingElseIsWritten() {
        show(settleScreen);
        tap("write_conflict-2");
        const field = control("rightField");
        compare(field.text, "B27 6RR");
        tapItem(field);
        keyClick(Qt.Key_End);
        keyClick(Qt.Key_Backspace);
        keyClick("T");
        tap("saveRightButton");
        compare(asked(), "settle.write(conflict-2, B27 6RT)");
    }

    function test_whatWasSettledCanBeTakenBack() {
        show(settleScreen);
        verify(!control("kept_conflict-4"));
        tap("undoSettled_conflict-4");
        compare(asked(), "settle.undo(conflict-4)");
    }

    function test_whoMayNotChangeTheValueMayOnlyKeepIt() {
        app.settle.setProperty(0, "mayTake", false);
        app.settle.setProperty(0, "writing", "");
        show(settleScreen);
        verify(!control("other_conflict-1").enabled);
        verify(!control("write_conflict-1"));
        verify(find.any(screen, "Only your coordinator can put the other one in its place."));
        tap("kept_conflict-1");
        compare(asked(), "settle.keep(conflict-1)");
    }

    function test_nothingToSettleIsSaid() {
        app.settle.clear();
        show(settleScreen);
        verify(find.any(screen, "Nothing to settle"));
    }
}
