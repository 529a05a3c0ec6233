import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// One safeguarding key: whose it is, whether this device seals for it, and comparing it with the printed sheet where it does not.
Card {
    id: root

    required property App app
    required property var key

    readonly property bool isNew: root.key.state === "new"

    function stateWords(): string {
        switch (root.key.state) {
        case "known":
            return root.key.isOwn ? qsTr("Yours, on this device") : qsTr("Checked");
        case "gone":
            return qsTr("Changed or missing at the service");
        case "withdrawn":
            return qsTr("Not used any more");
        default:
            return qsTr("Not checked: nothing is sealed for it");
        }
    }

    function explain(): string {
        switch (root.key.state) {
        case "gone":
            return qsTr("This device goes on sealing for the key that it knows. Tell the lead, and whoever looks after the service.");
        case "new":
            return qsTr("Take the sheet that the lead printed or wrote down. If the digits above are the same, type the last eight from the sheet. If they are not, do not go on: phone the lead.");
        default:
            return "";
        }
    }

    objectName: "key_" + root.key.fingerprint

    Label {
        width: parent.width
        text: root.key.isLead ? qsTr("%1, safeguarding lead", "name").arg(root.key.holder) : qsTr("%1, deputy", "name").arg(root.key.holder)
        strong: true
        heading: true
    }

    StatusSign {
        x: root.LayoutMirroring.enabled ? parent.width - width : 0
        text: root.stateWords()
        sign: root.key.state === "known" ? Sign.Tick : root.key.state === "withdrawn" ? Sign.Cross : Sign.Look
        tone: root.key.state === "known" ? Tone.Good : root.key.state === "withdrawn" ? Tone.Neutral : Tone.Bad
    }

    Label {
        width: parent.width
        // Digits are read from left to right in every script.
        text: "\u2066" + root.key.shown + (root.isNew ? " …" : "") + "\u2069"
        Accessible.name: qsTr("Fingerprint: %1", "digits").arg(root.key.shown)
    }

    Label {
        width: parent.width
        visible: text.length > 0
        text: root.explain()
        quiet: true
    }

    InputField {
        id: digits
        objectName: "digitsField"
        width: parent.width
        visible: root.isNew
        label: qsTr("The last eight digits on the sheet")
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
    }

    ActionButton {
        objectName: "compareButton"
        width: parent.width
        visible: root.isNew
        kind: ActionButton.Quiet
        enabled: digits.text.replace(/[^0-9a-fA-F]/g, "").length === 8 && !root.app.safeguarding.busy
        text: root.app.safeguarding.hasKey ? qsTr("They are the same: vouch for this key") : qsTr("They are the same: use this key")
        onClicked: root.app.safeguarding.compareKey(root.key.fingerprint, digits.text)
    }
}
