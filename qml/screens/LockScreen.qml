pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// Nobody is signed in: tap a name, enter the PIN.
Page {
    id: root

    required property App app
    property string chosenId: root.app.workers.length === 1 ? root.app.workers[0].id : ""
    readonly property string chosenName: {
        for (const worker of root.app.workers) {
            if (worker.id === root.chosenId)
                return worker.name;
        }
        return "";
    }
    readonly property string problem: root.app.retryAfterSeconds > 0
        ? qsTr("That PIN is not right. You can try again in %1 s.", "seconds").arg(root.app.retryAfterSeconds) : root.app.error

    objectName: "lockScreen"
    maximumWidth: root.wide ? 880 : Units.column

    Flow {
        id: panes
        readonly property real paneWidth: root.wide ? (width - spacing) / 2 : width

        width: parent.width
        topPadding: root.wide ? Units.gap32 : 0
        spacing: root.wide ? Units.gap32 * 2 : Units.gap24

        Column {
            width: panes.paneWidth
            spacing: Units.gap8

            Sign {
                anchors.left: parent.left
                shape: Sign.Waymark
                color: Theme.primary
                size: 48
            }

            Label {
                width: parent.width
                text: qsTr("Who is working?")
                size: Label.Title
                strong: true
                heading: true
            }

            Label {
                width: parent.width
                bottomPadding: Units.gap8
                visible: text.length > 0
                text: root.app.organisationName
                quiet: true
            }

            Repeater {
                model: root.app.workers

                ListRow {
                    id: worker
                    required property var modelData

                    objectName: "worker_" + modelData.id
                    width: panes.paneWidth
                    visible: root.wide || root.chosenId === "" || current
                    title: modelData.name
                    current: modelData.id === root.chosenId
                    leading: Initials {
                        name: worker.title
                    }
                    onClicked: {
                        root.chosenId = modelData.id;
                        root.app.clearError();
                        pad.forceActiveFocus();
                    }
                }
            }

            ActionButton {
                objectName: "someoneElseButton"
                visible: !root.wide && root.chosenId !== "" && root.app.workers.length > 1
                kind: ActionButton.Plain
                text: qsTr("Somebody else")
                onClicked: root.chosenId = ""
            }
        }

        PinPad {
            id: pad
            width: Math.min(panes.paneWidth, 336)
            focus: true
            visible: root.chosenId !== ""
            label: qsTr("%1, your PIN", "name").arg(root.chosenName)
            error: root.problem
            busy: root.app.busy || root.app.retryAfterSeconds > 0
            onEntered: pin => root.app.unlock(root.chosenId, pin)
        }

        Label {
            width: panes.paneWidth
            visible: root.wide && root.chosenId === ""
            text: qsTr("Tap your name, then enter your PIN.")
            quiet: true
        }
    }
}
