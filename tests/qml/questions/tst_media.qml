import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions

// Photos and sounds as answers, by mouse and by keys: what is offered, what is asked for, and what is said.
TestCase {
    id: testCase
    name: "Media"
    when: windowShown
    width: 400
    height: 900
    visible: true

    Component {
        id: maker

        QuestionView {
            width: 340
            kind: "picture"
            text: "A photo of the room"
            missingOffered: []
            more: ({ "mayTake": true, "mayChoose": true })
            onWanted: what => testCase.wants.push(what)
        }
    }

    property var wants: []

    function make(properties) {
        wants = [];
        const view = createTemporaryObject(maker, testCase, properties);
        waitForRendering(view);
        return view;
    }

    function has(view, name) {
        return find.control(view, name) !== null;
    }

    function tap(view, name) {
        waitForRendering(view, 60);
        const item = find.control(view, name);
        verify(item, "there is a " + name);
        mouseClick(item);
    }

    function says(view, words) {
        return find.spoken(view).join("|").includes(words);
    }

    function test_aPhotoIsTakenOrChosen() {
        const view = make({});
        tap(view, "takePhoto");
        tap(view, "choosePicture");
        compare(wants.join(" "), "watch choose");
        verify(!has(view, "removePicture") && !has(view, "pictureFrame"));
    }

    function test_aPhotoThatIsThereIsShownTakenAgainAndRemoved() {
        const shown = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
        const view = make({ value: "a.jpg", media: { state: "", shown: shown } });
        tryCompare(find.control(view, "pictureShown"), "status", Image.Ready);
        verify(find.button(view, "Take another photo"));
        verify(find.button(view, "Choose another picture"));
        verify(find.any(view, "A photo of the room: there is a photo"));
        tap(view, "removePicture");
        compare(wants.join(" "), "remove");
    }

    function test_allOfItCanBeDoneWithTheKeyboard() {
        const view = make({ value: "a.jpg" });
        find.control(view, "takePhoto").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Return);
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Space);
        compare(wants.join(" "), "watch choose remove");
        verify(find.control(view, "takePhoto").activeFocus);
    }

    function test_afterAPhotoTheKeyboardIsBackAtItsButton() {
        const view = make({ media: { state: "" } });
        view.wanted.connect(what => view.media = { state: "watching" });
        find.control(view, "takePhoto").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        verify(!has(view, "takePhoto"));
        view.media = { state: "working" };
        view.value = "a.jpg";
        view.media = { state: "" };
        verify(find.control(view, "takePhoto").activeFocus);
    }

    function test_whoMayNotChooseReadsWhy() {
        const why = "Only something new can be given here: what else is on this device stays private.";
        const view = make({ more: { mayTake: true, mayChoose: false, onlyNew: why } });
        verify(has(view, "takePhoto") && !has(view, "choosePicture"));
        verify(says(view, why));
    }

    function test_withoutACameraOnlyFilesAreOfferedAndItIsSaid() {
        const view = make({ more: { mayTake: false, mayChoose: true } });
        verify(!has(view, "takePhoto") && has(view, "choosePicture"));
        verify(says(view, "There is no camera on this device."));
        verify(says(make({ kind: "audio", more: { mayTake: false, mayChoose: true } }), "There is no microphone on this device."));
    }

    function test_whatWentWrongIsSaidByTheQuestion() {
        verify(says(make({ media: { state: "", problem: "That file could not be opened. Choose another one." } }), "That file could not be opened."));
    }

    function test_nothingElseIsBegunWhileOneThingIsGoingOn_data() {
        return ["working", "elsewhere", "watching"].map(state => ({ tag: state }));
    }

    function test_nothingElseIsBegunWhileOneThingIsGoingOn(data) {
        const view = make({ value: "a.jpg", media: { state: data.tag } });
        verify(!has(view, "takePhoto") && !has(view, "choosePicture") && !has(view, "removePicture"));
        compare(says(view, "The photo is being made ready."), data.tag === "working");
    }

    function test_aSoundIsRecordedAndStoppedWithTheKeyboardStayingWithIt() {
        const view = make({ kind: "audio", media: { state: "" } });
        view.wanted.connect(what => {
            if (what === "record")
                view.media = { state: "recording", seconds: 0, mostSeconds: 300, level: 0.2 };
            if (what === "stop") {
                view.value = "a.ogg";
                view.media = { state: "" };
            }
        });
        verify(!has(view, "soundPanel"));
        find.control(view, "recordSound").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        view.media = { state: "recording", seconds: 67, mostSeconds: 300, level: 0.5 };
        compare(find.control(view, "soundWords").text, "Recording: 1:07 of 5:00");
        verify(!has(view, "recordSound") && !has(view, "chooseSound"));
        tryVerify(() => find.control(view, "stopSound").activeFocus);
        keyClick(Qt.Key_Space);
        compare(wants.join(" "), "record stop");
        tryVerify(() => find.control(view, "playSound").activeFocus);
        compare(find.control(view, "soundWords").text, "There is a recording.");
    }

    function test_aSoundIsPlayedAndStopped() {
        const view = make({ kind: "audio", value: "a.ogg", media: { state: "" } });
        tap(view, "playSound");
        view.media = { state: "playing", seconds: 12 };
        compare(find.control(view, "soundWords").text, "Playing: 0:12 long");
        verify(find.button(view, "Stop playing"));
        tap(view, "playSound");
        compare(wants.join(" "), "play stop");
    }

    function test_buttonsAreLargerForChildren() {
        verify(find.control(make({ childMode: true }), "takePhoto").height >= 64);
    }

    function test_aSignatureThatWasGivenIsShown() {
        const view = make({ kind: "signature", value: "a.png", media: { shown: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC" } });
        tryCompare(find.control(view, "signatureShown"), "status", Image.Ready);
    }

    function test_everyControlHasAName_data() {
        return [{ tag: "photo", kind: "picture", state: "" }, { tag: "recording", kind: "audio", state: "recording" }, { tag: "sound", kind: "audio", state: "" }];
    }

    function test_everyControlHasAName(data) {
        compare(find.nameless(make({ kind: data.kind, value: "a", media: { state: data.state } })), []);
    }
}
