import QtQuick
import QtTest
import Waymark.Screens
import Waymark.ViewModels

// Choosing a questionnaire, answering it, handing over and taking back.
ScreenCase {
    name: "QuestionnaireScreens"

    Component {
        id: personScreen

        PersonScreen {
        }
    }

    Component {
        id: questionnaireStartScreen

        QuestionnaireStartScreen {
        }
    }

    Component {
        id: handOverScreen

        HandOverScreen {
        }
    }

    function test_aQuestionIsReadAloudWhenAsked() {
        app.questionnaire.handedOver = true;
        show(handOverScreen);
        tap("readAloudButton");
        compare(app.calls[0], "reader.toggle()");
        verify(find.button(screen, "Stop reading"));
        tap("readAloudButton");
        verify(find.button(screen, "Read aloud"));
        app.reader.problem = "This device could not make a sound.";
        verify(control("readAloudProblem"));
        app.reader.offered = false;
        verify(!control("readAloudButton"), "no voice, no button");
    }

    function test_aPersonCanBeAsked() {
        show(personScreen);
        tap("questionnaireButton");
        compare(app.place, "questionnaireStart");
    }

    function test_whereNothingIsSuggestedItSaysWhatToAnswerFirst() {
        app.questionnaire.suggestedPoint = "";
        show(questionnaireStartScreen);
        tap("instrument_my_path");
        compare(control("startButton").text, "First: when is this?");
        verify(!control("startButton").enabled);
        tap("point_exit");
        verify(control("startButton").text.startsWith("Start"));
        verify(control("startButton").enabled);
    }

    function test_theQuestionnaireStartsWithWhatWasChosen() {
        show(questionnaireStartScreen);
        verify(!control("startButton").enabled);
        tap("instrument_family_steps");
        tap("help_read_aloud");
        tap("startButton");
        verify(asked().includes("questionnaire.start(family_steps, person-8, exit, parent, read_aloud, true)"), asked());
    }

    function test_theWorkerCanHoldTheDevice() {
        show(questionnaireStartScreen);
        tap("instrument_family_steps");
        tap("point_baseline");
        tap("askChoice");
        tap("startButton");
        verify(asked().includes("questionnaire.start(family_steps, person-8, baseline, parent, none, false)"), asked());
    }

    function test_aQuestionnaireIsAnsweredReviewedAndFinished() {
        app.questionnaire.handedOver = true;
        app.questionnaire.count = 2;
        show(handOverScreen);
        tap("choice_4");
        tap("nextButton");
        tap("skipButton");
        tap("nextButton");
        tap("finishButton");
        compare(asked(), "questionnaire.answer(q4, 4) questionnaire.next() questionnaire.answerMissing(q4, skipped) questionnaire.next() questionnaire.finish()");
        verify(control("thanks"));
    }

    function test_handOverShowsNothingOfTheAppAndEndsWithThePin() {
        app.stage = App.HandOver;
        app.questionnaire.handedOver = true;
        show(handOverScreen);
        verify(!control("syncButton"));
        verify(!control("lockButton"));
        verify(!control("leaveButton"));
        const words = find.spoken(screen).join("|");
        verify(!words.includes("Acocks Green Library"));
        verify(!words.includes("Nadia"));
        keyClick(Qt.Key_Escape);
        compare(asked(), "");
        tap("endHandOverButton");
        tryVerify(() => control("pinDone"));
        for (const digit of "402913")
            keyClick(digit);
        keyClick(Qt.Key_Return);
        compare(asked(), "questionnaire.endHandOver(402913)");
    }

    function test_whatWasNotSavedIsSaidOnThePage() {
        app.stage = App.HandOver;
        app.questionnaire.handedOver = true;
        show(handOverScreen);
        verify(!control("notSaved"));
        app.questionnaire.problem = "This was not saved: the device is full. Please show this to Samina.";
        tryVerify(() => control("notSaved") !== null);
        verify(find.any(screen, app.questionnaire.problem));
        // The worker's PIN has words of its own.
        tap("endHandOverButton");
        tryVerify(() => control("pinDone"));
        verify(!control("notSaved"));
        keyClick(Qt.Key_Escape);
        tryVerify(() => control("notSaved") !== null);
        app.questionnaire.problem = "";
        verify(!control("notSaved"));
    }

    function test_theEndSaysWhatBecameOfTheAnswers_data() {
        return [
            { tag: "asked", handedOver: false, trial: false, words: "The answers are saved on this device." },
            { tag: "handed over", handedOver: true, trial: false, words: "Your answers are saved. Please give the device back to " },
            { tag: "a draft that was tried", handedOver: false, trial: true, words: "This was a draft, to try: nothing was kept." },
            { tag: "a draft, handed over", handedOver: true, trial: true, words: "This was a draft, to try: nothing was kept. Please give the device back to " }
        ];
    }

    function test_theEndSaysWhatBecameOfTheAnswers(data) {
        app.questionnaire.handedOver = data.handedOver;
        app.questionnaire.trial = data.trial;
        app.questionnaire.finished = true;
        show(handOverScreen);
        compare(control("endWords").text, data.words + (data.handedOver ? app.userName + "." : ""));
    }

    function test_whoeverAsksCanLeaveAndComeBack() {
        show(handOverScreen);
        tap("leaveButton");
        compare(asked(), "questionnaire.leave()");
    }

    function test_earlierAnswersShowOnlyAfterTheNewOnes() {
        show(handOverScreen);
        app.questionnaire.previous = [{ point: "start", dateText: "14 January 2025", scoreText: "3.4 of 5", isNew: false }];
        verify(!find.any(screen, "3.4 of 5"));
        app.questionnaire.finished = true;
        verify(find.any(screen, "3.4 of 5"));
        tap("doneButton");
        compare(asked(), "questionnaire.leave()");
    }
}
