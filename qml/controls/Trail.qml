pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme

// How far along: one waymark for each step, those behind you filled, and the words "4 of 12".
Item {
    id: root

    required property int steps
    // 1 for the first; that one and all before it are filled.
    required property int step

    readonly property string words: qsTr("%1 of %2", "this step of how many").arg(root.step).arg(root.steps)

    // Of many steps, a mark stands for several.
    readonly property int marks: Math.min(root.steps, 30)

    implicitWidth: 240
    implicitHeight: Math.max(label.implicitHeight, 20)

    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.words

    Row {
        id: segments
        anchors.left: parent.left
        anchors.right: label.left
        anchors.rightMargin: Units.gap12
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.marks > 20 ? 2 : 4

        Repeater {
            model: root.marks

            Rectangle {
                required property int index
                readonly property bool behind: (index + 1) * root.steps <= root.step * root.marks

                width: Math.min(28, (segments.width - segments.spacing * (root.marks - 1)) / Math.max(1, root.marks))
                height: 14
                radius: 3
                color: behind ? Theme.accent : "transparent"
                border.width: Units.border
                border.color: behind ? Theme.accent : Theme.line
            }
        }
    }

    Label {
        id: label
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.words
        quiet: true
        wrapMode: Text.NoWrap
        spoken: false
    }
}
