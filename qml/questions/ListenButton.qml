import QtQuick
import Waymark.Theme
import Waymark.Controls

// Plays the sound of a choice, or leaves off. Not there where there is none.
SignButton {
    id: root

    // What FormModel knows it by; "" for none.
    property string sound: ""
    property bool heard: false
    // What is heard, in words.
    property string words: ""

    objectName: "listen"
    visible: root.sound !== ""
    sign: root.heard ? Sign.Stop : Sign.Speaker
    color: Theme.primary
    text: root.heard ? qsTr("Stop") : qsTr("Listen: %1", "what is heard").arg(root.words)
}
