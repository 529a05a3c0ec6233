pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Counting heads by age. A count stands beside the register and is never added to it.
WorkScreen {
    id: root

    readonly property list<string> kinds: ["arrival", "check", "outreach"]

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

    Segmented {
        objectName: "kindChoice"
        width: parent.width
        label: qsTr("When")
        options: [qsTr("At the start"), qsTr("A check"), qsTr("Outside")]
        currentIndex: root.kinds.indexOf(root.app.headCount.kind)
        onActivated: index => root.app.headCount.kind = root.kinds[index]
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
            text: qsTr("%1 counted · %2 marked as here", "numbers of people").arg(root.app.headCount.total).arg(root.app.register.hereCount)
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
