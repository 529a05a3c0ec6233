import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// One line of typed text: its label above, a hint under the label, what is wrong under the box.
FocusScope {
    id: root

    required property string label
    // What is spoken, where the words stand elsewhere on the screen.
    property string spokenLabel: root.label
    property string hint: ""
    property string error: ""
    property alias text: input.text
    property alias echoMode: input.echoMode
    property alias inputMethodHints: input.inputMethodHints
    property alias maximumLength: input.maximumLength
    property alias validator: input.validator
    property alias readOnly: input.readOnly

    signal accepted()
    signal edited(text: string)

    function selectAll() {
        input.selectAll();
    }

    implicitWidth: 240
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap4

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.label
            strong: true
            spoken: false
        }

        Label {
            width: parent.width
            visible: text.length > 0
            text: root.hint
            quiet: true
            size: Label.Small
            spoken: false
        }

        T.TextField {
            id: input
            objectName: root.objectName
            width: parent.width
            focus: true
            implicitHeight: Math.max(Units.touch, contentHeight + topPadding + bottomPadding)
            leftPadding: Units.gap12
            rightPadding: Units.gap12
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

            Accessible.role: Accessible.EditableText
            Accessible.name: root.spokenLabel
            Accessible.description: root.error.length > 0 ? root.error : root.hint
            Accessible.editable: !input.readOnly

            onAccepted: root.accepted()
            onTextEdited: root.edited(text)

            background: Rectangle {
                radius: Units.radius
                color: Theme.surface
                border.width: root.error.length > 0 ? 2 : Units.border
                border.color: root.error.length > 0 ? Theme.bad : Theme.line

                FocusRing {
                    shown: input.activeFocus
                }
            }
        }

        Row {
            width: parent.width
            visible: root.error.length > 0
            spacing: Units.gap8

            Sign {
                id: errorSign
                y: Math.round(Theme.small * 0.15)
                shape: Sign.Look
                color: Theme.bad
                size: Math.round(Theme.small * 1.2)
            }

            Label {
                width: parent.width - errorSign.width - parent.spacing
                text: root.error
                color: Theme.bad
                size: Label.Small
                Accessible.role: Accessible.AlertMessage
            }
        }
    }
}
