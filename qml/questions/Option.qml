import QtQuick
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// One choice of a question: a ring or, where several may be chosen, a box; with its picture above its words if it has one, and a button beside
// them if it can be heard. The owner decides in onClicked what `chosen` becomes.
T.AbstractButton {
    id: root

    property bool many: false
    property bool chosen: false
    property string picture: ""
    // What can be heard of it; "" for nothing.
    property string sound: ""
    property bool heard: false
    property bool childMode: false
    // The words stand under the ring, which takes less room from side to side.
    property bool stacked: false

    signal listened()

    implicitWidth: 160
    implicitHeight: Math.max(root.childMode ? Units.childTouch : Units.touch + Units.gap8, content.implicitHeight + topPadding + bottomPadding)
    leftPadding: Units.gap12
    rightPadding: Units.gap12
    topPadding: Units.gap8
    bottomPadding: Units.gap8
    hoverEnabled: true
    // The owner decides what is chosen; a click alone changes nothing.
    checkable: true
    checked: root.chosen
    onToggled: checked = Qt.binding(() => root.chosen)

    Accessible.role: root.many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.chosen
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.chosen || root.down ? Theme.primarySoft : Theme.surface
        border.width: root.chosen ? 2 : Units.border
        border.color: root.chosen || root.hovered ? Theme.primary : Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        implicitHeight: content.implicitHeight

        Column {
            id: content
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Units.gap8

            Image {
                anchors.horizontalCenter: parent.horizontalCenter
                objectName: "choicePicture"
                visible: root.picture.length > 0 && status !== Image.Error
                width: Math.min(parent.width, 160)
                height: Math.round(width * 0.75)
                source: root.picture
                sourceSize.width: 480
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                Accessible.ignored: true
            }

            Item {
                width: parent.width
                implicitHeight: root.stacked ? mark.height + Units.gap8 + words.implicitHeight + (speaker.visible ? speaker.height : 0)
                                             : Math.max(mark.height, words.implicitHeight, speaker.visible ? speaker.height : 0)

                Rectangle {
                    id: mark
                    x: root.stacked ? (parent.width - width) / 2 : root.mirrored ? parent.width - width : 0
                    y: root.stacked ? 0 : (parent.height - height) / 2
                    width: Math.round(22 * Math.min(Theme.textScale, 1.5))
                    height: width
                    radius: root.many ? 5 : width / 2
                    color: root.many && root.chosen ? Theme.primary : Theme.surface
                    border.width: 2
                    border.color: root.chosen ? Theme.primary : Theme.line

                    Rectangle {
                        anchors.centerIn: parent
                        width: Math.round(parent.width * 0.5)
                        height: width
                        radius: width / 2
                        color: Theme.primary
                        visible: root.chosen && !root.many
                    }

                    Sign {
                        anchors.centerIn: parent
                        shape: root.chosen && root.many ? Sign.Tick : Sign.None
                        color: Theme.primaryInk
                        size: parent.width * 0.8
                    }
                }

                Label {
                    id: words
                    x: root.stacked ? 0 : root.mirrored ? speaker.room : mark.width + Units.gap12
                    y: root.stacked ? mark.height + Units.gap8 : (parent.height - height) / 2
                    width: root.stacked ? parent.width : parent.width - mark.width - Units.gap12 - speaker.room
                    horizontalAlignment: root.stacked ? Text.AlignHCenter : Text.AlignLeft
                    text: root.text
                    size: root.childMode ? Label.Lead : Label.Body
                    strong: root.chosen
                    spoken: false
                }

                ListenButton {
                    id: speaker

                    readonly property real room: visible && !root.stacked ? width : 0

                    x: root.stacked ? (parent.width - width) / 2 : root.mirrored ? 0 : parent.width - width
                    y: root.stacked ? parent.height - height : (parent.height - height) / 2
                    sound: root.sound
                    heard: root.heard
                    words: root.text
                    onClicked: root.listened()
                }
            }
        }
    }
}
