import QtQuick
import QtQuick.Layouts
import Waymark.Theme

// Says what will be here, and the one thing to do.
ColumnLayout {
    id: root

    required property string title
    required property string text
    property int sign: Sign.Waymark
    property string action: ""

    signal acted()

    spacing: Units.gap12

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
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
        Layout.fillWidth: true
        text: root.title
        size: Label.Lead
        strong: true
        heading: true
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        Layout.fillWidth: true
        text: root.text
        quiet: true
        horizontalAlignment: Text.AlignHCenter
    }

    ActionButton {
        Layout.alignment: Qt.AlignHCenter
        Layout.maximumWidth: root.width
        visible: text.length > 0
        text: root.action
        onClicked: root.acted()
    }
}
