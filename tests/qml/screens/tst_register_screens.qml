import QtQuick
import QtTest
import Waymark.Screens

// Today, the register, the walk-in, the head count and the sign-off.
ScreenCase {
    name: "RegisterScreens"

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
        verify(asked().includes("register.markLeftEarly(person-1, 10:41)"));
    }

    function test_whoLeavesLaterIsOfferedALaterTime_data() {
        return [{ tag: "phone", size: Qt.size(400, 760) }, { tag: "tablet", size: Qt.size(1024, 768) }];
    }

    function test_whoLeavesLaterIsOfferedALaterTime(data) {
        show(registerScreen, data.size);
        tap("more_person-1");
        tryVerify(() => control("leftAtField"));
        compare(control("leftAtField").text, "10:41");
        tap("lateButton");
        tryVerify(() => data.tag === "tablet" || !control("lateButton"));
        app.register.nowText = "11:07";
        tap("more_person-3");
        tryVerify(() => control("leftAtField"));
        compare(control("leftAtField").text, "11:07");
        tap("leftEarlyButton");
        verify(asked().includes("register.markLeftEarly(person-3, 11:07)"));
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

    function test_theListCanBeNarrowed() {
        show(registerScreen);
        verify(find.button(screen, "Shown: Everybody"));
        tap("filterButton");
        tryVerify(() => control("filter_not_yet"));
        tap("filter_not_yet");
        compare(app.register.filter, "not_yet");
        verify(find.button(screen, "Shown: Not yet"));
    }

    function test_whatCannotAllBeTakenBackIsTold() {
        app.notice = "A worker can remove them.";
        show(registerScreen);
        verify(find.button(screen, "OK: A worker can remove them."));
        verify(!control("errorBanner"));
        tap("noticeButton");
        verify(!control("noticeButton"));
    }

    function test_somebodyWrittenDownByMistakeIsRemoved() {
        app.person.canRemove = true;
        show(registerScreen, Qt.size(1024, 768));
        tap("more_person-1");
        tap("removePersonButton");
        verify(asked().includes("person.remove()"));
        tryVerify(() => !control("personName"));
    }

    function test_aDraftIsThrownAwayOnlyAfterAsking() {
        app.questionnaire.drafts = [{ "key": "draft-1", "title": "Family Steps", "who": "Nadia Bashir", "savedText": "Half-filled, saved at 10:12" }];
        show(todayScreen);
        tap("discard_draft-1");
        tryVerify(() => control("keepDraftButton"));
        tap("keepDraftButton");
        tryVerify(() => !control("keepDraftButton"));
        compare(asked(), "");
        tap("discard_draft-1");
        tryVerify(() => control("confirmDiscardButton"));
        tap("confirmDiscardButton");
        compare(asked(), "questionnaire.discardDraft(draft-1)");
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

    function test_ofSeveralFeedbackFormsOneIsChosen() {
        app.questionnaire.feedbackForms = [{ "id": "your_views", "title": "Your Views", "forWhom": "for anybody" }, { "id": "support", "title": "Your Views on support", "forWhom": "in private" }];
        show(registerScreen);
        tap("feedbackButton");
        tap("feedback_support");
        compare(asked(), "questionnaire.startFeedback(support)");
    }

    function test_aDateThatTurnsWrongDoesNotLeaveTheEarlierOne() {
        app.walkIn.adultBorn = { "year": 1990, "month": 7, "day": 3 };
        show(walkInScreen);
        compare(control("adultBorn").iso, "1990-07-03");
        tap("adultBorn_month");
        keyClick(Qt.Key_End);
        keyClick(Qt.Key_Backspace);
        type("adultBorn_month", "13");
        compare(JSON.stringify(app.walkIn.adultBorn), JSON.stringify({ "year": 0 }));
        verify(find.any(screen, "There is no such day. Check the numbers."));
        verify(control("adultBorn_month"), "it is still asked for as a date");
        tap("adultBorn_month");
        keyClick(Qt.Key_End);
        keyClick(Qt.Key_Backspace);
        compare(JSON.stringify(app.walkIn.adultBorn), JSON.stringify({ "year": 1990, "month": 1, "day": 3 }));
    }

    function test_aWrongDateIsForgottenWhereTheAgeIsGivenInstead() {
        app.walkIn.adultBorn = {};
        show(walkInScreen);
        tap("adultBornToggle");
        type("adultBorn_day", "31");
        compare(JSON.stringify(app.walkIn.adultBorn), JSON.stringify({ "year": 0 }));
        tap("adultBornToggle");
        compare(JSON.stringify(app.walkIn.adultBorn), "{}");
        verify(control("adultAgeField"));
    }

    function test_aWalkInIsTypedAndSaved() {
        app.walkIn.adultName = "";
        app.walkIn.adultAge = -1;
        app.walkIn.duplicates = [];
        show(walkInScreen);
        app.walkIn.adultCalledName = "";
        type("adultNameField", "Ola");
        type("adultCalledField", "Olenka");
        type("adultAgeField", "30");
        tap("postcodeNotGiven");
        tap("addChildButton");
        tryVerify(() => control("childName_1"));
        type("childName_1", "Iga");
        type("childCalled_1", "Igusia");
        type("childAge_1", "3");
        tap("saveWalkInButton");
        compare(app.walkIn.adultName, "Ola");
        compare(app.walkIn.adultCalledName, "Olenka");
        compare(app.walkIn.adultAge, 30);
        verify(app.walkIn.postcodeNotGiven);
        compare(app.walkIn.children.get(1).name, "Iga");
        compare(app.walkIn.children.get(1).calledName, "Igusia");
        compare(app.walkIn.children.get(1).age, 3);
        compare(app.place, "register");
    }

    function test_somebodyKnownCanBeUsedInstead() {
        show(walkInScreen);
        const banner = control("duplicate_person-9");
        const use = find.button(banner, "Yes, use Zofia Novak");
        tapItem(use);
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

    function test_whoIsCountedIsSaidInPlainWords() {
        show(headCountScreen);
        verify(control("kind_check").checked);
        verify(find.any(screen, "21 counted · 18 marked as here"));
        tap("kind_arrival");
        compare(app.headCount.kind, "arrival");
        verify(control("kind_arrival").checked);
        verify(find.any(screen, "21 counted without a name"));
        verify(find.any(screen, "Drop-ins who give no name. They stand beside the people in the reports, so do not count anybody who is marked."));
        tap("kind_outreach");
        compare(app.headCount.kind, "outreach");
    }

    function test_dropInsAreNoDifferenceToTheRegister() {
        app.register.unnamedTotal = 8;
        show(signOffScreen);
        verify(find.any(screen, "8 without a name, beside them"));
        verify(!find.any(screen, "The register and the check are not the same. 8 more counted than marked. Somebody may be missing from the register."));
        show(registerScreen);
        compare(control("registerCounts").text, "18 here · 3 late · 6 to go · 8 without a name");
    }

    function test_theSessionIsSignedOffWithItsTimes() {
        app.register.headCountTotal = 20;
        show(signOffScreen);
        verify(find.any(screen, "6 not marked yet. If you sign off now, nothing is said about them."));
        verify(find.any(screen, "The register and the check are not the same. 2 more counted than marked. Somebody may be missing from the register."));
        tap("confirmSignOffButton");
        compare(app.calls[0], "register.signOff(10:04, 11:30)");
        compare(app.place, "today");
    }
}
