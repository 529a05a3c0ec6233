import QtQuick
import Waymark.Theme

// A person's initials in a disc, to tell rows apart at a glance. The name beside it is what is spoken.
Rectangle {
    id: root

    required property string name
    property real size: Math.round(40 * Math.min(Theme.textScale, 1.5))

    readonly property string letters: root.initialsOf(root.name)

    function initialsOf(name: string): string {
        return name.trim().replace(/^([\ud800-\udbff]?\S).*?(?:\s([\ud800-\udbff]?\S)\S*)?$/, "$1$2").toUpperCase();
    }

    implicitWidth: root.size
    implicitHeight: root.size
    radius: root.size / 2
    color: Theme.primarySoft
    border.width: Units.border
    border.color: Theme.primary

    Accessible.ignored: true

    Label {
        anchors.centerIn: parent
        text: root.letters
        color: Theme.primary
        strong: true
        tight: true
        font.pixelSize: Math.round(root.size * 0.4)
        spoken: false
    }
}
