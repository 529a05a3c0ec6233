pragma ComponentBehavior: Bound
import QtQuick

// When something is: a day ("date"), a time of day ("time"), or both ("date_time").
FocusScope {
    id: root

    required property string kind
    required property string question
    property string style: "plain"
    property string chosen: ""

    signal picked(value: var)

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width

        Repeater {
            model: root.kind === "date" ? 1 : 0

            DateAnswer {
                width: column.width
                focus: true
                question: root.question
                style: root.style
                chosen: root.chosen
                onPicked: value => root.picked(value)
            }
        }

        Repeater {
            model: root.kind === "time" ? 1 : 0

            TimeAnswer {
                width: column.width
                focus: true
                chosen: root.chosen
                onPicked: value => root.picked(value)
            }
        }

        Repeater {
            model: root.kind === "date_time" ? 1 : 0

            MomentAnswer {
                width: column.width
                focus: true
                question: root.question
                chosen: root.chosen
                onPicked: value => root.picked(value)
            }
        }
    }
}
