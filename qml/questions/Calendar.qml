pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Waymark.Theme
import Waymark.Controls

// One month to tap a day in. Arrow keys move by day and week, Page Up and Page Down by month.
FocusScope {
    id: root

    // "2019-03-07", or "" for none.
    property string chosen: ""
    property int year: 2025
    property int month: 1

    readonly property int firstWeekday: Qt.locale().firstDayOfWeek % 7
    readonly property int before: (new Date(root.year, root.month - 1, 1).getDay() - root.firstWeekday + 7) % 7
    readonly property int length: new Date(root.year, root.month, 0).getDate()

    signal picked(iso: string)

    function iso(day: int): string {
        return String(root.year).padStart(4, "0") + "-" + String(root.month).padStart(2, "0") + "-" + String(day).padStart(2, "0");
    }

    function turn(by: int) {
        const to = new Date(root.year, root.month - 1 + by, 1);
        root.year = to.getFullYear();
        root.month = to.getMonth() + 1;
    }

    function go(day: int) {
        if (day < 1) {
            root.turn(-1);
            day += root.length;
        } else if (day > root.length) {
            day -= root.length;
            root.turn(1);
        }
        (days.itemAt(root.before + day - 1) as Item)?.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitWidth: 344
    implicitHeight: column.implicitHeight

    Keys.onPressed: event => {
        event.accepted = event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown;
        if (event.accepted)
            root.turn(event.key === Qt.Key_PageUp ? -1 : 1);
    }

    ColumnLayout {
        id: column
        width: root.width
        spacing: Units.gap4

        RowLayout {
            Layout.fillWidth: true

            SignButton {
                objectName: "earlierMonth"
                sign: Sign.Back
                text: qsTr("Month before")
                onClicked: root.turn(-1)
            }

            Label {
                objectName: "monthName"
                Layout.fillWidth: true
                text: qsTr("%1 %2", "month, year").arg(Qt.locale().standaloneMonthName(root.month - 1)).arg(root.year)
                strong: true
                horizontalAlignment: Text.AlignHCenter
            }

            SignButton {
                objectName: "laterMonth"
                sign: Sign.Forward
                text: qsTr("Month after")
                onClicked: root.turn(1)
            }
        }

        GridLayout {
            Layout.fillWidth: true
            columns: 7
            columnSpacing: 2
            rowSpacing: 2

            Repeater {
                model: 7

                Label {
                    required property int index

                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    text: Qt.locale().dayName((root.firstWeekday + index) % 7, Locale.NarrowFormat)
                    quiet: true
                    size: Label.Small
                    horizontalAlignment: Text.AlignHCenter
                    spoken: false
                }
            }

            Repeater {
                id: days
                model: 42

                T.AbstractButton {
                    id: cell

                    required property int index
                    readonly property int day: index - root.before + 1
                    readonly property bool isDay: day >= 1 && day <= root.length
                    readonly property bool isChosen: isDay && root.iso(day) === root.chosen

                    objectName: isDay ? "day_" + day : ""
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    implicitHeight: isDay || index < 35 ? Math.max(40, Math.round(Theme.body * 2)) : 0
                    enabled: isDay
                    visible: isDay || index < root.before
                    opacity: isDay ? 1 : 0
                    activeFocusOnTab: isChosen || (day === 1 && !root.chosen.startsWith(root.iso(1).slice(0, 8)))
                    text: isDay ? String(day) : ""

                    Accessible.role: Accessible.Button
                    Accessible.name: isDay ? new Date(root.year, root.month - 1, day).toLocaleDateString(Qt.locale(), Locale.LongFormat) : ""
                    Accessible.ignored: !isDay

                    onClicked: root.picked(root.iso(day))
                    Keys.onReturnPressed: root.picked(root.iso(day))
                    Keys.onLeftPressed: root.go(day + (mirrored ? 1 : -1))
                    Keys.onRightPressed: root.go(day + (mirrored ? -1 : 1))
                    Keys.onUpPressed: root.go(day - 7)
                    Keys.onDownPressed: root.go(day + 7)

                    background: Rectangle {
                        radius: Units.radius
                        color: cell.isChosen ? Theme.primary : cell.down ? Theme.primarySoft : Theme.surface
                        border.width: cell.isChosen ? 2 : Units.border
                        border.color: cell.isChosen ? Theme.primary : Theme.line

                        FocusRing {
                            shown: cell.visualFocus
                        }
                    }

                    contentItem: Label {
                        text: cell.text
                        color: cell.isChosen ? Theme.primaryInk : Theme.ink
                        strong: cell.isChosen
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                        wrapMode: Text.NoWrap
                        spoken: false
                    }
                }
            }
        }
    }
}
