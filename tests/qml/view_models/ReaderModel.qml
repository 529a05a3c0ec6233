import QtQml

QtObject {
    id: root

    property bool offered: true
    property bool speaking: false
    property string problem: ""

    signal asked(what: string, how: var)
    signal changed()

    function toggle() { root.asked("toggle", []); root.speaking = !root.speaking; }
    function stop() { root.asked("stop", []); root.speaking = false; }
}
