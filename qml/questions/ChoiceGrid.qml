pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme

// Choices in columns, one or any of them. A scale stands in one row where its words fit, else one under the other. Arrows move, Space
// or Enter chooses.
FocusScope {
    id: root

    property var choices: []
    // The chosen value, or several with spaces between.
    property string chosen: ""
    property bool many: false
    // As many as were asked for; 0 for as many as fit.
    property int columns: 1
    property bool scale: false
    // The choices are told apart by their pictures, which need room.
    property bool pictures: false
    // The sound that is heard now, of those that the choices have.
    property string heard: ""
    property bool childMode: false

    readonly property bool speaks: root.choices.some(choice => (choice.sound ?? "") !== "")
    readonly property var chosenValues: root.chosen.length === 0 ? [] : root.many ? root.chosen.split(" ") : [root.chosen]
    // No word is broken: as wide as the longest one of all, with what stands around it.
    readonly property real longestWord: {
        let widest = metrics.averageCharacterWidth;
        for (const choice of root.choices)
            for (const word of String(choice.label).split(/\s+/))
                widest = Math.max(widest, metrics.advanceWidth(word));
        return Math.ceil(widest * 1.05);
    }
    readonly property real narrowest: Math.max(Theme.body * 5, root.pictures ? 136 : 0, root.longestWord + Units.gap12 * 2
        + (root.scale ? 0 : Units.gap12 + Math.round(22 * Math.min(Theme.textScale, 1.5)) + (root.speaks ? Units.touch * Math.min(Theme.textScale, 1.4) : 0)))
    readonly property int fitting: Math.max(1, Math.floor((root.width + Units.gap8) / (root.narrowest + Units.gap8)))
    readonly property int shownColumns: root.scale ? (root.fitting >= root.choices.length ? Math.max(1, root.choices.length) : 1)
                                                   : root.columns > 0 ? Math.min(root.columns, root.fitting) : root.fitting
    readonly property int firstChosen: root.choices.findIndex(choice => root.has(String(choice.value)))

    signal picked(value: var)
    signal listened(sound: string)

    function has(value: string): bool {
        return root.chosenValues.indexOf(value) >= 0;
    }

    // Several are told in the order in which they stand here.
    function turn(value: string) {
        if (!root.many) {
            root.picked(value);
            return;
        }
        root.picked(root.choices.map(choice => String(choice.value)).filter(one => one === value ? !root.has(one) : root.has(one)).join(" "));
    }

    function go(to: int) {
        (repeater.itemAt(to) as Item)?.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: grid.implicitHeight

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.pixelSize: root.childMode ? Theme.lead : Theme.body
        font.weight: Font.DemiBold
    }

    GridLayout {
        id: grid
        width: root.width
        columns: root.shownColumns
        columnSpacing: Units.gap8
        rowSpacing: Units.gap8

        Repeater {
            id: repeater
            model: root.choices

            Option {
                required property int index
                required property var modelData

                objectName: "choice_" + modelData.value
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                many: root.many
                stacked: root.scale && root.shownColumns > 1
                childMode: root.childMode
                text: modelData.label
                picture: modelData.picture ?? ""
                sound: modelData.sound ?? ""
                heard: sound === root.heard
                chosen: root.has(String(modelData.value))
                focus: index === Math.max(0, root.firstChosen)
                activeFocusOnTab: root.many || index === Math.max(0, root.firstChosen)
                onClicked: root.turn(String(modelData.value))
                onListened: root.listened(sound)
                Keys.onUpPressed: root.go(index - root.shownColumns)
                Keys.onDownPressed: root.go(index + root.shownColumns)
                Keys.onLeftPressed: root.go(index + (mirrored ? 1 : -1))
                Keys.onRightPressed: root.go(index + (mirrored ? -1 : 1))
            }
        }
    }
}
