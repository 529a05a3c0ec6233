import QtQuick
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// The window: shows the screen that the app's stage and place ask for. Which place that is, and bringing it back after a crash,
// is the app's; the screens only ask for it.
Window {
    id: root

    required property App app

    readonly property string screen: root.screenOf(root.app.stage, root.app.place)

    function screenOf(stage: int, place: string): string {
        switch (stage) {
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
        case "questionnaireStart":
            return "QuestionnaireStart";
        case "questionnaire":
            return "HandOver";
        case "sync":
            return "Sync";
        case "settle":
            return "Settle";
        case "settings":
            return "Settings";
        default:
            return "Today";
        }
    }

    function show() {
        const properties = { "app": root.app };
        stack.replace(null, Qt.resolvedUrl(root.screen + "Screen.qml"), properties, T.StackView.Immediate);
        stack.currentItem.forceActiveFocus();
    }

    width: 1024
    height: 768
    minimumWidth: 320
    minimumHeight: 480
    visible: true
    title: qsTr("Waymark")
    color: Theme.ground

    onScreenChanged: root.show()
    Component.onCompleted: root.show()

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

    T.StackView {
        id: stack
        anchors.fill: parent
    }
}
