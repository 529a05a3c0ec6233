import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// Type to find. Down goes on to the list of what was found; Escape clears.
FocusScope {
    id: root

    required property string label
    property alias text: input.text

    signal edited(text: string)
    signal accepted()
    signal goDown()

    function clear() {
        input.clear();
        root.edited("");
        input.forceActiveFocus();
    }

    implicitWidth: 240
    implicitHeight: input.implicitHeight

    T.TextField {
        id: input
        objectName: root.objectName
        anchors.left: parent.left
        anchors.right: parent.right
        focus: true
        implicitHeight: Math.max(Units.touch, contentHeight + topPadding + bottomPadding)
        leftPadding: mirrored ? Units.touch : sign.width + Units.gap12 + Units.gap8
        rightPadding: mirrored ? sign.width + Units.gap12 + Units.gap8 : Units.touch
        topPadding: Units.gap8
        bottomPadding: Units.gap8
        verticalAlignment: TextInput.AlignVCenter
        horizontalAlignment: TextInput.AlignLeft
        color: Theme.ink
        selectionColor: Theme.primary
        selectedTextColor: Theme.primaryInk
        selectByMouse: true
        font.family: Theme.family
        font.pixelSize: Theme.body
        inputMethodHints: Qt.ImhNoPredictiveText

        readonly property bool mirrored: LayoutMirroring.enabled

        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        Accessible.editable: true
        Accessible.searchEdit: true

        onTextEdited: root.edited(text)
        onAccepted: root.accepted()
        Keys.onDownPressed: root.goDown()
        Keys.onEscapePressed: event => {
            event.accepted = input.text.length > 0;
            if (event.accepted)
                root.clear();
        }

        background: Rectangle {
            radius: Units.radius
            color: Theme.surface
            border.width: Units.border
            border.color: Theme.line

            FocusRing {
                shown: input.activeFocus
            }
        }

        Label {
            anchors.fill: parent
            anchors.leftMargin: sign.width + Units.gap12 + Units.gap8
            anchors.rightMargin: Units.gap12
            visible: input.length === 0 && input.preeditText.length === 0
            text: root.label
            quiet: true
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            spoken: false
        }
    }

    Sign {
        id: sign
        anchors.left: parent.left
        anchors.leftMargin: Units.gap12
        anchors.verticalCenter: input.verticalCenter
        shape: Sign.Search
        color: Theme.quiet
        size: Math.round(Theme.body * 1.25)
    }

    SignButton {
        anchors.right: parent.right
        anchors.verticalCenter: input.verticalCenter
        width: Units.touch
        height: Units.touch
        visible: input.length > 0
        sign: Sign.Close
        text: qsTr("Clear the search")
        color: Theme.quiet
        onClicked: root.clear()
    }
}
