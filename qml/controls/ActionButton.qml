import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// A button is a verb. One Primary on a screen; Quiet for the others; Danger for what cannot be taken back lightly; Plain for
// small ways out.
T.Button {
    id: root

    enum Kind {
        Primary,
        Quiet,
        Danger,
        Plain
    }

    property int kind: ActionButton.Primary
    property int sign: Sign.None
    property int minimumHeight: Units.touch
    // Shows only the sign; the words are still spoken.
    property bool wordless: false
    // How wide it is with its words on one line.
    readonly property real natural: words.natural + leftPadding + rightPadding

    readonly property color ground: {
        switch (root.kind) {
        case ActionButton.Primary:
            return Theme.primary;
        case ActionButton.Danger:
            return Theme.bad;
        case ActionButton.Quiet:
            return Theme.surface;
        default:
            return "transparent";
        }
    }
    readonly property color inkColor: {
        switch (root.kind) {
        case ActionButton.Primary:
            return Theme.primaryInk;
        case ActionButton.Danger:
            return Theme.badInk;
        default:
            return Theme.primary;
        }
    }

    implicitWidth: Math.max(Units.touch, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(root.minimumHeight, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: root.kind === ActionButton.Plain ? Units.gap12 : Units.gap16
    rightPadding: leftPadding
    topPadding: Units.gap8
    bottomPadding: Units.gap8
    hoverEnabled: true
    opacity: enabled ? 1 : 0.55

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: {
            if (root.kind === ActionButton.Plain)
                return root.down || root.hovered ? Theme.primarySoft : "transparent";
            if (root.kind === ActionButton.Quiet)
                return root.down || root.hovered ? Theme.primarySoft : root.ground;
            return root.down || root.hovered ? Theme.pressed(root.ground) : root.ground;
        }
        border.width: root.kind === ActionButton.Quiet ? Units.border : 0
        border.color: Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        id: words
        readonly property real natural: sign.implicitWidth + (sign.visible ? Units.gap8 : 0) + label.natural

        implicitWidth: root.wordless ? sign.implicitWidth : words.natural
        implicitHeight: root.wordless ? sign.height : label.implicitHeight

        Row {
            anchors.centerIn: parent
            spacing: Units.gap8

            Sign {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                shape: root.sign
                color: root.inkColor
                size: Math.round(Theme.body * 1.3)
            }

            FitLabel {
                id: label
                anchors.verticalCenter: parent.verticalCenter
                room: root.availableWidth - (sign.visible ? sign.width + Units.gap8 : 0)
                visible: !root.wordless
                text: root.text
                color: root.inkColor
                strong: true
                horizontalAlignment: Text.AlignHCenter
                spoken: false
            }
        }
    }
}
