import QtQuick
import QtTest
import Waymark.Screens

// Telling the safeguarding lead, the lead's list, and comparing keys.
ScreenCase {
    name: "Safeguarding"

    Component {
        id: todayScreen

        TodayScreen {
        }
    }

    Component {
        id: personScreen

        PersonScreen {
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

    function test_oneTapFromTodayOpensAnEmptyWorry() {
        show(todayScreen);
        tap("worryButton");
        compare(asked(), "worry.begin() setPlace(worry)");
        compare(app.place, "worry");
    }

    function test_fromAPersonTheirNameIsThere() {
        show(personScreen);
        tap("worryButton");
        compare(asked(), "worry.begin(Nadia Bashir) setPlace(worry)");
        compare(app.worry.who, "Nadia Bashir");
    }

    function test_aConcernIsWrittenAndHandedOver() {
        show(worryScreen);
        verify(find.any(screen, "In danger now? Call 999. Then phone the safeguarding lead on 0121 496 0000. Do not wait for a signal here."));
        verify(!control("handOverButton").enabled);
        type("whoField", "Zara");
        type("seenField", "she cried");
        compare(app.worry.seen, "she cried");
        tap("handOverButton");
        compare(asked(), "worry.handOver(Zara, she cried)");
        verify(control("sentBanner"));
        verify(!control("seenField"));
        verify(!control("handOverButton"));
    }

    function test_withoutAKeyNothingIsHandedOverAndTheScreenSaysWhy() {
        app.worry.recipientsText = "";
        show(worryScreen);
        type("seenField", "she cried");
        verify(!control("handOverButton").enabled);
        verify(control("nobodyBanner"));
        tapItem(find.any(control("nobodyBanner"), "Look at the keys"));
        compare(app.place, "keys");
    }

    function test_aKeyThatChangedIsSaidBeforeAnythingIsWritten() {
        app.worry.keyWarning = "A key that this device knows has changed at the service.";
        show(worryScreen);
        verify(control("keyBanner"));
    }

    function test_throwingAwayAsksFirst() {
        app.worry.seen = "she cried";
        show(worryScreen);
        tap("throwAwayButton");
        compare(asked(), "");
        tap("confirmThrowAwayButton");
        compare(asked(), "worry.throwAway()");
    }

    function test_onlyALeadSeesTheListOnToday() {
        show(todayScreen);
        verify(!control("concernsRow"));
        app.safeguarding.isLead = true;
        tap("concernsRow");
        compare(app.place, "concerns");
    }

    function test_theListSaysWhatWaitsTooLong() {
        app.safeguarding.isLead = true;
        show(concernsScreen);
        verify(control("lateBanner"));
        verify(find.row(screen, "9C2A, from Samina Demo, 10:14, new"));
        tap("concern_9C2A");
        compare(asked(), "safeguarding.open(concern-1) setPlace(concern)");
    }

    function test_aConcernIsReadAcknowledgedAndNoted() {
        show(concernScreen);
        tap("acknowledgeButton");
        tap("closeConcernButton");
        type("noteField", "told the team");
        tap("addNoteButton");
        compare(asked(), "safeguarding.acknowledge() safeguarding.close() safeguarding.addNote(told the team)");
        compare(control("noteField").text, "");
    }

    function test_aBoxForSomebodyElseSaysSo() {
        app.safeguarding.concern = { "id": "concern-3", "reference": "41D0", "whenText": "", "byName": "", "who": "", "when": "", "seen": "", "done": "", "state": "received",
                                     "stateText": "new", "opens": false, "forDeputies": true, "late": false };
        show(concernScreen);
        verify(control("closedBanner"));
        verify(!control("acknowledgeButton"));
        verify(!control("noteField"));
    }

    function test_aKeyCountsOnlyWhenItsLastDigitsAreTyped() {
        show(keysScreen);
        verify(!control("compareButton").enabled);
        type("digitsField", "8f24a1b");
        verify(!control("compareButton").enabled);
        type("digitsField", "3");
        tap("compareButton");
        compare(asked(), "safeguarding.compareKey(b81c55d02e9f4a7713c6de908f24a1b3, 8f24a1b3)");
    }

    function test_aLeadMakesAKeyAndCopiesTheSheet() {
        app.safeguarding.isLead = true;
        app.safeguarding.hasKey = false;
        app.safeguarding.keys = [];
        show(keysScreen);
        tap("makeLeadKeyButton");
        tap("showSheetButton");
        verify(control("recoveryText"));
        tap("sheetCopiedButton");
        verify(!control("sheetCard"));
        compare(asked(), "safeguarding.makeKey(true) safeguarding.showRecovery() safeguarding.hideRecovery()");
    }
}
