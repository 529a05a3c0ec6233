pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// How this device shows things, where one works, and who else works with it.
WorkScreen {
    id: root

    readonly property var scales: [1, 1.25, 1.5, 2]
    readonly property list<string> modes: ["system", "light", "dark"]

    objectName: "settingsScreen"
    title: qsTr("Settings")
    parentPlace: "today"

    Card {
        width: parent.width
        spacing: Units.gap16

        Segmented {
            objectName: "textSizeChoice"
            width: parent.width
            label: qsTr("Size of the words")
            options: ["100 %", "125 %", "150 %", "200 %"]
            currentIndex: root.scales.indexOf(root.app.settings.textScale)
            onActivated: index => root.app.settings.textScale = root.scales[index]
        }

        Segmented {
            objectName: "themeChoice"
            width: parent.width
            label: qsTr("Colours")
            options: [qsTr("As the device"), qsTr("Light"), qsTr("Dark")]
            currentIndex: root.modes.indexOf(root.app.settings.themeMode)
            onActivated: index => root.app.settings.themeMode = root.modes[index]
        }

        SwitchRow {
            objectName: "mirrorSwitch"
            width: parent.width
            text: qsTr("Right to left")
            detail: qsTr("For languages written from the right")
            checked: root.app.settings.mirrored
            onToggled: root.app.settings.mirrored = checked
        }

        SwitchRow {
            objectName: "motionSwitch"
            width: parent.width
            text: qsTr("Less movement")
            checked: root.app.settings.reducedMotion
            onToggled: root.app.settings.reducedMotion = checked
        }
    }

    Column {
        width: parent.width
        visible: root.app.venues.length > 1
        spacing: Units.gap8

        Label {
            width: parent.width
            text: qsTr("Where are you?")
            strong: true
            heading: true
        }

        Repeater {
            model: root.app.venues

            ChoiceRow {
                required property var modelData

                objectName: "venue_" + modelData.id
                width: root.columnWidth
                text: modelData.name
                chosen: modelData.id === root.app.venueId
                onClicked: root.app.chooseVenue(modelData.id)
            }
        }
    }

    Card {
        width: parent.width

        Label {
            width: parent.width
            text: root.app.userRoleText.length > 0 ? qsTr("%1, %2", "name, role").arg(root.app.userName).arg(root.app.userRoleText) : root.app.userName
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            text: root.app.organisationName
            quiet: true
        }

        Label {
            width: parent.width
            text: root.app.serviceUrl
            quiet: true
            size: Label.Small
        }

        ActionButton {
            objectName: "switchUserButton"
            width: parent.width
            kind: ActionButton.Quiet
            sign: Sign.Lock
            text: qsTr("Lock, or let somebody else sign in")
            onClicked: root.app.switchUser()
        }

        ActionButton {
            objectName: "addWorkerButton"
            width: parent.width
            kind: ActionButton.Quiet
            sign: Sign.Plus
            text: qsTr("Let another worker join this device")
            onClicked: root.app.addWorker()
        }
    }
}
