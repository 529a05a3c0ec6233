pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// Numbers to tap, in one row where they fit, else in two, with the meaning of both ends. No dragging.
FocusScope {
    id: root

    property var choices: []
    property string chosen: ""
    property bool childMode: false

    readonly property int side: root.childMode ? Units.childTouch : Units.touch
    readonly property int columns: {
        const fits = Math.floor((root.width + Units.gap8) / (root.cell + Units.gap8));
        return fits >= root.choices.length ? Math.max(1, root.choices.length) : Math.max(1, Math.min(5, fits));
    }
    readonly property real cell: Math.max(root.side, Math.round(Theme.lead * 1.45))
    readonly property int chosenIndex: root.choices.findIndex(choice => String(choice.value) === root.chosen)
    readonly property string lowest: root.choices.length > 0 ? root.endWords(root.choices[0]) : ""
    readonly property string highest: root.choices.length > 0 ? root.endWords(root.choices[root.choices.length - 1]) : ""

    signal picked(value: var)

    // The choices of a range by its start, end and step.
    function stepsOf(range: var): var {
        const from = range.start ?? 1;
        const to = range.end ?? 10;
        const step = Math.abs(range.step ?? 1) || 1;
        const count = Math.min(101, Math.floor(Math.abs(to - from) / step + 1.000001));
        return Array.from({ "length": count }, (unused, index) => {
            const at = from + (to < from ? -1 : 1) * index * step;
            return { "value": String(parseFloat(at.toFixed(6))), "label": "" };
        });
    }

    function endWords(choice: var): string {
        return choice.label && String(choice.label) !== String(choice.value) ? choice.label : "";
    }

    function go(to: int) {
        (repeater.itemAt(to) as Item)?.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column
        width: root.width
        spacing: Units.gap8

        Label {
            Layout.fillWidth: true
            visible: text.length > 0 && root.columns < root.choices.length
            text: root.lowest.length > 0
                ? qsTr("%1: %2", "a number of the scale: what it means").arg(root.choices[0].value).arg(root.lowest) : ""
            quiet: true
            spoken: false
        }

        GridLayout {
            Layout.fillWidth: true
            columns: root.columns
            columnSpacing: Units.gap8
            rowSpacing: Units.gap8

            Repeater {
                id: repeater
                model: root.choices

                T.RadioButton {
                    id: number

                    required property int index
                    required property var modelData
                    readonly property bool picked: index === root.chosenIndex

                    objectName: "choice_" + modelData.value
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    implicitHeight: Math.max(root.cell, root.side + Units.gap8)
                    text: String(modelData.value)
                    hoverEnabled: true
                    focus: index === Math.max(0, root.chosenIndex)
                    activeFocusOnTab: focus

                    autoExclusive: false
                    checked: number.picked
                    onToggled: checked = Qt.binding(() => number.picked)

                    Accessible.role: Accessible.RadioButton
                    Accessible.name: root.endWords(modelData).length > 0
                        ? qsTr("%1: %2", "a number of the scale: what it means").arg(number.text).arg(modelData.label) : number.text
                    Accessible.checkable: true
                    Accessible.checked: number.picked
                    Accessible.focusable: true

                    onClicked: root.picked(modelData.value)
                    Keys.onReturnPressed: root.picked(modelData.value)
                    Keys.onEnterPressed: root.picked(modelData.value)
                    Keys.onLeftPressed: root.go(index + (number.mirrored ? 1 : -1))
                    Keys.onRightPressed: root.go(index + (number.mirrored ? -1 : 1))
                    Keys.onUpPressed: root.go(index - root.columns)
                    Keys.onDownPressed: root.go(index + root.columns)

                    background: Rectangle {
                        radius: Units.radius
                        color: number.picked ? Theme.primary : number.down ? Theme.primarySoft : Theme.surface
                        border.width: number.picked ? 2 : Units.border
                        border.color: number.picked || number.hovered ? Theme.primary : Theme.line

                        FocusRing {
                            shown: number.visualFocus
                        }
                    }

                    contentItem: Label {
                        text: number.text
                        color: number.picked ? Theme.primaryInk : Theme.ink
                        size: Label.Lead
                        strong: number.picked
                        font.underline: number.picked
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                        wrapMode: Text.NoWrap
                        spoken: false
                    }
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Units.gap16

            Label {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                visible: root.columns >= root.choices.length
                text: root.lowest
                quiet: true
                spoken: false
            }

            Label {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                text: root.highest.length === 0 || root.columns >= root.choices.length ? root.highest
                    : qsTr("%1: %2", "a number of the scale: what it means")
                          .arg(root.choices[root.choices.length - 1].value).arg(root.highest)
                quiet: true
                horizontalAlignment: Text.AlignRight
                spoken: false
            }
        }
    }
}
