pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// Choices in an order that is changed by buttons: no dragging. Until somebody has moved one or said that it is right, there is no answer.
FocusScope {
    id: root

    property var choices: []
    // The values in their order, with spaces between; "" while there is no answer.
    property string chosen: ""
    // The sound that is heard now, of those that the choices have.
    property string heard: ""

    readonly property var ordered: {
        const values = root.chosen.length > 0 ? root.chosen.split(" ") : [];
        const known = values.map(value => root.choices.find(choice => String(choice.value) === value)).filter(choice => choice !== undefined);
        return known.concat(root.choices.filter(choice => values.indexOf(String(choice.value)) < 0));
    }

    signal picked(value: var)
    signal listened(sound: string)

    function move(from: int, to: int) {
        const values = root.ordered.map(choice => String(choice.value));
        const [moved] = values.splice(from, 1);
        values.splice(to, 0, moved);
        root.picked(values.join(" "));
        Qt.callLater(root.follow, to, to < from);
    }

    // The keyboard stays with what was moved.
    function follow(to: int, up: bool) {
        (repeater.itemAt(to) as RankRow)?.take(up);
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap8

        Repeater {
            id: repeater
            model: root.choices.length

            RankRow {
                required property int index

                width: column.width
                place: index + 1
                last: index + 1 >= root.choices.length
                choice: root.ordered[index] ?? ({ "value": "", "label": "" })
                objectName: "rank_" + choice.value
                settled: root.chosen.length > 0
                heard: root.heard
                onUp: root.move(index, index - 1)
                onDown: root.move(index, index + 1)
                onListened: sound => root.listened(sound)
            }
        }

        ActionButton {
            objectName: "orderIsRight"
            anchors.left: parent.left
            width: Math.min(implicitWidth, parent.width)
            visible: root.chosen.length === 0
            kind: ActionButton.Quiet
            sign: Sign.Tick
            text: qsTr("This order is right")
            onClicked: root.picked(root.ordered.map(choice => String(choice.value)).join(" "))
        }
    }
}
