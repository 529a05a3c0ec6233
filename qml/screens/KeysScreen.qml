pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// The keys that concerns are sealed for: which of them this device knows, and comparing those that it does not.
WorkScreen {
    id: root

    objectName: "keysScreen"
    title: qsTr("Keys")
    parentPlace: root.app.safeguarding.isLead ? "concerns" : "worry"

    KeyMaking {
        width: parent.width
        visible: root.app.safeguarding.isLead
        app: root.app
    }

    Label {
        width: parent.width
        text: qsTr("A concern is sealed for these keys. A key that came later, or that changed, counts only when somebody has compared it with the lead's sheet.")
        quiet: true
    }

    Repeater {
        model: root.app.safeguarding.keys

        KeyCard {
            id: card
            required property var modelData

            width: root.columnWidth
            app: root.app
            key: card.modelData
        }
    }

    EmptyState {
        width: parent.width
        topPadding: Units.gap16
        visible: root.app.safeguarding.keys.length === 0
        sign: Sign.Lock
        title: qsTr("No key yet")
        text: qsTr("The safeguarding lead makes one on their own device. Until then, phone the lead.")
    }
}
