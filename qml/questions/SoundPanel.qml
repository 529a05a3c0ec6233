import QtQuick
import Waymark.Theme
import Waymark.Controls

// A sound that is there, is being recorded or is being heard: what it is in words, how long, and how loud.
Rectangle {
    id: root

    property bool recording: false
    property bool playing: false
    property int seconds: 0
    property int mostSeconds: 0
    // How loud it is just now, 0 to 1.
    property real level: 0

    function clock(seconds: int): string {
        return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }

    function words(): string {
        if (root.recording)
            return qsTr("Recording: %1 of %2", "minutes and seconds").arg(root.clock(root.seconds)).arg(root.clock(root.mostSeconds));
        if (root.playing)
            return root.seconds > 0 ? qsTr("Playing: %1 long", "minutes and seconds").arg(root.clock(root.seconds)) : qsTr("Playing");
        return qsTr("There is a recording.");
    }

    objectName: "soundPanel"
    implicitHeight: column.implicitHeight + Units.gap12 * 2
    radius: Units.radius
    color: root.recording ? Theme.badSoft : Theme.surface
    border.width: Units.border
    border.color: root.recording ? Theme.bad : Theme.hairline

    Column {
        id: column
        x: Units.gap12
        y: Units.gap12
        width: root.width - Units.gap12 * 2
        spacing: Units.gap8

        Row {
            width: parent.width
            spacing: Units.gap8

            Sign {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                shape: root.recording ? Sign.Dot : root.playing ? Sign.Speaker : Sign.Microphone
                color: root.recording ? Theme.bad : Theme.primary
                size: Math.round(Theme.body * 1.3)
            }

            Label {
                objectName: "soundWords"
                width: parent.width - sign.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                text: root.words()
                strong: true
            }
        }

        Rectangle {
            objectName: "soundLevel"
            width: parent.width
            height: 8
            visible: root.recording
            radius: 4
            color: Theme.surface
            Accessible.ignored: true

            Rectangle {
                x: root.LayoutMirroring.enabled ? parent.width - width : 0
                width: Math.round(parent.width * Math.max(0, Math.min(1, root.level)))
                height: parent.height
                radius: parent.radius
                color: Theme.bad
            }
        }
    }
}
