pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme

// A PIN by touch or keyboard. The digits leave only through entered(); nothing shows or reads them, and clear() forgets
// them. Owner: the screen that asks for the PIN.
FocusScope {
    id: root

    property string label: qsTr("PIN")
    property string error: ""
    property string action: qsTr("Unlock")
    property int minimumDigits: 6
    property int maximumDigits: 12
    property bool busy: false

    readonly property int count: secret.digits.length
    readonly property bool ready: root.count >= root.minimumDigits && !root.busy

    signal entered(pin: string)
    signal edited()

    function clear() {
        secret.digits = "";
    }

    function press(digit: string) {
        if (root.busy || root.count >= root.maximumDigits)
            return;
        secret.digits += digit;
        root.edited();
    }

    function erase() {
        if (!root.busy)
            secret.digits = secret.digits.slice(0, -1);
    }

    function submit() {
        if (!root.ready)
            return;
        const pin = secret.digits;
        root.clear();
        root.entered(pin);
    }

    implicitWidth: 304
    implicitHeight: column.implicitHeight

    Keys.onPressed: event => {
        event.accepted = true;
        if (event.text.length === 1 && event.text >= "0" && event.text <= "9")
            root.press(event.text);
        else if (event.key === Qt.Key_Backspace)
            root.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            root.submit();
        else
            event.accepted = false;
    }

    QtObject {
        id: secret
        property string digits: ""
    }

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        Label {
            width: parent.width
            text: root.label
            horizontalAlignment: Text.AlignHCenter
            strong: true
            spoken: false
        }

        Item {
            id: entry
            objectName: "pinField"
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.max(dots.implicitWidth + Units.gap32, 160)
            height: Units.touch
            focus: true
            activeFocusOnTab: true

            Accessible.role: Accessible.EditableText
            Accessible.focusable: true
            Accessible.name: root.label
            Accessible.description: root.error.length > 0 ? root.error : qsTr("Digits entered: %1", "number").arg(root.count)

            TapHandler {
                onTapped: entry.forceActiveFocus()
            }

            Rectangle {
                anchors.fill: parent
                radius: Units.radius
                color: Theme.surface
                border.width: root.error.length > 0 ? 2 : Units.border
                border.color: root.error.length > 0 ? Theme.bad : Theme.line

                FocusRing {
                    shown: entry.activeFocus
                }
            }

            Row {
                id: dots
                anchors.centerIn: parent
                spacing: Units.gap8

                Repeater {
                    model: Math.max(root.minimumDigits, root.count)

                    Rectangle {
                        required property int index
                        width: 12
                        height: 12
                        radius: 6
                        color: index < root.count ? Theme.ink : "transparent"
                        border.width: 2
                        border.color: index < root.count ? Theme.ink : Theme.line
                    }
                }
            }
        }

        Row {
            width: parent.width
            visible: root.error.length > 0
            spacing: Units.gap8

            Sign {
                id: errorSign
                y: Math.round(Theme.body * 0.15)
                shape: root.error.length > 0 ? Sign.Look : Sign.None
                color: Theme.bad
                size: Math.round(Theme.body * 1.2)
            }

            Label {
                width: parent.width - errorSign.width - parent.spacing
                text: root.error
                color: Theme.bad
                Accessible.role: Accessible.AlertMessage
            }
        }

        // A keypad reads 1 2 3 from the left in every language.
        Grid {
            id: keys
            readonly property real keyWidth: (width - spacing * 2) / 3

            LayoutMirroring.enabled: false
            LayoutMirroring.childrenInherit: true
            width: parent.width
            columns: 3
            spacing: Units.gap8

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

                PinKey {
                    required property string modelData
                    objectName: "pinKey" + modelData
                    width: keys.keyWidth
                    text: modelData
                    enabled: !root.busy
                    onClicked: root.press(modelData)
                }
            }

            PinKey {
                id: erase
                width: keys.keyWidth
                objectName: "pinDelete"
                spoken: qsTr("Erase the last digit")
                enabled: root.count > 0 && !root.busy
                onClicked: root.erase()

                Sign {
                    anchors.centerIn: parent
                    shape: Sign.Erase
                    color: erase.inkColor
                    size: erase.signSize
                }
            }

            PinKey {
                width: keys.keyWidth
                objectName: "pinKey0"
                text: "0"
                enabled: !root.busy
                onClicked: root.press("0")
            }

            PinKey {
                id: done
                width: keys.keyWidth
                objectName: "pinDone"
                main: true
                spoken: root.action
                enabled: root.ready
                onClicked: root.submit()

                Sign {
                    anchors.centerIn: parent
                    shape: Sign.Tick
                    color: done.inkColor
                    size: done.signSize
                }
            }
        }
    }
}
