pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Waymark.Theme

// A row of a list that opens something: a title, a quiet second line, something before it and something after it. Where
// large text or a long word leaves no room beside the words, what comes after goes under them.
T.ItemDelegate {
    id: root

    required property string title
    property string detail: ""
    // What a screen reader adds to title and detail: what the signs in the row mean.
    property string note: ""
    property bool current: false
    property alias leading: leadingRow.data
    property alias trailing: trailingRow.data

    readonly property real besideWidth: root.availableWidth - leadingRow.width - (leadingRow.width > 0 ? Units.gap12 : 0)
    readonly property bool stacked: trailingRow.implicitWidth > root.besideWidth * 0.45
                                    || (trailingRow.width > 0 && Math.max(longest.contentWidth, longestDetail.contentWidth) > root.besideWidth - trailingRow.width - Units.gap12)

    implicitWidth: 320
    implicitHeight: Math.max(Units.touch + Units.gap8, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Units.gap12
    rightPadding: Units.gap12
    topPadding: Units.gap8
    bottomPadding: Units.gap8
    hoverEnabled: true

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title + (root.detail.length > 0 ? ", " + root.detail : "") + (root.note.length > 0 ? ", " + root.note : "")
    Accessible.focusable: true
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Units.radius
        color: root.current || root.down ? Theme.primarySoft : Theme.surface
        border.width: root.current ? 2 : Units.border
        border.color: root.current ? Theme.primary : root.hovered ? Theme.line : Theme.hairline

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        implicitHeight: Math.max(leadingRow.height,
                                 root.stacked ? Math.max(words.height, leadingRow.height) + Units.gap8 + trailingRow.height
                                              : Math.max(words.height, trailingRow.height))

        Row {
            id: leadingRow
            anchors.left: parent.left
            y: root.stacked ? 0 : (parent.height - height) / 2
            spacing: Units.gap8
        }

        Column {
            id: words
            anchors.left: leadingRow.right
            anchors.leftMargin: leadingRow.width > 0 ? Units.gap12 : 0
            width: root.stacked || trailingRow.width === 0 ? root.besideWidth : root.besideWidth - trailingRow.width - Units.gap12
            y: root.stacked ? 0 : (parent.height - height) / 2

            Label {
                id: titleLabel
                width: parent.width
                text: root.title
                strong: true
                spoken: false

                LongestWord {
                    id: longest
                    label: titleLabel
                }
            }

            Label {
                id: detailLabel
                width: parent.width
                visible: text.length > 0
                text: root.detail
                quiet: true
                size: Label.Small
                spoken: false

                LongestWord {
                    id: longestDetail
                    label: detailLabel
                }
            }
        }

        Row {
            id: trailingRow
            x: root.stacked === root.mirrored ? parent.width - width : 0
            y: root.stacked ? Math.max(words.height, leadingRow.height) + Units.gap8 : (parent.height - height) / 2
            spacing: Units.gap8
        }
    }
}
