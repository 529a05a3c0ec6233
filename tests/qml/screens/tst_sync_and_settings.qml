import QtQuick
import QtTest
import Waymark.Screens

// What is saved where, how the device shows things, and words for what went wrong.
ScreenCase {
    name: "SyncAndSettings"

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

    Component {
        id: settingsScreen

        SettingsScreen {
        }
    }

    function test_theSyncScreenTellsEachRecord() {
        show(syncScreen);
        verify(find.row(screen, "Register: Chloe Reid, 10:02 · You may not mark people at this place., Set aside"));
        tap("syncNowButton");
        compare(asked(), "sync.syncNow()");
    }

    function test_aMuchSmallerCopyIsTakenOnlyWhenSomebodySaysSo() {
        show(syncScreen);
        verify(!control("smallerCopyBanner"));
        app.sync.stopped = true;
        verify(find.any(screen, "Many records are gone at the service"));
        verify(!control("takeSmallerButton"), "a volunteer is only told");
        app.sync.mayTakeSmaller = true;
        tap("takeSmallerButton");
        tap("keepLargerButton");
        verify(asked() !== "sync.takeSmaller()");
        tap("takeSmallerButton");
        tap("confirmSmallerButton");
        compare(asked(), "sync.takeSmaller()");
    }

    function test_whatWasSetAsideIsSentAgainByATap() {
        show(syncScreen);
        tap("sendAgainButton");
        compare(asked(), "sync.sendAgain()");
        app.sync.setAside = 0;
        verify(!control("sendAgainButton"));
    }

    function test_settingsChangeAtOnce() {
        show(settingsScreen);
        tap("mirrorSwitch");
        verify(app.settings.mirrored);
        const large = find.radio(screen, "200 %");
        tapItem(large);
        compare(app.settings.textScale, 2);
        tap("venue_venue-2");
        compare(asked(), "chooseVenue(venue-2)");
    }

    function test_whatWentWrongIsSaid() {
        show(todayScreen);
        verify(!control("errorBanner"));
        app.error = "This device is full.";
        verify(find.any(screen, "This device is full."));
    }
}
