import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// A number between two ends, by sliding, by tapping − and +, or by arrow keys; the number stands in words above. Until it is touched there is no
// answer.
FocusScope {
    id: root

    required property string question
    property real from: 1
    property real to: 10
    property real step: 1
    property bool decimals: false
    property string chosen: ""

    readonly property bool answered: root.chosen.length > 0
    readonly property real low: Math.min(root.from, root.to)
    readonly property real high: Math.max(root.from, root.to)
    readonly property int places: root.decimals ? Math.max(1, (String(root.step).split(".")[1] ?? "").length) : 0

    signal picked(value: var)

    function textOf(number: real): string {
        return root.decimals ? String(parseFloat(number.toFixed(root.places))) : String(Math.round(number));
    }

    function put(number: real) {
        root.picked(root.textOf(Math.max(root.low, Math.min(root.high, number))));
    }

    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column
        width: root.width
        spacing: Units.gap8

        Label {
            objectName: "rangeWords"
            Layout.fillWidth: true
            text: root.answered ? qsTr("%1, between %2 and %3", "a number and its ends").arg(root.chosen).arg(root.textOf(root.low)).arg(root.textOf(root.high))
                                : qsTr("No answer yet: between %1 and %2", "two numbers").arg(root.textOf(root.low)).arg(root.textOf(root.high))
            strong: root.answered
            quiet: !root.answered
            horizontalAlignment: Text.AlignHCenter
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Units.gap8

            SignButton {
                objectName: "rangeLess"
                framed: true
                sign: Sign.Minus
                text: qsTr("Less")
                onClicked: root.put(root.answered ? parseFloat(root.chosen) - root.step : root.low)
            }

            T.Slider {
                id: slider
                objectName: "rangeSlider"
                Layout.fillWidth: true
                implicitHeight: Units.touch
                focus: true
                from: root.low
                to: root.high
                stepSize: root.step
                snapMode: T.Slider.SnapAlways
                value: root.answered ? parseFloat(root.chosen) : root.low
                onMoved: root.put(slider.value)
                Keys.onSpacePressed: root.put(slider.value)
                Keys.onReturnPressed: root.put(slider.value)

                Accessible.role: Accessible.Slider
                Accessible.name: root.answered ? qsTr("%1: %2", "question, number").arg(root.question).arg(root.chosen) : root.question
                Accessible.focusable: true

                background: Rectangle {
                    x: slider.leftPadding
                    y: (slider.height - height) / 2
                    width: slider.availableWidth
                    height: 8
                    radius: 4
                    color: Theme.surface
                    border.width: Units.border
                    border.color: Theme.line

                    Rectangle {
                        x: slider.mirrored ? parent.width - width : 0
                        width: root.answered ? slider.position * parent.width : 0
                        height: parent.height
                        radius: 4
                        color: Theme.primary
                    }
                }

                handle: Rectangle {
                    x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
                    y: (slider.height - height) / 2
                    width: 32
                    height: 32
                    radius: 16
                    color: root.answered ? Theme.primary : Theme.surface
                    border.width: 2
                    border.color: root.answered ? Theme.primary : Theme.line

                    FocusRing {
                        shown: slider.visualFocus
                    }
                }
            }

            SignButton {
                objectName: "rangeMore"
                framed: true
                sign: Sign.Plus
                text: qsTr("More")
                onClicked: root.put(root.answered ? parseFloat(root.chosen) + root.step : root.low)
            }
        }
    }
}
