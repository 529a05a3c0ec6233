pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// What two people wrote without seeing each other's: one of the two stays, or something else is right.
WorkScreen {
    id: root

    objectName: "settleScreen"
    title: qsTr("To settle")
    parentPlace: root.app.register.sessionId !== "" ? "register" : "today"

    Label {
        width: parent.width
        visible: root.app.settle.count > 0
        text: qsTr("Two people wrote these without seeing each other's. Tap what is right.")
    }

    Repeater {
        model: root.app.settle

        SettleCard {
            required property string draft

            width: root.columnWidth
            onKeepAsked: root.app.settle.keep(conflictId)
            onOtherAsked: root.app.settle.takeOther(conflictId)
            onWriteAsked: write.ask(conflictId, who.length > 0 ? qsTr("%1, %2", "who, what").arg(who).arg(what) : what, root.app.settle.choicesOf(conflictId), draft)
            onUndoAsked: root.app.settle.undo(conflictId)
        }
    }

    EmptyState {
        width: parent.width
        topPadding: Units.gap24
        visible: root.app.settle.count === 0
        sign: Sign.Tick
        title: qsTr("Nothing to settle")
        text: qsTr("When two people write different things about the same child or session, both are kept and wait here.")
    }

    WriteSheet {
        id: write
        onWritten: (conflictId, value) => root.app.settle.write(conflictId, value)
    }
}
