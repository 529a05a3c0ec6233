import QtQuick
import Waymark.Theme

// Says what will be here, and the one thing to do.
Column {
    id: root

    required property string title
    required property string text
    property int sign: Sign.Waymark
    property string action: ""

    signal acted()

    spacing: Units.gap12

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        implicitWidth: 72
        implicitHeight: 72
        radius: 36
        color: Theme.primarySoft

        Sign {
            anchors.centerIn: parent
            shape: root.sign
            color: Theme.primary
            size: 36
        }
    }

    Label {
        width: parent.width
        text: root.title
        size: Label.Lead
        strong: true
        heading: true
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        width: parent.width
        text: root.text
        quiet: true
        horizontalAlignment: Text.AlignHCenter
    }

    ActionButton {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, root.width)
        visible: text.length > 0
        text: root.action
        onClicked: root.acted()
    }
}
