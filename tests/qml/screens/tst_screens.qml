import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Screens
import Waymark.ViewModels

// Every screen with stand-ins for the view models: what is tapped is what is asked for.
TestCase {
    id: testCase
    name: "Screens"
    when: windowShown
    width: 400
    height: 760
    visible: true

    Component {
        id: appMaker

        App {
        }
    }

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

    property App app: null
    property Item screen: null

    function init() {
        Theme.reducedMotion = true;
        app = appMaker.createObject(testCase);
    }

    // The screen goes before what it shows.
    function cleanup() {
        if (screen)
            screen.destroy();
        screen = null;
        wait(0);
        app.destroy();
        Theme.reducedMotion = false;
    }

    function show(maker, size) {
        screen = maker.createObject(testCase, { app: app, width: size ? size.width : testCase.width, height: size ? size.height : testCase.height });
        verify(screen);
        screen.forceActiveFocus();
        waitForRendering(screen);
        wait(0);
        return screen;
    }

    function control(name) {
        return find.control(screen.Window.contentItem, name);
    }

    // Clicks it as a person would, after scrolling to it.
    function tap(name) {
        const item = control(name);
        verify(item, "there is a " + name);
        // What was tapped before may still be moving things.
        waitForRendering(item, 60);
        let before = NaN;
        tryVerify(() => {
            find.reach(item);
            const now = item.mapToItem(null, 0, 0).y;
            const still = now === before;
            before = now;
            return still;
        }, 2000, name + " comes to rest");
        mouseClick(item);
    }

    function type(name, text) {
        tap(name);
        for (const letter of text)
            keyClick(letter);
    }

    function asked() {
        return app.calls.join(" ");
    }

    function test_nothingThatTakesTheKeyboardIsNameless_data() {
        return [
            { tag: "enrol", maker: enrolScreen }, { tag: "join", maker: joinScreen }, { tag: "choose PIN", maker: choosePinScreen },
            { tag: "lock", maker: lockScreen }, { tag: "today", maker: todayScreen }, { tag: "register", maker: registerScreen },
            { tag: "walk-in", maker: walkInScreen }, { tag: "head count", maker: headCountScreen }, { tag: "sign off", maker: signOffScreen },
            { tag: "person", maker: personScreen }, { tag: "questionnaire start", maker: questionnaireStartScreen },
            { tag: "question", maker: handOverScreen }, { tag: "sync", maker: syncScreen }, { tag: "settings", maker: settingsScreen }
        ];
    }

    function test_nothingThatTakesTheKeyboardIsNameless(data) {
        show(data.maker);
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

    function test_theDeviceIsSetUpWithAddressAndCode() {
        app.serviceUrl = "";
        show(enrolScreen);
        verify(!control("enrolButton").enabled);
        type("serviceField", "http://127.0.0.1:8470");
        type("codeField", "ab12");
        tap("enrolButton");
        compare(asked(), "enrol(http://127.0.0.1:8470, ab12)");
    }

    function test_aWorkerJoinsWithReturn() {
        show(joinScreen);
        type("joinCodeField", "xy99");
        keyClick(Qt.Key_Return);
        compare(asked(), "join(xy99)");
        tap("cancelButton");
        compare(app.calls[1], "cancelJoin()");
    }

    function test_thePinIsEnteredTwice() {
        show(choosePinScreen);
        for (const digit of "402913")
            tap("pinKey" + digit);
        tap("pinDone");
        compare(asked(), "");
        for (const digit of "402914")
            keyClick(digit);
        keyClick(Qt.Key_Return);
        compare(asked(), "choosePin(402913, 402914)");
    }

    function test_aNameAndAPinUnlock() {
        show(lockScreen);
        verify(!control("pinDone"));
        tap("worker_user-2");
        for (const digit of "123456")
            keyClick(digit);
        tap("pinDone");
        compare(asked(), "unlock(user-2, 123456)");
    }

    function test_afterAWrongPinThePadWaits() {
        app.retryAfterSeconds = 4;
        show(lockScreen);
        tap("worker_user-1");
        verify(!control("pinKey1").enabled);
        verify(find.any(screen, "That PIN is not right. You can try again in 4 s."));
    }

    function test_aSessionOpensFromToday() {
        show(todayScreen);
        tap("session_session-2");
        compare(app.calls[0], "today.openSession(session-2)");
    }

    function test_theRowOfASessionSaysItAll() {
        show(todayScreen);
        verify(find.row(screen, "Stay and Play, 10:00 to 11:30 · 18 here, open"));
    }

    function test_aSessionCanBeAdded() {
        show(todayScreen);
        tap("addSessionButton");
        tryVerify(() => control("activity_activity-2"));
        tap("activity_activity-2");
        type("startField", "9:30");
        type("endField", "10:30");
        tap("confirmAddSessionButton");
        compare(asked(), "today.addSessionOf(activity-2, 09:30, 10:30)");
    }

    function test_oneTapMarksAPerson() {
        show(registerScreen);
        tap("mark_person-2");
        compare(app.calls[0], "register.tap(person-2)");
        verify(find.check(screen, "Adam Kowalczyk, nuts, here, 3 years, saving"));
        verify(find.checked(control("mark_person-2")));
    }

    function test_theKeyboardMarksAndOpens() {
        show(registerScreen);
        control("registerList").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Space);
        compare(app.calls[0], "register.tap(person-2)");
        keyClick(Qt.Key_Return);
        compare(app.calls[1], "register.tap(person-2)");
        keyClick(Qt.Key_Right);
        compare(app.calls[2], "person.open(person-2)");
    }

    function test_lateAndLeftEarlyAreBehindTheArrowOnAPhone() {
        show(registerScreen);
        tap("more_person-1");
        tryVerify(() => control("lateButton"));
        tap("lateButton");
        compare(app.calls[1], "register.markLate(person-1, 10)");
        tryVerify(() => !control("lateButton"));
        tap("more_person-1");
        tryVerify(() => control("leftEarlyButton"));
        tap("leftEarlyButton");
        verify(asked().includes("register.markLeftEarly(person-1, 11:30)"));
    }

    function test_onATabletThePersonIsBesideTheList() {
        show(registerScreen, Qt.size(1024, 768));
        verify(!control("lateButton"));
        tap("more_person-1");
        tap("lateButton");
        verify(asked().includes("register.markLate(person-1, 10)"));
        verify(control("personName"));
        verify(control("mark_person-2"), "and the list is still there");
    }

    function test_allHereExceptTheOneWhoIsMissing() {
        show(registerScreen);
        tap("allHereButton");
        tryVerify(() => control("except_person-5"));
        verify(!control("except_person-1"), "already marked");
        verify(!control("except_person-9"), "not expected");
        tap("except_person-5");
        tap("confirmAllHereButton");
        compare(app.calls[0], "register.allHereExcept(person-5)");
    }

    function test_searchGoesToTheModel() {
        show(registerScreen);
        type("searchField", "ami");
        compare(app.register.search, "ami");
    }

    function test_undoIsOffered() {
        show(registerScreen);
        verify(!control("undoButton"));
        app.undoText = "Amina: here";
        app.undoSecondsLeft = 9;
        tap("undoButton");
        compare(asked(), "undo()");
    }

    function test_theRegisterLeadsOn_data() {
        return [
            { tag: "walkInButton", place: "walkIn" }, { tag: "headCountButton", place: "headCount" }, { tag: "signOffButton", place: "signOff" },
            { tag: "backButton", place: "today" }, { tag: "syncButton", place: "sync" }
        ];
    }

    function test_theRegisterLeadsOn(data) {
        show(registerScreen);
        tap(data.tag);
        compare(app.place, data.place);
    }

    function test_feedbackIsHandedOverFromTheRegister() {
        show(registerScreen);
        tap("feedbackButton");
        compare(asked(), "questionnaire.startFeedback()");
    }

    function test_aWalkInIsTypedAndSaved() {
        app.walkIn.adultName = "";
        app.walkIn.adultAge = -1;
        app.walkIn.duplicates = [];
        show(walkInScreen);
        type("adultNameField", "Ola");
        type("adultAgeField", "30");
        tap("postcodeNotGiven");
        tap("addChildButton");
        tryVerify(() => control("childName_1"));
        type("childName_1", "Iga");
        type("childAge_1", "3");
        tap("saveWalkInButton");
        compare(app.walkIn.adultName, "Ola");
        compare(app.walkIn.adultAge, 30);
        verify(app.walkIn.postcodeNotGiven);
        compare(app.walkIn.children.get(1).name, "Iga");
        compare(app.walkIn.children.get(1).age, 3);
        compare(app.place, "register");
    }

    function test_somebodyKnownCanBeUsedInstead() {
        show(walkInScreen);
        const banner = control("duplicate_person-9");
        const use = find.button(banner, "Yes, use Zofia Novak");
        find.reach(use);
        wait(0);
        mouseClick(use);
        verify(asked().includes("walkIn.useExisting(person-9)"));
    }

    function test_headsAreCounted() {
        show(headCountScreen);
        tap("plus_5-10");
        tap("plus_5-10");
        tap("minus_0-4");
        tap("saveHeadCountButton");
        compare(app.calls.slice(0, 4).join(" "), "headCount.setCount(5-10, 1) headCount.setCount(5-10, 2) headCount.setCount(0-4, 11) headCount.save()");
        compare(app.place, "register");
    }

    function test_theSessionIsSignedOffWithItsTimes() {
        app.register.headCountTotal = 20;
        show(signOffScreen);
        verify(find.any(screen, "6 not marked yet. If you sign off now, nothing is said about them."));
        verify(find.any(screen, "Register and head count are not the same. 2 more counted than marked. Somebody may be missing from the register."));
        tap("confirmSignOffButton");
        compare(app.calls[0], "register.signOff(10:04, 11:30)");
        compare(app.place, "today");
    }

    function test_aPersonCanBeAsked() {
        show(personScreen);
        tap("questionnaireButton");
        compare(app.place, "questionnaireStart");
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
        compare(asked(), "questionnaire.answer(4) questionnaire.next() questionnaire.answerMissing(skipped) questionnaire.next() questionnaire.finish()");
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

    function test_theSyncScreenTellsEachRecord() {
        show(syncScreen);
        verify(find.row(screen, "Register: Chloe Reid, 10:02 · You may not mark people at this place., Set aside"));
        tap("syncNowButton");
        compare(asked(), "sync.syncNow()");
    }

    function test_settingsChangeAtOnce() {
        show(settingsScreen);
        tap("mirrorSwitch");
        verify(app.settings.mirrored);
        const large = find.radio(screen, "200 %");
        mouseClick(large);
        compare(app.settings.textScale, 2);
        tap("venue_venue-2");
        compare(asked(), "chooseVenue(venue-2)");
    }

    function test_whatWentWrongIsSaid() {
        show(todayScreen);
        verify(!control("errorBanner"));
        app.error = "This device is full.";
        verify(find.any(screen, "This device is full."));
    }
}
