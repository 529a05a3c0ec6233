import QtQuick
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// One line of a register. A tap says "here", a second tap takes it back; the button at the end opens the rest.
T.CheckBox {
    id: root

    required property string personId
    required property string name
    required property string calledName
    required property string ageText
    required property string alertText
    required property string status
    required property string statusText
    required property int minutesLate
    required property string leftAt
    required property bool twin
    required property string safety
    required property string household
    required property bool expected
    property bool current: false
    // Room for the family's name beside the age.
    property bool roomy: false

    readonly property bool attended: root.status === "present" || root.status === "late"
    readonly property string stateWords: {
        if (root.leftAt.length > 0)
            return qsTr("Left at %1", "a time of day").arg(root.leftAt);
        if (root.status === "late" && root.minutesLate > 0)
            return qsTr("%n min late", "", root.minutesLate);
        return root.status.length > 0 ? root.statusText : root.expected ? qsTr("Not yet") : qsTr("Not on the list");
    }
    readonly property string safetyWords: {
        switch (root.status.length > 0 ? root.safety : "none") {
        case "here":
            return qsTr("saved here");
        case "central":
            return qsTr("safe centrally");
        case "aside":
            return qsTr("set aside");
        case "":
            return qsTr("saving");
        default:
            return "";
        }
    }
    readonly property string detail: root.joined([root.ageText, root.roomy ? root.household : "", root.twin ? qsTr("there is another %1", "first name").arg(root.called) : ""], " · ")
    readonly property string called: root.calledName.length > 0 ? root.calledName : root.name.split(" ")[0]
    readonly property string shown: root.calledName.length > 0 && !root.name.startsWith(root.calledName)
        ? qsTr("%1 (%2)", "name (what to call them)").arg(root.name).arg(root.calledName) : root.name

    signal opened()

    function joined(parts: list<string>, between: string): string {
        let all = "";
        for (let i = 0; i < parts.length; ++i) {
            if (parts[i].length > 0)
                all += (all.length > 0 ? between : "") + parts[i];
        }
        return all;
    }

    objectName: "mark_" + root.personId
    implicitWidth: 320
    implicitHeight: Math.max(Units.touch + Units.gap12, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: mirrored ? 0 : Units.gap12
    rightPadding: mirrored ? Units.gap12 : 0
    topPadding: Units.gap8
    bottomPadding: Units.gap8
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    // The register decides what is marked; a tap alone changes nothing.
    checked: root.attended
    onToggled: checked = Qt.binding(() => root.attended)

    Accessible.role: Accessible.CheckBox
    Accessible.name: root.joined([root.shown, root.alertText, root.stateWords, root.detail, root.safetyWords], ", ")
    Accessible.checkable: true
    Accessible.checked: root.attended
    Accessible.focusable: true

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onRightPressed: event => {
        event.accepted = !root.mirrored;
        if (event.accepted)
            root.opened();
    }
    Keys.onLeftPressed: event => {
        event.accepted = root.mirrored;
        if (event.accepted)
            root.opened();
    }

    background: Rectangle {
        radius: Units.radius
        color: root.down ? Theme.primarySoft : Theme.surface
        border.width: root.current ? 2 : Units.border
        border.color: root.current ? Theme.primary : root.hovered ? Theme.line : Theme.hairline

        FocusRing {
            shown: root.activeFocus
        }
    }

    contentItem: Item {
        readonly property real besideWidth: width - initials.width - Units.gap12 - more.width
        readonly property bool stacked: state.implicitWidth > besideWidth * 0.5
                                        || longest.contentWidth > besideWidth - state.implicitWidth - Units.gap8

        id: line
        implicitHeight: Math.max(initials.height, words.height + (stacked ? Units.gap4 + state.height : 0), more.height)

        Initials {
            id: initials
            anchors.left: parent.left
            y: line.stacked ? 0 : (parent.height - height) / 2
            name: root.name
            size: Math.round(36 * Math.min(Theme.textScale, 1.4))
        }

        Column {
            id: words
            anchors.left: initials.right
            anchors.leftMargin: Units.gap12
            width: line.stacked ? line.besideWidth : line.besideWidth - state.width - Units.gap8
            y: line.stacked ? 0 : (parent.height - height) / 2
            spacing: 2

            Label {
                id: nameLabel
                width: parent.width
                text: root.shown
                strong: true
                spoken: false

                LongestWord {
                    id: longest
                    label: nameLabel
                }
            }

            StatusSign {
                width: Math.min(implicitWidth, parent.width)
                visible: root.alertText.length > 0
                text: root.alertText
                sign: Sign.Triangle
                tone: Tone.Bad
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text.length > 0
                text: root.detail
                quiet: true
                size: Label.Small
                spoken: false
            }
        }

        Row {
            id: state
            x: {
                if (line.stacked)
                    return root.mirrored ? words.x + words.width - width : words.x;
                return root.mirrored ? more.x + more.width : more.x - width;
            }
            y: line.stacked ? words.height + Units.gap4 : (parent.height - height) / 2
            spacing: Units.gap4

            Sign {
                anchors.verticalCenter: parent.verticalCenter
                shape: root.status.length === 0 ? Sign.None
                    : root.safety === "central" ? Sign.DoubleTick : root.safety === "aside" ? Sign.Look
                    : root.safety === "here" ? Sign.Tick : Sign.None
                color: root.safety === "aside" ? Theme.bad : Theme.quiet
                size: Math.round(Theme.small * 1.1)
            }

            StatusSign {
                bare: root.status.length === 0 && root.leftAt.length === 0
                text: root.stateWords
                sign: {
                    if (root.leftAt.length > 0)
                        return Sign.Leave;
                    switch (root.status) {
                    case "present":
                        return Sign.Dot;
                    case "late":
                        return Sign.Half;
                    case "":
                        return Sign.Ring;
                    default:
                        return Sign.Cross;
                    }
                }
                tone: {
                    if (root.leftAt.length > 0)
                        return Tone.Neutral;
                    return root.status === "present" ? Tone.Good : root.status === "late" ? Tone.Warn : Tone.Neutral;
                }
                Accessible.ignored: true
            }
        }

        SignButton {
            id: more
            objectName: "more_" + root.personId
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            sign: Sign.Forward
            color: Theme.quiet
            text: qsTr("More about %1", "name").arg(root.shown)
            focusPolicy: Qt.NoFocus
            onClicked: root.opened()
        }
    }
}
