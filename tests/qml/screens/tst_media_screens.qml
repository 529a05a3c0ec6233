import QtQuick
import QtTest
import Waymark.Screens
import Waymark.ViewModels

// Photos and sounds on the page of a questionnaire: the camera's sheet, the choice of a file, and who may have it.
ScreenCase {
    name: "MediaScreens"

    Component {
        id: handOverScreen

        HandOverScreen {
        }
    }

    readonly property string photo: "/data/photo"

    function page(more) {
        app.questionnaire.page = [Object.assign({ key: photo, entry: "question", kind: "picture", text: "A photo of the room", mayTake: true, mayChoose: true }, more)];
        show(handOverScreen);
    }

    function test_theCameraOpensTakesAPhotoAndCloses() {
        page({});
        tap("takePhoto");
        tryVerify(() => control("viewfinder") !== null);
        verify(control("shootButton").activeFocus);
        tap("shootButton");
        tryVerify(() => control("shootButton") === null);
        compare(asked(), "questionnaire.use(/data/photo, watch) questionnaire.use(/data/photo, shoot)");
    }

    function test_theCameraCanBeOpenedAgain() {
        page({});
        for (let time = 0; time < 2; ++time) {
            tap("takePhoto");
            tryVerify(() => control("shootButton") !== null);
            tap("shootButton");
            tryVerify(() => control("shootButton") === null);
        }
    }

    function test_whoClosesTheCameraTakesNothing() {
        page({});
        tap("takePhoto");
        tryVerify(() => control("shootButton") !== null);
        keyClick(Qt.Key_Escape);
        tryVerify(() => control("shootButton") === null);
        compare(asked(), "questionnaire.use(/data/photo, watch) questionnaire.use(/data/photo, stop)");
    }

    function test_nothingCanBeTakenBeforeTheCameraSees() {
        page({});
        tap("takePhoto");
        tryVerify(() => control("shootButton") !== null);
        app.questionnaire.media.seeing = false;
        verify(!control("shootButton").enabled);
        verify(find.any(screen.Window.contentItem, "The camera is starting"));
    }

    function card(more) {
        app.questionnaire.page = [Object.assign({ key: "/data/card", entry: "question", kind: "barcode", text: "The number on the card", mayTake: true }, more)];
        show(handOverScreen);
    }

    function test_theCameraLooksForACodeUntilOneWasRead() {
        card({});
        for (let time = 0; time < 2; ++time) {
            tap("scanCode");
            tryVerify(() => control("viewfinder") !== null);
            compare(control("scanAdvice").text, "Hold the code still in the middle, as large as fits.");
            app.questionnaire.media.advice = "There is more than one code in sight.";
            compare(control("scanAdvice").text, "There is more than one code in sight.");
            // As when one was read.
            app.questionnaire.media.note("", "");
            app.questionnaire.media.advice = "";
            tryVerify(() => control("viewfinder") === null);
        }
        compare(asked(), "questionnaire.use(/data/card, scan) questionnaire.use(/data/card, scan)");
    }

    function test_whoWouldRatherTypeClosesTheCamera_data() {
        return [{ tag: "the button" }, { tag: "the sign" }, { tag: "the key" }, { tag: "a tap beside it" }];
    }

    function test_whoWouldRatherTypeClosesTheCamera(data) {
        card({});
        tap("scanCode");
        tryVerify(() => control("typeInstead") !== null && control("typeInstead").activeFocus);
        if (data.tag === "the button")
            tap("typeInstead");
        else if (data.tag === "the sign")
            mouseClick(find.button(screen.Window.contentItem, "Close"));
        else if (data.tag === "the key")
            keyClick(Qt.Key_Escape);
        else
            mouseClick(screen, screen.width / 2, 4);
        tryVerify(() => control("viewfinder") === null);
        compare(asked(), "questionnaire.use(/data/card, scan) questionnaire.media.stop(/data/card)");
        verify(!find.control(screen.Window.contentItem, "pinPad"), "nobody leaves by it");
        compare(app.stage, App.Open);
    }

    function test_aCameraThatFailsClosesAndSaysSo() {
        card({});
        tap("scanCode");
        tryVerify(() => control("viewfinder") !== null);
        app.questionnaire.media.note("/data/card", "");
        app.questionnaire.media.problem = "The camera does not work just now.";
        tryVerify(() => control("viewfinder") === null);
        verify(find.any(screen, "The camera does not work just now."));
    }

    function test_oneOfTheNewestPicturesIsChosen() {
        page({});
        tap("choosePicture");
        tryVerify(() => control("file_1") !== null);
        tap("file_1");
        tryVerify(() => control("file_1") === null);
        compare(asked(), "questionnaire.choose(/data/photo, file:///home/samina/Pictures/doors.jpg)");
    }

    function test_whoChangesTheirMindChoosesNothing() {
        page({});
        for (let time = 0; time < 2; ++time) {
            tap("choosePicture");
            tryVerify(() => control("elsewhereButton") !== null);
            keyClick(Qt.Key_Escape);
            tryVerify(() => control("elsewhereButton") === null);
        }
        compare(asked(), "");
    }

    function test_aFileIsChosenInTheSystemsOwnDialog() {
        page({});
        tap("choosePicture");
        tryVerify(() => control("elsewhereButton") !== null);
        const dialog = find.dialog(screen, "fileDialog");
        verify(dialog);
        // As if it had been chosen in the dialog, which is the system's. Any file that is there.
        const file = Qt.resolvedUrl("ScreenCase.qml");
        dialog.currentFolder = Qt.resolvedUrl(".");
        dialog.selectedNameFilter.index = 1;
        dialog.selectedFile = file;
        tap("elsewhereButton");
        tryVerify(() => dialog.visible);
        dialog.accept();
        compare(asked(), "questionnaire.choose(/data/photo, " + file + ")");
    }

    function test_whatIsRemovedCanBePutBack() {
        page({ value: "a.jpg" });
        tap("removePicture");
        compare(asked(), "questionnaire.takeAway(/data/photo)");
        verify(find.any(screen, "It was taken away."));
    }

    function test_aSoundIsRecordedWhereItIsAsked() {
        page({ kind: "audio" });
        tap("recordSound");
        app.questionnaire.media.seconds = 7;
        tryCompare(control("soundWords"), "text", "Recording: 0:07 of 5:00");
        tap("stopSound");
        compare(asked(), "questionnaire.use(/data/photo, record) questionnaire.use(/data/photo, stop)");
    }

    function test_whileOneQuestionHasTheMicrophoneTheOthersWait() {
        app.questionnaire.page = ["one", "two"].map(key => ({ key: key, entry: "question", kind: "audio", text: "Say " + key, mayTake: true }));
        show(handOverScreen);
        app.questionnaire.use("one", "record");
        compare(find.control(control("entry_1"), "recordSound"), null);
        verify(find.control(control("entry_0"), "stopSound"));
    }
}
