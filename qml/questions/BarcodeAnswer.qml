import QtQuick
import Waymark.Theme
import Waymark.Controls

// The number of a card or a parcel: scanned with the camera, or typed. Scanning is offered where there is a camera; what was scanned can be put right
// by hand.
FocusScope {
    id: root

    required property string question
    property string chosen: ""
    // mayTake: there is a camera, as far as is known.
    property var more: ({})
    // What the device does for it, as MediaAnswer.qml says; state "scanning" while it looks.
    property var media: ({})
    property bool childMode: false

    readonly property bool idle: (root.media.state ?? "") === ""

    signal picked(value: var)
    signal wanted(what: string)

    function settle() {
        typed.settle();
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap12

        ActionButton {
            objectName: "scanCode"
            width: Math.min(implicitWidth, parent.width)
            minimumHeight: root.childMode ? Units.childTouch : Units.touch
            visible: root.more.mayTake ?? false
            enabled: root.idle
            kind: ActionButton.Quiet
            sign: Sign.Camera
            text: root.chosen.length > 0 ? qsTr("Scan again") : qsTr("Scan with the camera")
            onClicked: root.wanted("scan")
        }

        TypedAnswer {
            id: typed
            width: parent.width
            focus: true
            question: root.question
            hint: (root.more.mayTake ?? false) ? qsTr("Or type the number under the bars") : qsTr("Type the number under the bars")
            written: root.chosen
            onPicked: value => root.picked(value)
        }

        QuestionNotes {
            objectName: "mediaProblem"
            width: parent.width
            message: root.media.problem ?? ""
        }
    }
}
