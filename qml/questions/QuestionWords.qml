import QtQuick
import Waymark.Theme
import Waymark.Controls

// What a question says: its words, its hint, guidance for whoever asks, a picture, and that an answer is needed.
Column {
    id: root

    required property string text
    property string hint: ""
    property string guidance: ""
    property string pictureAddress: ""
    // What can be heard of it; "" for nothing. And { "sound", "problem" }: what is heard now, and why something cannot be.
    property string sound: ""
    property var hearing: ({})
    // A note tells something and asks nothing.
    property bool asks: true
    property bool large: false
    property bool centred: false
    property bool needed: false

    readonly property bool heard: root.sound !== "" && root.sound === root.hearing.sound
    readonly property int alignment: root.centred ? Text.AlignHCenter : Text.AlignLeft

    signal listened()

    spacing: Units.gap4

    Label {
        width: root.width
        visible: text.length > 0
        text: root.text
        size: root.large ? Label.Title : root.asks ? Label.Lead : Label.Body
        strong: root.asks
        heading: root.asks
        horizontalAlignment: root.alignment
    }

    Label {
        width: root.width
        visible: text.length > 0
        text: root.hint
        quiet: true
        horizontalAlignment: root.alignment
    }

    Label {
        width: root.width
        visible: text.length > 0
        text: root.guidance
        quiet: true
        size: Label.Small
        horizontalAlignment: root.alignment
    }

    ActionButton {
        objectName: "listen"
        anchors.horizontalCenter: root.centred ? parent.horizontalCenter : undefined
        anchors.left: root.centred ? undefined : parent.left
        width: Math.min(implicitWidth, root.width)
        visible: root.sound !== ""
        minimumHeight: root.large ? Units.childTouch : Units.touch
        kind: ActionButton.Quiet
        sign: root.heard ? Sign.Stop : Sign.Speaker
        text: root.heard ? qsTr("Stop") : qsTr("Listen")
        Accessible.name: root.heard ? text : qsTr("Listen: %1", "what is heard").arg(root.text)
        onClicked: root.listened()
    }

    Label {
        objectName: "hearingProblem"
        width: root.width
        visible: text.length > 0
        text: root.hearing.problem ?? ""
        quiet: true
        horizontalAlignment: root.alignment
    }

    Label {
        objectName: "neededWords"
        width: root.width
        visible: root.needed
        text: qsTr("An answer is needed")
        quiet: true
        size: Label.Small
        horizontalAlignment: root.alignment
    }

    Image {
        objectName: "questionPicture"
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(root.width, 420)
        height: status === Image.Ready ? Math.round(Math.min(width * implicitHeight / implicitWidth, width * 1.2)) : 0
        visible: root.pictureAddress !== "" && status !== Image.Error
        source: root.pictureAddress
        sourceSize.width: 840
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        Accessible.ignored: true
    }
}
