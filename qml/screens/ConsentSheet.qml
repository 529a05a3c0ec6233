pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What somebody says to one purpose: yes or no, and who says so. Both are written down; nothing is changed in what was said before.
Sheet {
    id: root

    required property App app
    property string purpose: ""
    property string label: ""
    property string givenBy: "parent"

    function ask(purpose: string, label: string) {
        root.purpose = purpose;
        root.label = label;
        root.givenBy = "parent";
        root.open();
    }

    function say(yes: bool) {
        root.close();
        root.app.person.sayConsent(root.purpose, yes, root.givenBy);
    }

    title: qsTr("What do they say?")

    Label {
        width: parent.width
        text: qsTr("%1: %2", "person, what is asked").arg(root.app.person.name).arg(root.label)
        strong: true
    }

    Label {
        width: parent.width
        text: qsTr("Who says so?")
    }

    ChoiceRow {
        objectName: "givenBy_parent"
        width: parent.width
        text: qsTr("Their parent or carer")
        chosen: root.givenBy === "parent"
        onClicked: root.givenBy = "parent"
    }

    ChoiceRow {
        objectName: "givenBy_self"
        width: parent.width
        text: qsTr("They do, for themselves")
        detail: qsTr("A child's own no stands, whatever their parents say.")
        chosen: root.givenBy === "self"
        onClicked: root.givenBy = "self"
    }

    ActionButton {
        objectName: "consentYes"
        width: parent.width
        text: qsTr("They say yes")
        onClicked: root.say(true)
    }

    ActionButton {
        objectName: "consentNo"
        width: parent.width
        kind: ActionButton.Quiet
        text: qsTr("They say no")
        onClicked: root.say(false)
    }
}
