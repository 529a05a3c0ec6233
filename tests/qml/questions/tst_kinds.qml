import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions

// Every kind that is more than tapping one of a list, by mouse and by keys. The view keeps what was answered, as the app's model does.
TestCase {
    id: testCase
    name: "Kinds"
    when: windowShown
    width: 780
    height: 1000
    visible: true

    Component {
        id: maker

        QuestionView {
            id: made
            width: 340
            kind: "text"
            text: "What is asked?"
            missingOffered: []
            onAnswered: value => {
                testCase.last = value;
                ++testCase.answers;
                made.value = value;
            }
        }
    }

    property var last: undefined
    property int answers: 0

    function make(properties) {
        last = undefined;
        answers = 0;
        const view = createTemporaryObject(maker, testCase, properties);
        waitForRendering(view);
        return view;
    }

    function control(view, name) {
        const item = find.control(view, name);
        verify(item, "there is a " + name);
        return item;
    }

    function tap(view, name) {
        waitForRendering(view, 60);
        mouseClick(control(view, name));
    }

    function type(view, name, text) {
        tap(view, name);
        for (const letter of text)
            keyClick(letter);
    }

    function fruits(count) {
        return ["Apple", "Banana", "Cherry", "Damson", "Elder", "Fig", "Grape", "Haw", "Ilama"].slice(0, count ?? 3)
            .map(word => ({ value: word.toLowerCase(), label: word, picture: "" }));
    }

    function test_severalAreChosenAndLeftAgain() {
        const view = make({ kind: "choices", choices: fruits() });
        tap(view, "choice_cherry");
        tap(view, "choice_apple");
        compare(last, "apple cherry");
        verify(find.checked(find.check(view, "Apple")));
        verify(!find.checked(find.check(view, "Banana")));
        tap(view, "choice_cherry");
        compare(last, "apple");
        control(view, "choice_apple").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Space);
        compare(last, "apple banana");
    }

    function test_columnsAreAsManyAsWereAskedForWhereTheyFit() {
        const view = make({ kind: "choice", style: "columns", choices: fruits(4), more: { columns: 2 } });
        const [first, second, third] = ["apple", "banana", "cherry"].map(name => control(view, "choice_" + name));
        tryVerify(() => first.y === second.y && third.y > first.y);
        mouseClick(third);
        compare(last, "cherry");
        Theme.textScale = 2;
        tryVerify(() => second.y > first.y);
        Theme.textScale = 1;
    }

    function test_aScaleIsAListOnAPhoneAndARowOnATablet() {
        const view = make({ kind: "choice", style: "likert", choices: fruits(5) });
        tryVerify(() => control(view, "choice_banana").y > control(view, "choice_apple").y);
        view.width = 760;
        tryVerify(() => control(view, "choice_elder").y === control(view, "choice_apple").y);
        control(view, "choice_apple").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Return);
        compare(last, "banana");
    }

    function test_choicesThatOpenCloseAgain() {
        const view = make({ kind: "choice", style: "minimal", choices: fruits() });
        verify(!find.control(view, "choice_apple"));
        tap(view, "openChoices");
        verify(!find.control(view, "searchChoices"), "three need no search");
        tap(view, "choice_banana");
        compare(last, "banana");
        verify(!find.control(view, "choice_apple"));
        verify(find.button(view, "Chosen: Banana. Open the choices"));
        keyClick(Qt.Key_Space);
        verify(find.control(view, "choice_apple"));
    }

    function test_manyChoicesAreSearchedAndWhatIsOutOfSightStaysChosen() {
        const view = make({ kind: "choices", style: "minimal", choices: fruits(9), value: "fig" });
        tap(view, "openChoices");
        type(view, "searchChoices", "an");
        verify(!find.control(view, "choice_fig"));
        tap(view, "choice_banana");
        compare(last, "banana fig");
    }

    function test_anOrderIsMadeByButtonsAndTheKeyboardStaysWithWhatMoved() {
        const view = make({ kind: "rank", choices: fruits() });
        compare(view.chosen, "");
        tap(view, "down_apple");
        compare(last, "banana apple cherry");
        verify(find.any(view, "2. Apple"));
        tryVerify(() => control(view, "down_apple").activeFocus);
        keyClick(Qt.Key_Space);
        compare(last, "banana cherry apple");
        verify(!control(view, "down_apple").enabled);
        tryVerify(() => control(view, "up_apple").activeFocus);
    }

    function test_anOrderThatIsRightIsSaidToBe() {
        const view = make({ kind: "rank", choices: fruits() });
        tap(view, "orderIsRight");
        compare(last, "apple banana cherry");
        verify(!find.control(view, "orderIsRight"));
    }

    function test_aRangeHasNoAnswerUntilItIsTouched() {
        const view = make({ kind: "range", more: { start: 0, end: 10, step: 2 } });
        compare(control(view, "rangeWords").text, "No answer yet: between 0 and 10");
        tap(view, "rangeMore");
        compare(last, "0");
        tap(view, "rangeMore");
        compare(last, "2");
        compare(control(view, "rangeWords").text, "2, between 0 and 10");
        tap(view, "rangeLess");
        tap(view, "rangeLess");
        compare(last, "0", "it ends at its end");
        const slider = control(view, "rangeSlider");
        mouseClick(slider, slider.width - 8, slider.height / 2);
        compare(last, "10");
        slider.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Left);
        compare(last, "8");
    }

    function test_aRangeOfHalvesKeepsItsDecimals() {
        const view = make({ kind: "range", more: { start: 1, end: 2, step: 0.1, decimals: true }, value: "1.2" });
        tap(view, "rangeMore");
        compare(last, "1.3");
    }

    function test_aRatingIsTapped() {
        const view = make({ kind: "range", style: "rating", more: { start: 1, end: 5, step: 1 } });
        tap(view, "choice_4");
        compare(last, "4");
    }

    function test_aNumberIsTyped() {
        const view = make({ kind: "number" });
        type(view, "answerField", "42");
        view.settle();
        compare(last, "42");
        compare(find.editor(view, "What is asked?").text, "42");
    }

    function test_aMaskedTextIsTypedUnseen() {
        const view = make({ kind: "text", style: "masked" });
        type(view, "answerField", "sparrow");
        tryCompare(testCase, "last", "sparrow");
        const field = control(view, "answerField");
        compare(field.displayText.length, 7);
        verify(field.displayText.indexOf("s") < 0, field.displayText);
    }

    function test_aLineIsToldWhenItIsDone() {
        const view = make({ kind: "text" });
        type(view, "answerField", "Leeds");
        compare(answers, 0);
        keyClick(Qt.Key_Return);
        compare(last, "Leeds");
    }

    function test_aBarcodeCanBeTyped() {
        const view = make({ kind: "barcode" });
        type(view, "answerField", "5012345");
        tryCompare(testCase, "last", "5012345");
    }

    function test_aDayIsTyped() {
        const view = make({ kind: "date" });
        type(view, "answerDate_day", "7");
        type(view, "answerDate_month", "3");
        type(view, "answerDate_year", "2019");
        compare(last, "2019-03-07");
    }

    // Puts other text in the place of what is in the box.
    function retype(view, name, text) {
        tap(view, name);
        keyClick(Qt.Key_A, Qt.ControlModifier);
        for (const letter of text)
            keyClick(letter);
    }

    function says(view, words) {
        return find.spoken(view).join("|").includes(words);
    }

    function test_aDayThatIsNoneTakesTheOneBeforeItAway() {
        const view = make({ kind: "date", value: "2019-03-07" });
        retype(view, "answerDate_day", "31");
        compare(last, "2019-03-31");
        retype(view, "answerDate_month", "2");
        compare(last, "");
        verify(says(view, "There is no such day."));
        retype(view, "answerDate_day", "28");
        compare(last, "2019-02-28");
        retype(view, "answerDate_year", "201");
        compare(last, "");
        control(view, "openCalendar").forceActiveFocus(Qt.TabFocusReason);
        verify(says(view, "This is not a whole day yet, so it is not kept."));
    }

    function test_aTimeThatIsNoneTakesTheOneBeforeItAway() {
        const view = make({ kind: "time", value: "09:30:00.000" });
        retype(view, "answerHour", "24");
        compare(last, "");
        verify(says(view, "No such hour"));
        retype(view, "answerHour", "8");
        compare(last, "08:30:00.000");
        retype(view, "answerMinute", "60");
        compare(last, "");
        verify(says(view, "No such minute"));
    }

    function test_aDayAndATimeThatAreNoneTakeTheOnesBeforeThemAway() {
        const view = make({ kind: "date_time", value: "2019-03-07T09:30:00.000" });
        retype(view, "answerHour", "24");
        compare(last, "");
        retype(view, "answerHour", "8");
        compare(last, "2019-03-07T08:30:00.000");
        retype(view, "answerDate_month", "13");
        compare(last, "");
    }

    function test_aMonthThatIsNoneIsSaid() {
        const view = make({ kind: "date", style: "month", value: "2019-03-01" });
        retype(view, "answerMonth", "13");
        compare(last, "");
        verify(says(view, "No such month"));
    }

    function test_aDayIsTappedInTheCalendar() {
        const view = make({ kind: "date", value: "2019-03-07" });
        tap(view, "openCalendar");
        compare(control(view, "monthName").text, "March 2019");
        tap(view, "laterMonth");
        compare(control(view, "monthName").text, "April 2019");
        waitForRendering(view);
        tap(view, "day_9");
        compare(last, "2019-04-09");
        verify(!find.control(view, "day_9"));
        tap(view, "openCalendar");
        control(view, "day_9").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(last, "2019-04-16");
    }

    function test_aMonthAndAYear_data() {
        return [{ tag: "month", style: "month", value: "2019-11-01" }, { tag: "year", style: "year", value: "2019-01-01" }];
    }

    function test_aMonthAndAYear(data) {
        const view = make({ kind: "date", style: data.style });
        if (data.style === "month")
            type(view, "answerMonth", "11");
        type(view, "answerYear", "2019");
        compare(last, data.value);
    }

    function test_aTimeIsTyped() {
        const view = make({ kind: "time" });
        type(view, "answerHour", "9");
        type(view, "answerMinute", "05");
        compare(last, "09:05:00.000");
        const other = make({ kind: "time" });
        type(other, "answerHour", "24");
        type(other, "answerMinute", "10");
        compare(last, undefined);
    }

    function test_aDayAndATimeAreOneAnswer() {
        const view = make({ kind: "date_time" });
        type(view, "answerDate_day", "7");
        type(view, "answerDate_month", "3");
        type(view, "answerDate_year", "2019");
        compare(last, undefined);
        type(view, "answerHour", "9");
        type(view, "answerMinute", "30");
        compare(last, "2019-03-07T09:30:00.000");
    }

    function test_aPlaceIsTwoNumbers() {
        const view = make({ kind: "place" });
        type(view, "answerLatitude", "52.5");
        type(view, "answerLongitude", "-1.9");
        compare(last, "52.5 -1.9 0 0");
        tap(view, "answerLatitude");
        keyClick(Qt.Key_A, Qt.ControlModifier);
        keyClick("9");
        keyClick("9");
        compare(last, "");
        verify(find.spoken(view).join("|").includes("No such latitude"));
    }

    function test_aSignatureIsDrawnTakenBackAndCleared() {
        const view = make({ kind: "signature" });
        const canvas = control(view, "signatureCanvas");
        mousePress(canvas, 40, 40);
        mouseMove(canvas, 90, 80);
        mouseMove(canvas, 160, 50);
        mouseRelease(canvas, 160, 50);
        tryVerify(() => String(last).startsWith("data:image/png;base64,"));
        const one = last;
        mousePress(canvas, 60, 100);
        mouseMove(canvas, 200, 100);
        mouseRelease(canvas, 200, 100);
        tryVerify(() => last !== one && String(last).length > 0);
        tap(view, "undoStroke");
        tryCompare(testCase, "last", one);
        tap(view, "clearSignature");
        tryCompare(testCase, "last", "");
    }

    function test_anAcknowledgementIsGivenAndTakenBack() {
        const view = make({ kind: "acknowledge" });
        tap(view, "choice_OK");
        compare(last, "OK");
        tap(view, "choice_OK");
        compare(last, "");
    }

    function test_aNoteAsksNothing() {
        const view = make({ kind: "note", text: "Take your time." });
        verify(find.any(view, "Take your time."));
        verify(!find.control(view, "answerField"));
        verify(!find.control(view, "instead"));
    }

    function test_whatCannotBeShownIsNamedAndWhatIsRefusedSaysWhy() {
        compare(control(make({ kind: "hologram" }), "instead").text, "This kind of question (hologram) cannot be shown here. You can go on.");
        compare(control(make({ kind: "place", refusal: "Not here." }), "instead").text, "Not here.");
    }

    function test_whatMayNotBeChangedIsShownInWords() {
        const view = make({ kind: "choice", choices: fruits(), value: "banana", readonly: true });
        compare(control(view, "fixedAnswer").text, "Banana");
        verify(!find.control(view, "choice_banana"));
    }

    function test_theMessageStandsByTheQuestionAndIsSpoken() {
        const view = make({ kind: "number", message: "Between 1 and 49, please." });
        verify(find.control(view, "message"));
        verify(find.spoken(view).join("|").includes("Between 1 and 49, please."));
    }

    function test_everyControlHasAName_data() {
        return ["text", "number", "choices", "rank", "range", "date", "time", "date_time", "signature", "place", "acknowledge", "barcode"].map(kind => ({ tag: kind }));
    }

    function test_everyControlHasAName(data) {
        compare(find.nameless(make({ kind: data.tag, choices: fruits() })), []);
    }
}
