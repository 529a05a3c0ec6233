import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions

// A place is found when somebody asks for it, and only then; it can always be typed.
TestCase {
    id: testCase
    name: "FindPlace"
    when: windowShown
    width: 780
    height: 1000
    visible: true

    property var answers: []

    Component {
        id: finders

        PlaceFinder {
            id: made
            width: 340
            words: "Find where I am"
            reader: Qt.resolvedUrl("FakeReader.qml")
            onFound: place => testCase.answers = testCase.answers.concat(place)
        }
    }

    Component {
        id: views

        QuestionView {
            id: view
            width: 340
            text: "Where is it?"
            missingOffered: []
            onAnswered: value => {
                testCase.answers = testCase.answers.concat(value);
                view.value = value;
            }
        }
    }

    function make(component, properties) {
        answers = [];
        const item = createTemporaryObject(component, testCase, properties);
        waitForRendering(item);
        return item;
    }

    function tap(view, name) {
        waitForRendering(view, 60);
        const item = find.control(view, name);
        verify(item, "there is a " + name);
        mouseClick(item);
    }

    function looking(properties) {
        const finder = make(finders, properties ?? {});
        verify(!find.control(finder, "fakeReader"), "nothing is read before somebody asks");
        tap(finder, "findPlace");
        tryVerify(() => find.control(finder, "fakeReader") !== null);
        compare(find.control(finder, "fakeReader").looks, 1);
        return finder;
    }

    function said(view) {
        return find.spoken(view).join("|");
    }

    function test_itLooksUntilItIsNearEnoughAndThenNoLonger() {
        const finder = looking();
        const reader = find.control(finder, "fakeReader");
        reader.tell(52.463416, -1.821128, 900);
        compare(answers.length, 0);
        verify(said(finder).includes("To within 900 metre"));
        reader.tell(52.463416, -1.821128, 40);
        compare(answers, ["52.463 -1.821 0 100"], "a street, not a door");
        tryVerify(() => !find.control(finder, "fakeReader"));
        verify(said(finder).includes("Found. To within 40 metre"));
        verify(said(finder).includes("not to the door"));
        tap(finder, "findPlace");
        tryVerify(() => find.control(finder, "fakeReader") !== null, 1000, "it can be asked again");
    }

    function test_whereTheOrganisationAllowsItAPlaceIsExact() {
        const finder = looking({ digits: 6, enough: 10 });
        find.control(finder, "fakeReader").tell(52.4634164, -1.8211281, 25);
        compare(answers.length, 0);
        find.control(finder, "fakeReader").tell(52.4634164, -1.8211281, 8.4);
        compare(answers, ["52.463416 -1.821128 0 9"]);
    }

    function test_whoCannotWaitTakesTheNearestSoFar() {
        const finder = looking();
        const reader = find.control(finder, "fakeReader");
        verify(!find.control(finder, "takePlace"));
        reader.tell(52.4, -1.8, 700);
        reader.tell(52.5, -1.9, 800);
        tap(finder, "takePlace");
        compare(answers, ["52.4 -1.8 0 700"]);
        verify(said(finder).includes("not very near"));
    }

    function test_howNearMayBeUnknown_data() {
        return [
            { tag: "a street is not told nearer than a street", digits: 3, kept: "100" },
            { tag: "an exact place", digits: 6, kept: "0" }
        ];
    }

    function test_howNearMayBeUnknown(data) {
        const finder = looking({ digits: data.digits });
        find.control(finder, "fakeReader").tell(52.4, -1.8, -1);
        verify(said(finder).includes("How near is not known."));
        tap(finder, "takePlace");
        compare(answers, ["52.4 -1.8 0 " + data.kept]);
    }

    // Each reading: how many milliseconds ago, by the device's clock, it was measured; NaN if it does not say.
    function test_aPlaceFromBeforeIsNotTaken_data() {
        const year = 365 * 24 * 3600 * 1000;
        return [
            { tag: "what the source knew last, from the family before", ago: [7200000], taken: false },
            { tag: "the same again", ago: [7200000, 7200000], taken: false },
            { tag: "one of this moment after it", ago: [7200000, 0], taken: true },
            { tag: "one of this moment at once", ago: [0], taken: true },
            { tag: "one of less than a minute ago", ago: [50000], taken: true },
            { tag: "one of more than a minute ago", ago: [70000], taken: false },
            { tag: "the device's clock is behind by a year: the first", ago: [-year], taken: false },
            { tag: "the device's clock is behind by a year: the next", ago: [-year, -year - 1000], taken: true },
            { tag: "the device's clock is ahead by a year: the next", ago: [year, year - 1000], taken: true },
            { tag: "an older one after the first", ago: [year, year + 1000], taken: false },
            { tag: "the clock was put back after what the source knew last", ago: [-7200000, 0], taken: true },
            { tag: "a source without times: the first", ago: [NaN], taken: false },
            { tag: "a source without times: the next", ago: [NaN, NaN], taken: true },
            { tag: "the first says no time, the next an old one", ago: [NaN, year], taken: false },
            { tag: "the first says an old time, the next none", ago: [year, NaN], taken: true }
        ];
    }

    function test_aPlaceFromBeforeIsNotTaken(data) {
        const finder = looking();
        for (const ago of data.ago)
            find.control(finder, "fakeReader").read(52.4, -1.8, 700, Date.now() - ago);
        compare(finder.best !== null, data.taken);
        finder.stop("");
        tap(finder, "findPlace");
        tryVerify(() => find.control(finder, "fakeReader") !== null);
        find.control(finder, "fakeReader").read(52.4, -1.8, 700, Date.now() - 7200000);
        compare(finder.best, null, "each look begins anew");
    }

    function test_aPlaceFromBeforeIsNotTakenWhenTheTimeIsUpEither() {
        const finder = looking({ seconds: 1 });
        find.control(finder, "fakeReader").read(52.4, -1.8, -1, Date.now() - 7200000);
        tryVerify(() => said(finder).includes("It took too long"));
        compare(answers.length, 0);
    }

    QtObject {
        id: otherApplication
        property int state: Qt.ApplicationActive
    }

    function test_itStopsWhenNobodySeesTheApp_data() {
        return [
            { tag: "suspended, as on a phone", state: Qt.ApplicationSuspended, behindSeconds: 3600, stops: true },
            { tag: "hidden", state: Qt.ApplicationHidden, behindSeconds: 3600, stops: true },
            { tag: "behind another window for long", state: Qt.ApplicationInactive, behindSeconds: 0, stops: true },
            { tag: "behind the system's question for a moment", state: Qt.ApplicationInactive, behindSeconds: 3600, stops: false },
            { tag: "in front", state: Qt.ApplicationActive, behindSeconds: 0, stops: false }
        ];
    }

    function test_itStopsWhenNobodySeesTheApp(data) {
        otherApplication.state = Qt.ApplicationActive;
        const finder = looking({ application: otherApplication, behindSeconds: data.behindSeconds });
        otherApplication.state = data.state;
        if (data.stops)
            tryVerify(() => said(finder).includes("It stopped looking when the app was put away."));
        otherApplication.state = Qt.ApplicationActive;
        compare(finder.looking, !data.stops);
        tryVerify(() => (find.control(finder, "fakeReader") === null) === data.stops);
    }

    function test_whoStopsGetsNothing() {
        const finder = looking();
        find.control(finder, "fakeReader").tell(52.4, -1.8, 700);
        tryVerify(() => find.control(finder, "stopFinding").activeFocus);
        keyClick(Qt.Key_Space);
        tryVerify(() => !find.control(finder, "fakeReader"));
        compare(answers.length, 0);
        verify(find.button(finder, "Find where I am"));
    }

    function test_itEndsWithPlainWords_data() {
        return [
            { tag: "the device knows of no places", fail: reader => reader.failed("none"), words: "This device cannot find where it is." },
            { tag: "it may not tell", fail: reader => reader.failed("refused"), words: "does not let the app find places" },
            { tag: "it takes too long", fail: () => {}, words: "It took too long" }
        ];
    }

    function test_itEndsWithPlainWords(data) {
        const finder = looking({ seconds: 1 });
        data.fail(find.control(finder, "fakeReader"));
        tryVerify(() => said(finder).includes(data.words));
        verify(!find.control(finder, "fakeReader"));
        compare(answers.length, 0);
    }

    function test_whenTheTimeIsUpTheNearestSoFarIsTaken() {
        const finder = looking({ seconds: 1 });
        find.control(finder, "fakeReader").tell(52.4, -1.8, 700);
        tryCompare(testCase, "answers", ["52.4 -1.8 0 700"]);
    }

    function test_withoutTheModuleForPlacesItSaysSo() {
        ignoreWarning(/Waymark.NotInstalled/);
        const finder = make(finders, { reader: Qt.resolvedUrl("BrokenReader.qml") });
        tap(finder, "findPlace");
        tryVerify(() => said(finder).includes("This device cannot find where it is."));
    }

    function test_theDevicesOwnReaderReadsAReceiver() {
        const recording = Qt.resolvedUrl("standing_still.nmea").toString().replace("file://", "");
        const view = make(views, { kind: "place", more: { digits: 6, readerProperties: { provider: "nmea", recording: recording } } });
        tap(view, "findPlace");
        tryVerify(() => answers.length === 1 || find.control(view, "takePlace") !== null, 10000);
        if (answers.length === 0)
            tap(view, "takePlace");
        verify(answers[0].startsWith("52.4634 -1.8211 0 "), answers[0]);
        tryCompare(find.control(view, "answerLatitude"), "text", "52.4634");
        compare(find.control(view, "answerLongitude").text, "-1.8211");
    }

    function test_whatWasFoundCanBeTypedOver() {
        const view = make(views, { kind: "place", value: "52.463 -1.821 0 100" });
        tap(view, "answerLatitude");
        keyClick(Qt.Key_A, Qt.ControlModifier);
        keyClick("5");
        keyClick("3");
        compare(answers[answers.length - 1], "53 -1.821 0 0", "and it is no longer said how near it is");
    }

    function test_aLineGrowsPointByPoint() {
        const view = make(views, { kind: "trace", value: "52.1 -1.1 0 100" });
        find.control(view, "placeFinder").found("52.2 -1.2 0 100");
        compare(view.value, "52.1 -1.1 0 100; 52.2 -1.2 0 100");
        tryVerify(() => said(view).includes("2 point"));
        tap(view, "takeBackPoint");
        compare(view.value, "52.1 -1.1 0 100");
        tap(view, "takeBackPoint");
        compare(view.value, "");
        verify(!find.control(view, "takeBackPoint"));
    }

    function test_anOutlineEndsWhereItBegins() {
        const view = make(views, { kind: "outline" });
        for (const point of ["1 1 0 0", "2 2 0 0", "3 1 0 0"])
            find.control(view, "placeFinder").found(point);
        compare(view.value, "1 1 0 0; 2 2 0 0; 3 1 0 0; 1 1 0 0");
        find.control(view, "placeFinder").found("2 0 0 0");
        compare(view.value, "1 1 0 0; 2 2 0 0; 3 1 0 0; 2 0 0 0; 1 1 0 0");
        tap(view, "takeBackPoint");
        compare(view.value, "1 1 0 0; 2 2 0 0; 3 1 0 0; 1 1 0 0");
    }

    function test_aLineCanBeTyped() {
        const view = make(views, { kind: "trace" });
        tap(view, "answerField");
        for (const letter of "1 2; 3 4")
            keyClick(letter);
        view.settle();
        compare(view.value, "1 2; 3 4");
    }
}
