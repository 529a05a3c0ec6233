import QtQuick
import QtTest
import Waymark.Screens
import Waymark.ViewModels

// Every screen and every sheet: whatever takes the keyboard has a name to speak.
ScreenCase {
    name: "Spoken"

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

    Component {
        id: todayScreen

        TodayScreen {
        }
    }

    Component {
        id: registerScreen

        RegisterScreen {
        }
    }

    Component {
        id: walkInScreen

        WalkInScreen {
        }
    }

    Component {
        id: headCountScreen

        HeadCountScreen {
        }
    }

    Component {
        id: signOffScreen

        SignOffScreen {
        }
    }

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

    Component {
        id: syncScreen

        SyncScreen {
        }
    }

    Component {
        id: settingsScreen

        SettingsScreen {
        }
    }

    Component {
        id: answersScreen

        AnswersScreen {
        }
    }

    Component {
        id: settleScreen

        SettleScreen {
        }
    }

    Component {
        id: worryScreen

        WorryScreen {
        }
    }

    Component {
        id: concernsScreen

        ConcernsScreen {
        }
    }

    Component {
        id: concernScreen

        ConcernScreen {
        }
    }

    Component {
        id: keysScreen

        KeysScreen {
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

    readonly property var makers: ({
            "EnrolScreen": enrolScreen, "JoinScreen": joinScreen, "ChoosePinScreen": choosePinScreen, "LockScreen": lockScreen,
            "TodayScreen": todayScreen, "RegisterScreen": registerScreen, "WalkInScreen": walkInScreen, "HeadCountScreen": headCountScreen,
            "SignOffScreen": signOffScreen, "PersonScreen": personScreen, "AnswersScreen": answersScreen,
            "QuestionnaireStartScreen": questionnaireStartScreen, "HandOverScreen": handOverScreen, "WorryScreen": worryScreen,
            "ConcernsScreen": concernsScreen, "ConcernScreen": concernScreen, "KeysScreen": keysScreen, "SyncScreen": syncScreen,
            "SettleScreen": settleScreen, "SettingsScreen": settingsScreen
        })

    function test_everyScreenAndSheetIsTriedHere() {
        const bases = ["FirstScreen", "WorkScreen"];
        const elsewhere = ["PreviewScreen"];  // below, by itself: it shows no app
        compare(Object.keys(makers).concat(bases, elsewhere).sort(), Array.from(find.files("Waymark/Screens", "*Screen.qml")).sort());
        const sheets = test_nothingIsNamelessOnASheet_data().map(one => one.sheet).filter(one => one !== undefined);
        compare(sheets.sort(), Array.from(find.files("Waymark/Screens", "*Sheet.qml")).sort());
    }

    function test_nothingThatTakesTheKeyboardIsNameless_data() {
        return Object.keys(makers).map(name => ({ tag: name, maker: makers[name] }));
    }

    function test_nothingThatTakesTheKeyboardIsNameless(data) {
        show(data.maker);
        compare(find.nameless(screen), []);
        verify(find.spoken(screen).length > 5);
    }

    // Each sheet, over the screen it belongs to: what is tapped, and what is there when it is open.
    function test_nothingIsNamelessOnASheet_data() {
        return [
            { tag: "a session more", sheet: "AddSessionSheet", maker: todayScreen, taps: ["addSessionButton"], there: "confirmAddSessionButton" },
            { tag: "a draft to throw away", sheet: "DiscardSheet", maker: todayScreen, taps: ["discard_draft-1"], there: "confirmDiscardButton" },
            { tag: "a person of the register", maker: registerScreen, taps: ["more_person-1"], there: "leftEarlyButton" },
            { tag: "all here except", sheet: "ExceptSheet", maker: registerScreen, taps: ["allHereButton"], there: "confirmAllHereButton" },
            { tag: "which feedback form", sheet: "FeedbackSheet", maker: registerScreen, taps: ["feedbackButton"], there: "feedback_support" },
            { tag: "whom to show", sheet: "FilterSheet", maker: registerScreen, taps: ["filterButton"], there: "filter_all" },
            { tag: "opened again", maker: registerScreen, taps: ["reopenButton"], there: "confirmReopenButton" },
            { tag: "what they agreed to", sheet: "ConsentSheet", maker: personScreen, taps: ["consent_photo"], there: "consentYes" },
            { tag: "the PIN after a hand-over", sheet: "PinSheet", maker: handOverScreen, taps: ["endHandOverButton"], there: "pinKey1" },
            { tag: "the camera", sheet: "CameraSheet", maker: handOverScreen, taps: ["takePhoto"], there: "shootButton" },
            { tag: "a code to read", sheet: "ScanSheet", maker: joinScreen, taps: ["scanCodeButton"], there: "typeInstead" },
            { tag: "something else is right", sheet: "WriteSheet", maker: settleScreen, taps: ["write_conflict-1"], there: "saveRightButton" }
        ];
    }

    function test_nothingIsNamelessOnASheet(data) {
        if (data.there === "confirmDiscardButton")
            app.questionnaire.drafts = [{ "key": "draft-1", "title": "Family Steps", "who": "Nadia Bashir", "savedText": "Half-filled, saved at 10:12" }];
        if (data.there === "confirmReopenButton") {
            app.register.canClose = false;
            app.register.canReopen = true;
        }
        if (data.there === "feedback_support")
            app.questionnaire.feedbackForms = [{ "id": "your_views", "title": "Your Views", "forWhom": "for anybody" }, { "id": "support", "title": "Your Views on support", "forWhom": "in private" }];
        if (data.there === "pinKey1")
            app.questionnaire.handedOver = true;
        if (data.there === "shootButton")
            app.questionnaire.page = [{ key: "p", entry: "question", kind: "picture", text: "A photo of the room", mayTake: true }];
        show(data.maker);
        for (const name of data.taps)
            tap(name);
        tryVerify(() => control(data.there) !== null);
        compare(find.nameless(screen.Window.contentItem), []);
    }

    function test_thePreviewIsSpokenToo() {
        screen = createTemporaryObject(previewScreen, this, { form: previewMaker.createObject(this, { count: 2, problems: ["row 3"] }) });
        waitForRendering(screen);
        compare(find.nameless(screen), []);
        verify(find.spoken(screen).length > 5);
    }

    function test_nothingThatTakesTheKeyboardIsNamelessOnATablet_data() {
        return [{ tag: "today", maker: todayScreen }, { tag: "register", maker: registerScreen }, { tag: "lock", maker: lockScreen }];
    }

    function test_nothingThatTakesTheKeyboardIsNamelessOnATablet(data) {
        show(data.maker, Qt.size(1024, 768));
        compare(find.nameless(screen), []);
    }
}
