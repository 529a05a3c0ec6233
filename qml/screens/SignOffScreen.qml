import QtQuick
import Waymark.Theme
import Waymark.Controls

// Closing a session: the real times, what is still open, and the signature.
WorkScreen {
    id: root

    readonly property bool timesGiven: /^\d\d?:\d\d$/.test(start.text.trim()) && /^\d\d?:\d\d$/.test(end.text.trim())
    readonly property int difference: root.app.register.headCountTotal < 0 ? 0 : root.app.register.headCountTotal - root.app.register.hereCount

    objectName: "signOffScreen"
    title: qsTr("Sign off the session")
    detail: root.app.register.title
    parentPlace: "register"

    Connections {
        target: root.app.register

        function onSignedOff() {
            root.app.setPlace("today");
        }
    }

    Card {
        width: parent.width

        Label {
            width: parent.width
            text: qsTr("%n here", "people", root.app.register.hereCount)
            size: Label.Title
            strong: true
        }

        Label {
            width: parent.width
            text: qsTr("%n of them late", "people", root.app.register.lateCount)
        }

        Label {
            width: parent.width
            visible: root.app.register.headCountTotal >= 0
            text: qsTr("The last check counted %1.", "number").arg(root.app.register.headCountTotal)
        }

        Label {
            width: parent.width
            visible: root.app.register.unnamedTotal > 0
            text: qsTr("%n without a name, beside them", "people", root.app.register.unnamedTotal)
        }
    }

    Banner {
        width: parent.width
        visible: root.app.register.toGoCount > 0
        tone: Tone.Warn
        title: qsTr("%n not marked yet", "people", root.app.register.toGoCount)
        text: qsTr("If you sign off now, nothing is said about them.")
        action: qsTr("Back to the register")
        onActed: root.goBack()
    }

    Banner {
        width: parent.width
        visible: root.difference !== 0
        tone: Tone.Warn
        title: qsTr("The register and the check are not the same")
        text: root.difference > 0 ? qsTr("%n more counted than marked. Somebody may be missing from the register.", "people", root.difference)
                                  : qsTr("%n more marked than counted. Somebody may be marked twice.", "people", -root.difference)
    }

    Card {
        width: parent.width
        spacing: Units.gap16

        InputField {
            id: start
            objectName: "startTimeField"
            x: root.LayoutMirroring.enabled ? parent.width - width : 0
            width: Math.min(parent.width, Math.round(Theme.body * 9))
            label: qsTr("It started at")
            inputMethodHints: Qt.ImhTime
            text: root.app.register.suggestedStart
        }

        InputField {
            id: end
            objectName: "endTimeField"
            x: root.LayoutMirroring.enabled ? parent.width - width : 0
            width: Math.min(parent.width, Math.round(Theme.body * 9))
            label: qsTr("It ended at")
            inputMethodHints: Qt.ImhTime
            text: root.app.register.suggestedEnd
        }
    }

    footer: ActionButton {
        objectName: "confirmSignOffButton"
        width: parent.width
        text: qsTr("Sign off as %1", "name").arg(root.app.userName)
        enabled: root.timesGiven
        onClicked: root.app.register.signOff(start.text.trim().padStart(5, "0"), end.text.trim().padStart(5, "0"))
    }
}
