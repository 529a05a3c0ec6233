import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// For the lead and the deputies: making a key, bringing it back from its sheet, and copying the sheet.
Column {
    id: root

    required property App app
    readonly property bool showsSheet: root.app.safeguarding.recovery.length > 0

    spacing: Units.gap16

    Card {
        width: parent.width
        visible: !root.app.safeguarding.hasKey

        Label {
            width: parent.width
            text: qsTr("Make your key")
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            text: qsTr("What you are decides whom workers seal for first. Your key opens with your PIN alone, on this device alone.")
            quiet: true
        }

        ActionButton {
            objectName: "makeLeadKeyButton"
            width: parent.width
            enabled: !root.app.safeguarding.busy
            text: qsTr("I am the safeguarding lead")
            onClicked: root.app.safeguarding.makeKey(true)
        }

        ActionButton {
            objectName: "makeDeputyKeyButton"
            width: parent.width
            kind: ActionButton.Quiet
            enabled: !root.app.safeguarding.busy
            text: qsTr("I am a deputy")
            onClicked: root.app.safeguarding.makeKey(false)
        }
    }

    Card {
        width: parent.width
        visible: !root.app.safeguarding.hasKey

        Label {
            width: parent.width
            text: qsTr("Or bring yours back")
            strong: true
            heading: true
        }

        LongField {
            id: sheet
            objectName: "sheetField"
            width: parent.width
            label: qsTr("The 17 groups on your sheet")
            hint: qsTr("For a new device, or after a forgotten PIN")
            lines: 3
        }

        CheckRow {
            id: asDeputy
            width: parent.width
            text: qsTr("It is a deputy's key")
        }

        ActionButton {
            objectName: "restoreKeyButton"
            width: parent.width
            kind: ActionButton.Quiet
            enabled: sheet.text.trim().length > 0 && !root.app.safeguarding.busy
            text: qsTr("Bring it back")
            onClicked: root.app.safeguarding.restoreKey(sheet.text, !asDeputy.checked)
        }
    }

    Card {
        objectName: "sheetCard"
        width: parent.width
        visible: root.showsSheet

        Label {
            width: parent.width
            text: qsTr("Copy this sheet now")
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            text: qsTr("Write it on paper, and lock the paper away. Whoever has it can read every concern that is sealed for you. It is not kept anywhere else.")
        }

        Label {
            objectName: "recoveryText"
            width: parent.width
            text: "\u2066" + root.app.safeguarding.recovery + "\u2069"
            size: Label.Lead
            strong: true
        }

        Label {
            width: parent.width
            text: qsTr("And for everybody, to compare with: %1", "digits").arg("\u2066" + root.app.safeguarding.ownFingerprint + "\u2069")
        }

        ActionButton {
            objectName: "sheetCopiedButton"
            width: parent.width
            text: qsTr("I have it on paper")
            onClicked: root.app.safeguarding.hideRecovery()
        }
    }

    ActionButton {
        objectName: "showSheetButton"
        width: parent.width
        visible: root.app.safeguarding.hasKey && !root.showsSheet
        kind: ActionButton.Quiet
        text: qsTr("Show my sheet again")
        onClicked: root.app.safeguarding.showRecovery()
    }
}
