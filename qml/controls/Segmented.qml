pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Waymark.Theme

// A choice between a few short words, all in sight. Side by side where they fit, else one under the other.
FocusScope {
    id: root

    property string label: ""
    property list<string> options: []
    property int currentIndex: -1

    readonly property real widest: {
        let width = 0;
        for (let i = 0; i < repeater.count; ++i)
            width = Math.max(width, repeater.itemAt(i)?.implicitWidth ?? 0);
        return width;
    }
    readonly property bool stacked: root.widest * root.options.length + Units.gap4 * 2 > root.width

    signal activated(index: int)

    function choose(index: int) {
        root.currentIndex = index;
        root.activated(index);
    }

    function move(from: int, step: int) {
        const to = Math.max(0, Math.min(root.options.length - 1, from + step));
        (repeater.itemAt(to) as Item)?.forceActiveFocus(Qt.TabFocusReason);
        root.choose(to);
    }

    implicitWidth: Math.max(root.widest * root.options.length + Units.gap4 * 2, 160)
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: root.label

    ColumnLayout {
        id: column
        width: parent.width
        spacing: Units.gap4

        Label {
            Layout.fillWidth: true
            visible: root.label.length > 0
            text: root.label
            strong: true
            spoken: false
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: grid.implicitHeight + Units.gap4 * 2
            radius: Units.radius
            color: Theme.surface
            border.width: Units.border
            border.color: Theme.line

            GridLayout {
                id: grid
                anchors.fill: parent
                anchors.margins: Units.gap4
                columns: root.stacked ? 1 : Math.max(1, root.options.length)
                columnSpacing: 0
                rowSpacing: 0

                Repeater {
                    id: repeater
                    model: root.options

                    T.RadioButton {
                        id: option

                        required property int index
                        required property string modelData
                        readonly property bool chosen: index === root.currentIndex

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 1
                        implicitWidth: implicitContentWidth + leftPadding + rightPadding
                        implicitHeight: Math.max(Units.touch, implicitContentHeight + Units.gap8 * 2)
                        leftPadding: Units.gap12
                        rightPadding: Units.gap12
                        text: modelData
                        activeFocusOnTab: chosen || (root.currentIndex < 0 && index === 0)

                        autoExclusive: false
                        checked: option.chosen
                        onToggled: checked = Qt.binding(() => option.chosen)

                        Accessible.role: Accessible.RadioButton
                        Accessible.name: option.text
                        Accessible.checkable: true
                        Accessible.checked: option.chosen
                        Accessible.focusable: true

                        onClicked: root.choose(index)
                        Keys.onReturnPressed: root.choose(index)
                        Keys.onEnterPressed: root.choose(index)
                        Keys.onLeftPressed: root.move(index, option.mirrored && !root.stacked ? 1 : -1)
                        Keys.onRightPressed: root.move(index, option.mirrored && !root.stacked ? -1 : 1)
                        Keys.onUpPressed: root.move(index, -1)
                        Keys.onDownPressed: root.move(index, 1)

                        background: Rectangle {
                            radius: Units.radius - 3
                            color: option.chosen || option.down ? Theme.primarySoft : "transparent"
                            border.width: option.chosen ? 2 : 0
                            border.color: Theme.primary

                            FocusRing {
                                innerRadius: Units.radius - 3
                                shown: option.visualFocus
                            }
                        }

                        contentItem: Label {
                            text: option.text
                            color: option.chosen ? Theme.primary : Theme.ink
                            strong: option.chosen
                            horizontalAlignment: Text.AlignHCenter
                            verticalAlignment: Text.AlignVCenter
                            spoken: false
                        }
                    }
                }
            }
        }
    }
}
