pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// The quiet ways of not answering. Each is a different thing, and each is allowed.
Flow {
    id: root

    property list<string> offered: []
    // By code: the questionnaire's own words. What has none is said in ours.
    property var ownWords: ({})
    property string chosen: ""
    property bool childMode: false

    signal picked(code: string)

    function words(code: string): string {
        const own = root.ownWords[code] ?? "";
        if (own !== "")
            return own;
        switch (code) {
        case "refused":
            return root.childMode ? qsTr("I would rather not say") : qsTr("Rather not say");
        case "not_applicable":
            return qsTr("Does not fit us");
        default:
            return qsTr("Skip");
        }
    }

    readonly property var names: ({ "refused": "refusedButton", "not_applicable": "notApplicableButton", "skipped": "skipButton" })

    spacing: Units.gap8

    Repeater {
        model: root.offered

        T.RadioButton {
            id: way

            required property string modelData
            readonly property bool picked: modelData === root.chosen

            readonly property real around: leftPadding + rightPadding + (picked ? mark.width + Units.gap4 : 0)

            objectName: root.names[modelData] ?? ""
            width: Math.min(words.natural + around, root.width)
            implicitHeight: Math.max(root.childMode ? Units.childTouch : Units.touch, implicitContentHeight + Units.gap8 * 2)
            leftPadding: Units.gap8
            rightPadding: Units.gap8
            text: root.words(modelData)
            hoverEnabled: true

            autoExclusive: false
            checked: way.picked
            onToggled: checked = Qt.binding(() => way.picked)

            Accessible.role: Accessible.RadioButton
            Accessible.name: way.text
            Accessible.checkable: true
            Accessible.checked: way.picked
            Accessible.focusable: true

            onClicked: root.picked(modelData)
            Keys.onReturnPressed: root.picked(modelData)
            Keys.onEnterPressed: root.picked(modelData)

            background: Rectangle {
                radius: Units.radius
                color: way.picked || way.down || way.hovered ? Theme.primarySoft : "transparent"
                border.width: way.picked ? 2 : 0
                border.color: Theme.primary

                FocusRing {
                    shown: way.visualFocus
                }
            }

            contentItem: Row {
                spacing: Units.gap4

                Sign {
                    id: mark
                    anchors.verticalCenter: parent.verticalCenter
                    shape: way.picked ? Sign.Tick : Sign.None
                    color: Theme.primary
                    size: Theme.small
                }

                FitLabel {
                    id: words
                    room: root.width - way.around
                    anchors.verticalCenter: parent.verticalCenter
                    text: way.text
                    color: way.picked ? Theme.primary : Theme.quiet
                    strong: way.picked
                    spoken: false
                }
            }
        }
    }
}
