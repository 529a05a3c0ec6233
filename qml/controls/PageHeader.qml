import QtQuick
import Waymark.Theme

// The top of every screen: who is signed in and where, the sync sign, the title, the way back. The Worry button, where there
// is one, is always at the far end of the title.
Rectangle {
    id: root

    required property string title
    property string detail: ""
    property string who: ""
    property string where: ""
    property int sync: SyncSign.Saved
    property string since: ""
    property bool canGoBack: false
    property bool hasWorry: false
    // More buttons beside the title, before Worry.
    property alias actions: actionRow.data

    signal back()
    signal syncClicked()
    signal worried()

    implicitWidth: 320
    implicitHeight: column.implicitHeight + Units.gap8 * 2
    color: Theme.surface

    Accessible.role: Accessible.Pane
    Accessible.name: root.title

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: 1
        color: Theme.hairline
    }

    Column {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Units.gap8
        anchors.leftMargin: Units.gap16
        anchors.rightMargin: Units.gap16
        spacing: Units.gap4

        // Who and where, with the sync sign beside them, or under them where large text needs the width.
        Item {
            id: strip
            width: parent.width
            height: beside ? Math.max(whoColumn.height, syncButton.height)
                                   : whoColumn.height + syncButton.height
            visible: root.who.length > 0

            readonly property bool beside: whoColumn.natural + syncButton.implicitWidth <= width

            Column {
                id: whoColumn
                readonly property real natural: Math.max(whoLabel.implicitWidth, whereLabel.implicitWidth)
                anchors.left: parent.left
                width: strip.beside ? parent.width - syncButton.width : parent.width
                y: strip.beside ? (parent.height - height) / 2 : 0

                Label {
                    id: whoLabel
                    width: parent.width
                    text: root.who
                    size: Label.Small
                    strong: true
                    tight: true
                    Accessible.name: root.where.length > 0
                        ? qsTr("Signed in: %1, at %2", "worker, place").arg(root.who).arg(root.where)
                        : qsTr("Signed in: %1", "worker").arg(root.who)
                }

                Label {
                    id: whereLabel
                    width: parent.width
                    visible: text.length > 0
                    text: root.where
                    size: Label.Small
                    quiet: true
                    tight: true
                    spoken: false
                }
            }

            SyncButton {
                id: syncButton
                objectName: "syncButton"
                x: strip.beside === strip.LayoutMirroring.enabled ? -Units.gap8 : strip.width - width + Units.gap8
                anchors.bottom: parent.bottom
                width: Math.min(implicitWidth, strip.width + Units.gap8)
                place: root.sync
                since: root.since
                onClicked: root.syncClicked()
            }
        }

        // Title and buttons: in one line, or the title under the buttons where large words need the width. A title breaks between its
        // words and never inside one: the word of Worry makes room for its longest.
        Item {
            id: titleRow
            readonly property bool large: Theme.textScale >= 1.5 && column.width < 480
            readonly property real room: width - (back.visible ? back.width - Units.gap12 : 0) - actionRow.width
            readonly property bool wordless: large || longest.contentWidth > room - worry.natural
            readonly property bool stacked: (back.visible || buttons.width > 0)
                                            && (large || longest.contentWidth > room - (root.hasWorry ? Units.touch : 0))

            width: parent.width
            height: stacked ? buttonHeight + words.height : Math.max(buttonHeight, words.height)
            readonly property real buttonHeight: Math.max(back.visible ? back.height : 0, buttons.height)

            SignButton {
                id: back
                objectName: "backButton"
                anchors.left: parent.left
                anchors.leftMargin: -Units.gap12
                visible: root.canGoBack
                sign: Sign.Back
                text: qsTr("Back")
                onClicked: root.back()
            }

            Column {
                id: words
                anchors.left: back.visible && !titleRow.stacked ? back.right : parent.left
                anchors.right: buttons.width > 0 && !titleRow.stacked ? buttons.left : parent.right
                y: titleRow.stacked ? titleRow.buttonHeight : (parent.height - height) / 2

                Label {
                    id: titleLabel
                    width: parent.width
                    text: root.title
                    size: root.canGoBack ? Label.Lead : Label.Title
                    strong: true
                    heading: true

                    LongestWord {
                        id: longest
                        label: titleLabel
                    }
                }

                Label {
                    width: parent.width
                    visible: text.length > 0
                    text: root.detail
                    size: Label.Small
                    quiet: true
                }
            }

            Row {
                id: buttons
                anchors.right: parent.right
                anchors.rightMargin: root.hasWorry ? 0 : -Units.gap12

                Row {
                    id: actionRow
                }

                // In the same place on every screen; only its sign where the title needs the width.
                ActionButton {
                    id: worry
                    objectName: "worryButton"
                    visible: root.hasWorry
                    kind: ActionButton.Quiet
                    sign: Sign.Worry
                    wordless: titleRow.wordless
                    text: qsTr("Worry")
                    onClicked: root.worried()
                }
            }
        }
    }
}
