import QtQuick
import QtTest
import Waymark.Screens

// What somebody agreed to: seen on their page, written down with two taps, and kept to.
ScreenCase {
    name: "Consents"

    Component {
        id: personScreen

        PersonScreen {
        }
    }

    Component {
        id: startScreen

        QuestionnaireStartScreen {
        }
    }

    function test_theirPageSaysWhatTheySaidNoTo() {
        show(personScreen);
        verify(find.any(screen, "Said no to"));
        verify(find.row(screen, "photos, no longer"));
        verify(find.row(screen, "questionnaires, yes"));
    }

    function test_aYesAndANoAreWrittenDown() {
        show(personScreen);
        tap("consent_photo");
        tap("consentYes");
        tap("consent_take_part");
        tap("givenBy_self");
        tap("consentNo");
        compare(asked(), "person.sayConsent(photo, true, parent) person.sayConsent(take_part, false, self)");
    }

    function test_aVolunteerSeesTheNoAndWritesNothing() {
        app.person.mayAskConsent = false;
        show(personScreen);
        verify(find.any(screen, "Said no to"));
        verify(!control("consent_photo"));
    }

    function test_whoSaidNoToQuestionnairesIsAskedNone() {
        app.questionnaire.declined = true;
        show(startScreen);
        tap("instrument_family_steps");
        verify(find.any(screen, "They said no to questionnaires"));
        verify(!control("startButton").enabled);
    }
}
