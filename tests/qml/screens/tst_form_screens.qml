import QtQuick
import QtTest
import Waymark.Screens
import Waymark.ViewModels

// Pages with several questions, repeats, and the preview.
ScreenCase {
    name: "FormScreens"

    Component {
        id: handOverScreen

        HandOverScreen {
        }
    }

    Component {
        id: previewMaker

        PreviewModel {
        }
    }

    Component {
        id: previewScreen

        PreviewScreen {
            width: 400
            height: 760
        }
    }

    readonly property var household: [
        { key: "/data/home", entry: "heading", text: "Your home" },
        { key: "/data/home/rooms", entry: "question", kind: "number", text: "How many rooms?", message: "Between 1 and 49, please.", value: "77" },
        { key: "/data/home/garden", entry: "question", kind: "choice", text: "Is there a garden?", choices: [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }] },
        { key: "/data/child[1]", entry: "occurrence", text: "Child 1", byHand: true },
        { key: "/data/child", entry: "add", text: "Child", occurrences: [{ key: "/data/child[1]", text: "Child 1", index: 3 }] }
    ]

    function test_aPageHoldsSeveralQuestionsWithTheirMessages() {
        app.questionnaire.page = household;
        show(handOverScreen);
        verify(find.any(screen, "Your home"));
        verify(find.any(screen, "Between 1 and 49, please."));
        tap("choice_yes");
        compare(asked(), "questionnaire.answer(/data/home/garden, yes)");
    }

    function test_whatWasTypedIsKeptBeforeGoingOn() {
        app.questionnaire.page = household;
        show(handOverScreen);
        type("answerField", "8");
        tap("nextButton");
        verify(asked().startsWith("questionnaire.answer(/data/home/rooms, 778)"), asked());
    }

    function test_occurrencesAreAddedTakenAwayAndPutBack() {
        app.questionnaire.page = household;
        show(handOverScreen);
        tap("addAnother");
        tap("open_1");
        tap("takeAway");
        tap("takeAway_1");
        verify(control("putBack"));
        tapItem(find.button(screen, "Put it back"));
        compare(asked(), "questionnaire.addTo(/data/child) questionnaire.goTo(3) questionnaire.takeAway(/data/child[1]) questionnaire.takeAway(/data/child[1]) questionnaire.putBack()");
    }

    readonly property var longPage: Array.from({ "length": 12 }, (unused, index) => ({
        key: "/data/q" + index, entry: "question", kind: "text", text: "Question " + index
    }))

    function test_aPageStaysWhereItIsAtAnAnswerAndTheNextBeginsAtItsTop_data() {
        return [{ tag: "asked" }, { tag: "in a preview" }];
    }

    function test_aPageStaysWhereItIsAtAnAnswerAndTheNextBeginsAtItsTop(data) {
        const preview = data.tag === "in a preview";
        const form = preview ? previewMaker.createObject(this) : app.questionnaire;
        form.page = longPage;
        form.count = 2;
        if (preview) {
            screen = createTemporaryObject(previewScreen, this, { form: form });
            waitForRendering(screen);
        } else {
            show(handOverScreen);
        }
        screen.scroller.contentY = 300;
        // As the app's own model does, which has one signal for everything that it says.
        form.indexChanged();
        form.atReviewChanged();
        compare(screen.scroller.contentY, 300);
        form.next();
        compare(screen.scroller.contentY, 0);
        screen.scroller.contentY = 300;
        form.next();
        verify(form.atReview);
        compare(screen.scroller.contentY, 0);
    }

    function test_theQuestionThatIsWrongGetsTheKeyboard() {
        app.questionnaire.page = household;
        show(handOverScreen);
        app.questionnaire.stayed("/data/home/rooms");
        tryVerify(() => control("answerField").activeFocus || find.editor(screen, "How many rooms?").activeFocus);
    }

    function test_aDraftIsMarkedOnEveryPage() {
        app.questionnaire.watermark = "Draft: these answers do not count";
        show(handOverScreen);
        verify(control("watermark"));
        verify(find.spoken(screen).join("|").includes("Draft: these answers do not count"));
    }

    function test_theReviewLeadsToWhatIsNeededAndWaitsForIt() {
        app.questionnaire.atReview = true;
        app.questionnaire.mayFinish = false;
        app.questionnaire.unanswered = [{ index: 2, key: "/data/town", text: "Which town?", message: "Please say which town.", needed: true }];
        show(handOverScreen);
        verify(!control("finishButton").enabled);
        tap("unanswered_2");
        compare(asked(), "questionnaire.goTo(2)");
    }

    function test_aPreviewShowsTheSamePagesAndEndsWithNothingKept() {
        const form = previewMaker.createObject(this, { count: 2, problems: ["row 3: a map is not shown (the question is shown without it)"] });
        screen = createTemporaryObject(previewScreen, this, { form: form });
        waitForRendering(screen);
        verify(find.control(screen, "watermark"));
        mouseClick(find.control(screen, "problemsButton"));
        tryVerify(() => find.any(screen, "row 3: a map is not shown (the question is shown without it)"));
        mouseClick(find.control(screen, "problemsButton"));
        tapItem(find.control(screen, "choice_4"));
        compare(form.value, "4");
        tapItem(find.control(screen, "nextButton"));
        tapItem(find.control(screen, "nextButton"));
        tapItem(find.control(screen, "finishButton"));
        verify(find.control(screen, "thanks"));
        tapItem(find.control(screen, "againButton"));
    }
}
