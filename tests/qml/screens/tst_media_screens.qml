import QtQuick
import QtTest
import Waymark.Screens

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
