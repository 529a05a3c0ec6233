import QtQuick
import QtTest
import Waymark.Screens

// Every screen: whatever takes the keyboard has a name to speak.
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
}
