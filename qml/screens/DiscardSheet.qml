import QtQuick
import Waymark.Controls
import Waymark.ViewModels

// Asks before half-filled answers are thrown away: they are on this device alone and do not come back.
Sheet {
    id: root

    required property App app
    property string key: ""
    property string what: ""

    function ask(key: string, what: string) {
        root.key = key;
        root.what = what;
        root.open();
    }

    title: qsTr("Throw these answers away?")

    Label {
        width: parent.width
        text: root.what
        strong: true
    }

    Label {
        width: parent.width
        text: qsTr("They have not been sent to anybody. Once thrown away, they do not come back.")
    }

    ActionButton {
        objectName: "confirmDiscardButton"
        width: parent.width
        kind: ActionButton.Danger
        text: qsTr("Throw them away")
        onClicked: {
            root.close();
            root.app.questionnaire.discardDraft(root.key);
        }
    }

    ActionButton {
        objectName: "keepDraftButton"
        width: parent.width
        kind: ActionButton.Quiet
        text: qsTr("Keep them")
        onClicked: root.close()
    }
}
