import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// Several lines of typed text; the box grows with what is written. Tab leaves it.
FocusScope {
    id: root

    required property string label
    property string hint: ""
    property bool labelShown: true
    property int lines: 4
    property alias text: input.text

    signal edited(text: string)

    implicitWidth: 240
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap4

        Label {
            width: parent.width
            visible: root.labelShown
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

        T.TextArea {
            id: input
            objectName: root.objectName
            width: parent.width
            focus: true
            implicitHeight: Math.max(Math.round(Theme.body * 1.45 * root.lines) + topPadding + bottomPadding,
                                     contentHeight + topPadding + bottomPadding)
            padding: Units.gap12
            color: Theme.ink
            selectionColor: Theme.primary
            selectedTextColor: Theme.primaryInk
            selectByMouse: true
            font.family: Theme.family
            font.pixelSize: Theme.body
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            horizontalAlignment: TextEdit.AlignLeft
            KeyNavigation.priority: KeyNavigation.BeforeItem
            KeyNavigation.tab: input.nextItemInFocusChain(true)
            KeyNavigation.backtab: input.nextItemInFocusChain(false)

            Accessible.role: Accessible.EditableText
            Accessible.name: root.label
            Accessible.description: root.hint
            Accessible.multiLine: true
            Accessible.editable: true

            // Only what a person types is reported; text set by the owner is not.
            onTextChanged: {
                if (input.activeFocus)
                    root.edited(text);
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
        }
    }
}
