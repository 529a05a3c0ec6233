import QtQuick
import QtTest
import Waymark.Screens

// The answers of a questionnaire that is finished, and the way to them.
ScreenCase {
    name: "AnswersScreen"

    Component {
        id: answersScreen

        AnswersScreen {
        }
    }

    Component {
        id: personScreen

        PersonScreen {
        }
    }

    readonly property string dot: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"

    function says(words) {
        return find.spoken(screen).join("|").includes(words);
    }

    function test_aQuestionnaireOfAPersonOpensItsAnswers() {
        show(personScreen);
        tap("response_response-1");
        compare(asked(), "answers.open(response-1) setPlace(answers)");
    }

    function test_earlierAnswersWaitForTheNextOnes() {
        app.person.questionnaires = app.person.questionnaires.map(one => Object.assign({}, one, { waits: true }));
        show(personScreen);
        verify(says("14 January 2025. Can be read when the next answers are in"));
        tap("response_response-1");
        compare(asked(), "");
    }

    function test_whatSomebodyAnsweredVeryLowIsSaidOnTheirPage() {
        show(personScreen);
        verify(!control("personPrompts"));
        app.person.prompts = ["I feel safe here. (14 January 2025)"];
        verify(find.any(screen, "Please talk with them about this. I feel safe here. (14 January 2025)"));
    }

    function test_eachQuestionStandsWithItsAnswer() {
        show(answersScreen);
        verify(says("Which town?") && says("Leeds") && says("Household · Person 2"));
        compare(find.nameless(screen), []);
        keyClick(Qt.Key_Escape);
        compare(asked(), "setPlace(person)");
    }

    function test_aPictureThatIsNotHereIsSaidToComeAndThenShown() {
        show(answersScreen);
        verify(says("The picture is not on this device yet. It comes with the next sync."));
        compare(control("answerPicture"), null);
        app.answers.media.pictures = { "ab12": dot };
        app.answers.answers = app.answers.answers.map(one => Object.assign({}, one, { state: "" }));
        tryVerify(() => control("answerPicture") !== null);
        verify(find.any(screen, "A photo of the room: there is a picture"));
        verify(!says("It comes with the next sync."));
    }

    function test_aSoundIsPlayedAndStopped() {
        show(answersScreen);
        tap("playAnswer_2");
        verify(find.button(screen, "Stop playing: Say it in your own words"));
        tap("playAnswer_2");
        compare(asked(), "answers.play(/data/sound) answers.play(/data/sound)");
        verify(find.button(screen, "Play: Say it in your own words"));
    }

    function test_withoutAnswersItIsSaid() {
        app.answers.answers = [];
        show(answersScreen);
        verify(says("No answers to show"));
    }
}
