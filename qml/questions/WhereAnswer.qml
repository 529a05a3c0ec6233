pragma ComponentBehavior: Bound
import QtQuick

// Where something is: a place, a line ("trace") or the outline of an area ("outline").
FocusScope {
    id: root

    required property string kind
    required property string question
    property string chosen: ""
    property var more: ({})

    signal picked(value: var)

    function settle() {
        (path.itemAt(0) as PathAnswer)?.settle();
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width

        Repeater {
            model: root.kind === "place" ? 1 : 0

            PlaceAnswer {
                width: column.width
                focus: true
                chosen: root.chosen
                more: root.more
                onPicked: value => root.picked(value)
            }
        }

        Repeater {
            id: path
            model: root.kind === "place" ? 0 : 1

            PathAnswer {
                width: column.width
                focus: true
                question: root.question
                chosen: root.chosen
                closed: root.kind === "outline"
                more: root.more
                onPicked: value => root.picked(value)
            }
        }
    }
}
