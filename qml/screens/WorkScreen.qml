import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What all screens of somebody who is signed in have: the header, words for what went wrong, and undo.
Page {
    id: root

    required property App app
    property string title: ""
    property string detail: ""
    // Where Back goes; "" for none.
    property string parentPlace: ""
    property bool settingsOffered: false
    property bool worryOffered: true
    // Whom a worry is about, where the screen shows somebody.
    property string worryAbout: ""

    function goBack() {
        root.app.setPlace(root.parentPlace);
    }

    function signOf(sync: string): int {
        switch (sync) {
        case "central":
            return SyncSign.Safe;
        case "waiting":
            return SyncSign.Waiting;
        case "look":
            return SyncSign.Look;
        default:
            return SyncSign.Saved;
        }
    }

    Keys.onEscapePressed: event => {
        event.accepted = root.parentPlace.length > 0;
        if (event.accepted)
            root.goBack();
    }

    header: [
        PageHeader {
            width: parent.width
            title: root.title
            detail: root.detail
            who: root.app.userName
            where: root.app.venueName
            sync: root.signOf(root.app.sync.sign)
            since: root.app.sync.waitingSinceText
            canGoBack: root.parentPlace.length > 0
            onBack: root.goBack()
            onSyncClicked: root.app.setPlace("sync")
            hasWorry: root.worryOffered
            onWorried: {
                root.app.worry.begin(root.worryAbout);
                root.app.setPlace("worry");
            }

            actions: [
                SignButton {
                    objectName: "settingsButton"
                    visible: root.settingsOffered
                    sign: Sign.Settings
                    text: qsTr("Settings")
                    onClicked: root.app.setPlace("settings")
                },
                SignButton {
                    objectName: "lockButton"
                    sign: Sign.Lock
                    text: qsTr("Lock, or let somebody else sign in")
                    onClicked: root.app.switchUser()
                }
            ]
        },
        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width - Units.gap8 * 2, Units.column)
            topPadding: Units.gap8
            visible: root.app.error.length > 0

            Banner {
                objectName: "errorBanner"
                width: parent.width
                tone: Tone.Bad
                text: root.app.error
            }
        }
    ]

    overlay: [
        UndoBar {
            width: parent.width
            text: root.app.undoText
            secondsLeft: root.app.undoSecondsLeft
            onUndone: root.app.undo()
        },
        UndoBar {
            objectName: "notice"
            width: parent.width
            text: root.app.notice
            action: qsTr("OK")
            actionName: "noticeButton"
            onUndone: root.app.clearNotice()
        }
    ]
}
