pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Counting heads by age. A count stands beside the register and is never added to it.
WorkScreen {
    id: root

    readonly property bool checks: root.app.headCount.kind === "check"
    readonly property var kinds: [
        {
            "kind": "check",
            "text": qsTr("A check of the register"),
            "detail": qsTr("Everybody who should be marked as here. It is compared with the marks and adds nobody to the reports.")
        },
        {
            "kind": "arrival",
            "text": qsTr("People without a name here"),
            "detail": qsTr("Drop-ins who give no name. They stand beside the people in the reports, so do not count anybody who is marked.")
        },
        {
            "kind": "outreach",
            "text": qsTr("People without a name outside"),
            "detail": qsTr("On the street or at an event. They stand in the reports with the drop-ins.")
        }
    ]

    objectName: "headCountScreen"
    title: qsTr("Head count")
    detail: root.app.register.title
    parentPlace: "register"

    Connections {
        target: root.app.headCount

        function onSaved() {
            root.app.setPlace("register");
        }
    }

    Column {
        width: parent.width
        spacing: Units.gap8

        Accessible.role: Accessible.Grouping
        Accessible.name: whom.text

        Label {
            id: whom
            width: parent.width
            text: qsTr("Whom do you count?")
            strong: true
            spoken: false
        }

        Repeater {
            model: root.kinds

            ChoiceRow {
                required property var modelData

                objectName: "kind_" + modelData.kind
                width: root.columnWidth
                text: modelData.text
                detail: modelData.detail
                chosen: root.app.headCount.kind === modelData.kind
                onClicked: root.app.headCount.kind = modelData.kind
            }
        }
    }

    Card {
        id: card
        width: parent.width
        spacing: Units.gap16

        Repeater {
            model: root.app.headCount.bands

            Stepper {
                required property string band
                required property int count

                key: band
                width: card.innerWidth
                value: count
                onValueModified: root.app.headCount.setCount(band, value)
            }
        }
    }

    footer: [
        Label {
            objectName: "headCountTotal"
            width: parent.width
            text: root.checks ? qsTr("%1 counted · %2 marked as here", "numbers of people").arg(root.app.headCount.total).arg(root.app.register.hereCount)
                              : qsTr("%n counted without a name", "people", root.app.headCount.total)
            strong: true
        },
        ActionButton {
            objectName: "saveHeadCountButton"
            width: parent.width
            text: qsTr("Save the head count")
            enabled: root.app.headCount.total > 0
            onClicked: root.app.headCount.save()
        }
    ]
}
