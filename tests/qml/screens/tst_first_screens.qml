import QtQuick
import QtTest
import Waymark.Screens
import Waymark.ViewModels

// Setting up, joining, choosing a PIN, unlocking.
ScreenCase {
    name: "FirstScreens"

    Component {
        id: enrolScreen

        EnrolScreen {
        }
    }

    Component {
        id: joinScreen

        JoinScreen {
        }
    }

    Component {
        id: choosePinScreen

        ChoosePinScreen {
        }
    }

    Component {
        id: lockScreen

        LockScreen {
        }
    }

    function test_theDeviceIsSetUpWithAddressAndCode() {
        app.serviceUrl = "";
        show(enrolScreen);
        verify(!control("enrolButton").enabled);
        type("serviceField", "http://127.0.0.1:8470");
        type("codeField", "ab12");
        tap("enrolButton");
        compare(asked(), "enrol(http://127.0.0.1:8470, ab12)");
    }

    function test_aWorkerJoinsWithReturn() {
        show(joinScreen);
        type("joinCodeField", "xy99");
        keyClick(Qt.Key_Return);
        compare(asked(), "join(xy99)");
        tap("cancelButton");
        compare(app.calls[1], "cancelJoin()");
    }

    function test_theCodeIsScanned_data() {
        return [{ tag: "of a device", maker: enrolScreen, stage: App.Enrol }, { tag: "of a person", maker: joinScreen, stage: App.Join }];
    }

    function test_theCodeIsScanned(data) {
        app.stage = data.stage;
        show(data.maker);
        tap("scanCodeButton");
        tryVerify(() => control("viewfinder") !== null);
        app.media.advice = "That is not a code from Waymark.";
        compare(control("scanAdvice").text, "That is not a code from Waymark.");
        // As when the right one was read.
        app.media.note("", "");
        tryVerify(() => control("viewfinder") === null);
        compare(asked(), "scanCode()");
        tap("scanCodeButton");
        tryVerify(() => control("viewfinder") !== null);
        keyClick(Qt.Key_Escape);
        tryVerify(() => control("viewfinder") === null);
        compare(app.calls[2], "media.stop(" + (data.stage === App.Join ? "person" : "device") + ")");
    }

    function test_withoutACameraNoScanIsOffered() {
        app.media.hasCamera = false;
        show(enrolScreen);
        verify(!control("scanCodeButton"));
        app.media.problem = "There is no camera on this device.";
        verify(find.any(screen, "There is no camera on this device."));
    }

    function test_whileACodeIsBeingAskedForNoneIsScanned() {
        app.busy = true;
        show(joinScreen);
        verify(!control("scanCodeButton").enabled);
    }

    function test_thePinIsEnteredTwice() {
        show(choosePinScreen);
        for (const digit of "402913")
            tap("pinKey" + digit);
        tap("pinDone");
        compare(asked(), "");
        for (const digit of "402914")
            keyClick(digit);
        keyClick(Qt.Key_Return);
        compare(asked(), "choosePin(402913, 402914)");
    }

    function test_aNameAndAPinUnlock() {
        show(lockScreen);
        verify(!control("pinDone"));
        tap("worker_user-2");
        for (const digit of "123456")
            keyClick(digit);
        tap("pinDone");
        compare(asked(), "unlock(user-2, 123456)");
    }

    function test_afterAWrongPinThePadWaits() {
        app.retryAfterSeconds = 4;
        show(lockScreen);
        tap("worker_user-1");
        verify(!control("pinKey1").enabled);
        verify(find.any(screen, "That PIN is not right. You can try again in 4 s."));
    }
}
