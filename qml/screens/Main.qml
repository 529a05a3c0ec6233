import QtQuick
import Waymark.Theme
import Waymark.ViewModels

// The window: shows the screen that the app's stage and place ask for. Which place that is, and bringing it back after a crash,
// is the app's; the screens only ask for it.
Window {
    id: root

    required property App app

    readonly property string screen: root.screenOf(root.app.stage, root.app.place)

    // The place that is shown, and one beside it in which the next screen may be made ahead.
    property Place shown: left
    readonly property Place ahead: root.shown === left ? right : left

    component Place: Loader {
        id: place

        required property App app
        // "" while it is empty.
        property string screen: ""

        function make(name: string) {
            place.screen = name;
            place.setSource(name === "" ? "" : Qt.resolvedUrl(name + "Screen.qml"), { "app": place.app });
        }

        anchors.fill: parent
    }

    function screenOf(stage: int, place: string): string {
        switch (stage) {
        case App.Starting:
            return "";
        case App.Enrol:
            return "Enrol";
        case App.Join:
            return "Join";
        case App.ChoosePin:
            return "ChoosePin";
        case App.Locked:
            return "Lock";
        case App.HandOver:
            return "HandOver";
        }
        switch (place) {
        case "register":
            return "Register";
        case "walkIn":
            return "WalkIn";
        case "headCount":
            return "HeadCount";
        case "signOff":
            return "SignOff";
        case "person":
            return "Person";
        case "answers":
            return "Answers";
        case "questionnaireStart":
            return "QuestionnaireStart";
        case "questionnaire":
            return "HandOver";
        case "sync":
            return "Sync";
        case "settle":
            return "Settle";
        case "worry":
            return "Worry";
        case "concerns":
            return "Concerns";
        case "concern":
            return "Concern";
        case "keys":
            return "Keys";
        case "settings":
            return "Settings";
        default:
            return "Today";
        }
    }

    function show() {
        if (root.screen === "")
            return;
        const next = root.ahead, last = root.shown;
        // What is made ahead is waited for; what else it holds makes room.
        next.asynchronous = false;
        if (next.screen !== root.screen)
            next.make(root.screen);
        root.shown = next;
        last.make("");
        (next.item as Item).forceActiveFocus();
    }

    // Today is made while a PIN is entered and checked. It is empty until the lock opens.
    function makeTodayAhead() {
        if (root.screen !== "Lock" || root.ahead.screen === "Today")
            return;
        root.ahead.asynchronous = true;
        root.ahead.make("Today");
    }

    width: 1024
    height: 768
    minimumWidth: 320
    minimumHeight: 480
    visible: root.screen !== ""
    title: qsTr("Waymark")
    color: Theme.ground

    onScreenChanged: root.show()
    onClosing: close => {
        root.contentItem.forceActiveFocus();  // a field that is left says what was typed
        close.accepted = root.app.close();
    }
    onFrameSwapped: root.makeTodayAhead()
    Component.onCompleted: root.show()

    Connections {
        target: root.app

        function onClosable() {
            root.close();
        }
    }

    Binding {
        target: Theme
        property: "dark"
        value: root.app.settings.dark
    }

    Binding {
        target: Theme
        property: "textScale"
        value: root.app.settings.textScale
    }

    Binding {
        target: Theme
        property: "mirrored"
        value: root.app.settings.mirrored
    }

    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.app.settings.reducedMotion
    }

    Place {
        id: left
        app: root.app
        visible: root.shown === left
    }

    Place {
        id: right
        app: root.app
        visible: root.shown === right
    }
}
