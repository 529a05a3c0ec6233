import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// The way past typing on the first screens: the camera reads the code that the coordinator shows. Not there without a camera.
Column {
    id: root

    required property App app

    readonly property MediaModel media: root.app.media
    readonly property bool scanning: root.media.state === "scanning"

    spacing: Units.gap12
    visible: root.media.hasCamera || root.media.problem.length > 0
    onScanningChanged: {
        if (root.scanning)
            sheet.setSource(Qt.resolvedUrl("ScanSheet.qml"), { "media": root.media, "key": root.media.key });
    }

    ActionButton {
        objectName: "scanCodeButton"
        width: parent.width
        visible: root.media.hasCamera
        enabled: !root.app.busy && !root.scanning
        kind: ActionButton.Quiet
        sign: Sign.Camera
        text: qsTr("Scan the code")
        onClicked: root.app.scanCode()
    }

    Banner {
        objectName: "scanProblem"
        width: parent.width
        visible: root.media.problem.length > 0
        tone: Tone.Bad
        text: root.media.problem
    }

    // Not loaded before somebody asks for it.
    Loader {
        id: sheet
    }
}
