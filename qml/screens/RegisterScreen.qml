pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls

// A session's register: one tap a person. On a tablet the person is beside the list, on a phone behind the row's last button.
WorkScreen {
    id: root

    // Large words on a small screen: what is rarely needed scrolls away with the list.
    readonly property bool tight: Theme.textScale > 1.3 && !root.wide
    readonly property bool open: root.app.register.status === "open"
    property string chosenId: ""

    function choose(personId: string) {
        root.chosenId = personId;
        root.app.person.open(personId);
        besidePane.begin();
        sheetPane.begin();
        if (!root.wide)
            sheet.open();
    }

    Connections {
        target: root.app.person

        function onRemoved() {
            root.chosenId = "";
        }
    }

    objectName: "registerScreen"
    title: root.app.register.title
    detail: qsTr("%1 · %2 · %3", "date, times, state").arg(root.app.register.dateText).arg(root.app.register.timeText).arg(root.app.register.statusText)
    parentPlace: "today"

    body: RowLayout {
        anchors.fill: parent
        spacing: 0

        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            spacing: Units.gap8

            Item {
                id: above
                Layout.fillWidth: true
                visible: !root.tight
                implicitHeight: finding.implicitHeight + Units.gap12
            }

            ListView {
                id: list
                objectName: "registerList"
                Layout.fillWidth: true
                Layout.fillHeight: true
                leftMargin: Units.gap16
                rightMargin: Units.gap16
                topMargin: Units.gap8 + (tiles.visible ? tiles.height + Units.gap8 : 0) + (root.tight ? finding.height + Units.gap12 : 0)
                bottomMargin: Units.gap16 + root.overlayRoom
                spacing: Units.gap8
                clip: true
                activeFocusOnTab: true
                keyNavigationEnabled: true
                boundsBehavior: Flickable.StopAtBounds
                model: root.app.register
                currentIndex: -1

                Accessible.role: Accessible.List
                Accessible.name: qsTr("People of this session")

                onActiveFocusChanged: {
                    if (list.activeFocus && list.currentIndex < 0)
                        list.currentIndex = 0;
                }

                delegate: RegisterRow {
                    width: list.width - list.leftMargin - list.rightMargin
                    roomy: root.wide
                    current: root.wide && personId === root.chosenId
                    onClicked: root.app.register.tap(personId)
                    onOpened: root.choose(personId)
                }

                onTopMarginChanged: list.contentY = list.originY - list.topMargin

                // How many, and whom to look for: above the list, or with large words the beginning of what scrolls.
                Column {
                    id: finding
                    parent: root.tight ? list.contentItem : above
                    x: root.tight ? 0 : Units.gap16
                    y: root.tight ? -list.topMargin + Units.gap12 : Units.gap12
                    width: root.tight ? list.width - list.leftMargin - list.rightMargin : above.width - Units.gap16 * 2
                    spacing: Units.gap8

                    Label {
                        objectName: "registerCounts"
                        width: parent.width
                        text: {
                            const register = root.app.register;
                            const marked = qsTr("%1 here · %2 late · %3 to go", "numbers of people").arg(register.hereCount)
                                .arg(register.lateCount).arg(register.toGoCount);
                            const checked = register.headCountTotal < 0 ? marked
                                : qsTr("%1 · %2 counted in a check", "people marked, number").arg(marked).arg(register.headCountTotal);
                            return register.unnamedTotal === 0 ? checked
                                : qsTr("%1 · %2 without a name", "people marked, number").arg(checked).arg(register.unnamedTotal);
                        }
                        strong: true
                    }

                    GridLayout {
                        width: parent.width
                        columns: root.tight ? 1 : 2
                        columnSpacing: Units.gap8
                        rowSpacing: Units.gap8

                        SearchField {
                            id: search
                            objectName: "searchField"
                            Layout.fillWidth: true
                            label: qsTr("Search or add")
                            text: root.app.register.search
                            onEdited: text => root.app.register.search = text
                            onGoDown: list.forceActiveFocus(Qt.TabFocusReason)
                        }

                        ActionButton {
                            objectName: "filterButton"
                            Layout.fillWidth: root.tight
                            kind: ActionButton.Quiet
                            sign: Sign.Down
                            text: filter.labelOf(root.app.register.filter)
                            enabled: root.app.register.search === ""
                            Accessible.name: qsTr("Shown: %1", "whom the register shows").arg(text)
                            onClicked: filter.open()
                        }
                    }
                }

                // Scrolls with the list, above its first row.
                RegisterTiles {
                    id: tiles
                    parent: list.contentItem
                    y: -height - Units.gap8
                    width: list.width - list.leftMargin - list.rightMargin
                    visible: root.open && root.tight
                    app: root.app
                    onAllHereAsked: except.show()
                    onFeedbackAsked: feedback.open()
                }

                EmptyState {
                    width: list.width - Units.gap32 * 2
                    x: Units.gap16
                    y: Units.gap24
                    visible: list.count === 0
                    sign: search.text.length > 0 ? Sign.Search : Sign.People
                    title: {
                        if (search.text.length > 0)
                            return qsTr("Nobody of that name here");
                        switch (root.app.register.filter) {
                        case "not_yet":
                            return qsTr("Everybody is marked");
                        case "here":
                            return qsTr("Nobody is marked as here yet");
                        default:
                            return qsTr("Nobody is on the list yet");
                        }
                    }
                    text: {
                        if (search.text.length > 0)
                            return qsTr("Check the spelling, or write them down as a walk-in.");
                        return root.app.register.filter === "all"
                            ? qsTr("People who came before show here. Search for somebody, or write down a walk-in.")
                            : qsTr("Choose Everybody above to see the whole list.");
                    }
                }
            }
        }

        Rectangle {
            Layout.fillHeight: true
            implicitWidth: 1
            visible: root.wide
            color: Theme.hairline
        }

        Flickable {
            id: side
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            visible: root.wide
            contentHeight: sideColumn.implicitHeight + Units.gap16 * 2
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            Column {
                id: sideColumn
                x: Units.gap16
                y: Units.gap16
                width: side.width - Units.gap16 * 2
                spacing: Units.gap16

                EmptyState {
                    width: parent.width
                    topPadding: Units.gap32
                    visible: root.chosenId === ""
                    sign: Sign.Person
                    title: qsTr("Tap a name to say they are here")
                    text: qsTr("The arrow beside a name shows the person: late, left early, questionnaires.")
                }

                PersonPane {
                    width: parent.width
                    visible: root.chosenId !== ""
                    app: root.app
                }

                MarkPane {
                    id: besidePane
                    width: parent.width
                    visible: root.chosenId !== "" && root.app.register.canMark
                    app: root.app
                    personId: root.chosenId
                }
            }
        }
    }

    footer: [
        RegisterTiles {
            width: parent.width
            visible: root.open && !root.tight
            app: root.app
            onAllHereAsked: except.show()
            onFeedbackAsked: feedback.open()
        },
        ActionButton {
            objectName: "signOffButton"
            width: parent.width
            visible: root.app.register.canClose
            text: qsTr("Sign off the session")
            onClicked: root.app.setPlace("signOff")
        },
        ActionButton {
            objectName: "reopenButton"
            width: parent.width
            visible: root.app.register.canReopen && !root.app.register.canClose
            kind: ActionButton.Quiet
            text: qsTr("Open it again to correct it")
            onClicked: reopen.open()
        }
    ]

    Sheet {
        id: sheet
        title: root.app.person.name

        MarkPane {
            id: sheetPane
            width: parent.width
            visible: root.app.register.canMark
            app: root.app
            personId: root.chosenId
            onDone: sheet.close()
        }

        ActionButton {
            objectName: "openPersonButton"
            width: parent.width
            kind: ActionButton.Quiet
            sign: Sign.Person
            text: qsTr("Family, visits and questionnaires")
            onClicked: {
                sheet.close();
                root.app.setPlace("person");
            }
        }
    }

    FilterSheet {
        id: filter
        app: root.app
    }

    ExceptSheet {
        id: except
        app: root.app
    }

    FeedbackSheet {
        id: feedback
        app: root.app
    }

    Sheet {
        id: reopen
        title: qsTr("Open the register again")

        InputField {
            id: reason
            objectName: "reopenReasonField"
            width: parent.width
            label: qsTr("Why?")
            hint: qsTr("The change is kept with your name and this reason.")
        }

        ActionButton {
            objectName: "confirmReopenButton"
            width: parent.width
            text: qsTr("Open it again")
            enabled: reason.text.trim().length > 0
            onClicked: {
                reopen.close();
                root.app.register.reopen(reason.text.trim());
            }
        }
    }
}
