import QtQuick
import Waymark.Theme
import Waymark.ViewModels

// The window of a preview, as large as a phone; it can be drawn to the size of a tablet.
Window {
    id: root

    required property PreviewModel form

    width: 420
    height: 800
    minimumWidth: 320
    minimumHeight: 480
    visible: true
    title: qsTr("Preview: %1", "a questionnaire").arg(root.form.title)
    color: Theme.ground

    PreviewScreen {
        anchors.fill: parent
        focus: true
        form: root.form
    }
}
