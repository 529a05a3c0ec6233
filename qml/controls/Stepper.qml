import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// A number with − and +, for counting heads. The number can be typed as well; arrow keys step it.
T.SpinBox {
    id: root

    required property string label
    // Names its parts for the tests: "stepper_<key>", "plus_<key>", "minus_<key>".
    property string key: ""

    readonly property real side: Math.round(Units.touch * Math.min(Theme.textScale, 1.4))
    readonly property bool stacked: labelText.implicitWidth + Units.gap12 + root.controlsWidth > root.width
    readonly property real controlsWidth: root.side * 2 + numberWidth + Units.gap8 * 2
    readonly property real numberWidth: Math.round(Theme.lead * 2.6)

    objectName: root.key.length > 0 ? "stepper_" + root.key : ""
    implicitWidth: 320
    implicitHeight: root.stacked ? labelText.height + Units.gap4 + root.side : Math.max(root.side, labelText.height)
    from: 0
    to: 999
    editable: true

    validator: IntValidator {
        bottom: root.from
        top: root.to
    }

    Accessible.role: Accessible.SpinBox
    Accessible.name: qsTr("%1: %2", "label: number").arg(root.label).arg(root.value)

    leftPadding: root.numberX
    rightPadding: root.width - root.numberX - root.numberWidth
    topPadding: root.height - root.side

    background: Item {
        Label {
            id: labelText
            anchors.left: parent.left
            y: root.stacked ? 0 : (root.height - height) / 2
            width: root.stacked ? root.width : root.width - root.controlsWidth - Units.gap12
            text: root.label
            spoken: false
        }
    }

    contentItem: TextInput {
        id: number
        text: root.displayText
        color: Theme.ink
        selectionColor: Theme.primary
        selectedTextColor: Theme.primaryInk
        selectByMouse: true
        font.family: Theme.family
        font.pixelSize: Theme.lead
        font.weight: Font.DemiBold
        horizontalAlignment: TextInput.AlignHCenter
        verticalAlignment: TextInput.AlignVCenter
        readOnly: !root.editable
        validator: root.validator
        inputMethodHints: Qt.ImhDigitsOnly

        Accessible.role: Accessible.EditableText
        Accessible.name: root.label

        Rectangle {
            anchors.fill: parent
            z: -1
            radius: Units.radius
            color: Theme.surface
            border.width: Units.border
            border.color: Theme.line

            FocusRing {
                shown: number.activeFocus || root.visualFocus
            }
        }
    }

    readonly property real numberX: root.mirrored ? root.side + Units.gap8 : root.width - root.side - Units.gap8 - root.numberWidth

    down.indicator: StepSign {
        x: root.mirrored ? root.width - width - root.width + root.controlsWidth : root.width - root.controlsWidth
        y: root.height - root.side
        side: root.side
        objectName: root.key.length > 0 ? "minus_" + root.key : ""
        shape: Sign.Minus
        down: root.down.pressed
        enabled: root.value > root.from
        text: qsTr("One less: %1").arg(root.label)
        onPressAction: root.decrease()
    }

    up.indicator: StepSign {
        x: root.mirrored ? 0 : root.width - width
        y: root.height - root.side
        side: root.side
        objectName: root.key.length > 0 ? "plus_" + root.key : ""
        shape: Sign.Plus
        down: root.up.pressed
        enabled: root.value < root.to
        text: qsTr("One more: %1").arg(root.label)
        onPressAction: root.increase()
    }

    component StepSign: Rectangle {
        id: step

        required property int side
        required property int shape
        required property bool down
        required property string text

        signal pressAction()

        implicitWidth: side
        implicitHeight: side
        radius: Units.radius
        color: down ? Theme.primarySoft : Theme.surface
        border.width: Units.border
        border.color: Theme.line
        opacity: enabled ? 1 : 0.45

        Accessible.role: Accessible.Button
        Accessible.name: step.text
        Accessible.onPressAction: step.pressAction()

        Sign {
            anchors.centerIn: parent
            shape: step.shape
            color: Theme.primary
            size: Math.round(step.side * 0.5)
        }
    }
}
