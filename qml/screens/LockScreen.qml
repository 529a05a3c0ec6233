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

                NameRow {
                    required property var modelData

                    objectName: "worker_" + modelData.id
                    width: panes.paneWidth
                    visible: root.wide || root.chosenId === "" || current
                    name: modelData.name
                    current: modelData.id === root.chosenId
                    onClicked: {
                        root.chosenId = modelData.id;
                        root.app.clearError();
                        pad.forceActiveFocus();
                    }
                }
            }

            Pressable {
                objectName: "someoneElseButton"
                visible: !root.wide && root.chosenId !== "" && root.app.workers.length > 1
                width: Math.min(parent.width, elseLabel.natural + Units.gap12 * 2)
                height: Math.max(Units.touch, elseLabel.height + Units.gap8 * 2)
                spoken: elseLabel.text
                onClicked: root.chosenId = ""

                FitLabel {
                    id: elseLabel
                    anchors.centerIn: parent
                    room: panes.paneWidth - Units.gap12 * 2
                    text: qsTr("Somebody else")
                    color: Theme.primary
                    strong: true
                    spoken: false
                }
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
