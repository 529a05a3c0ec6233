import QtQuick
import Waymark.Controls
import Waymark.ViewModels

// The way out of hand-over mode: the PIN of the worker who is signed in.
Sheet {
    id: root

    required property App app

    title: qsTr("For %1", "the worker's name").arg(root.app.userName)
    onAboutToShow: root.app.clearError()
    onOpened: pad.forceActiveFocus()
    onClosed: pad.clear()

    PinPad {
        id: pad
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 336)
        focus: true
        label: qsTr("Your PIN")
        action: qsTr("End")
        error: root.app.error
        busy: root.app.busy
        onEdited: root.app.clearError()
        onEntered: pin => root.app.questionnaire.endHandOver(pin)
    }
}
