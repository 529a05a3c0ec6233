pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// A line or the outline of an area: typed, or point by point where somebody stands. Points are "latitude longitude altitude accuracy" with
// semicolons between; an outline ends where it begins.
FocusScope {
    id: root

    required property string question
    property string chosen: ""
    property bool closed: false
    // What PlaceAnswer keeps of a place.
    property var more: ({})

    readonly property var points: root.open(root.chosen)

    signal picked(value: var)

    // The points of an answer, an outline's last one left out where it is its first.
    function open(text: string): var {
        const points = text.split(";").map(point => point.trim()).filter(point => point.length > 0);
        return root.closed && points.length > 3 && points[0] === points[points.length - 1] ? points.slice(0, -1) : points;
    }

    function keep(points: var) {
        root.picked((root.closed && points.length > 2 ? points.concat(points[0]) : points).join("; "));
    }

    function settle() {
        typed.settle();
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        PlaceFinder {
            objectName: "placeFinder"
            width: parent.width
            focus: true
            words: qsTr("Add the point where I am")
            enough: root.more.enough ?? 100
            inexactFrom: root.more.inexactFrom ?? 100
            digits: root.more.digits ?? 3
            readerProperties: root.more.readerProperties ?? ({})
            onFound: place => root.keep(root.points.concat(place))
        }

        Flow {
            width: parent.width
            spacing: Units.gap8
            visible: root.points.length > 0

            Label {
                objectName: "pointCount"
                width: Math.min(implicitWidth, parent.width)
                height: Math.max(implicitHeight, Units.touch)
                verticalAlignment: Text.AlignVCenter
                text: qsTr("%n point(s)", "of a line or an area", root.points.length)
            }

            ActionButton {
                objectName: "takeBackPoint"
                width: Math.min(implicitWidth, parent.width)
                kind: ActionButton.Plain
                text: qsTr("Take back the last one")
                onClicked: root.keep(root.points.slice(0, -1))
            }
        }

        TypedAnswer {
            id: typed
            width: parent.width
            question: root.question
            hint: qsTr("Or type the points: 52.46 -1.89; 52.47 -1.88")
            written: root.chosen
            onPicked: value => root.picked(value)
        }
    }
}
