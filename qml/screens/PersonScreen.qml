import QtQuick
import Waymark.Controls

// One person on a screen of their own, on a phone.
WorkScreen {
    id: root

    objectName: "personScreen"
    title: root.app.person.calledName.length > 0 ? root.app.person.calledName : root.app.person.name
    worryAbout: root.app.person.name
    parentPlace: root.app.register.sessionId !== "" ? "register" : "today"

    Connections {
        target: root.app.person

        function onRemoved() {
            root.goBack();
        }
    }

    PersonPane {
        width: parent.width
        visible: known
        app: root.app
    }

    EmptyState {
        width: parent.width
        visible: root.app.person.personId === ""
        sign: Sign.Person
        title: qsTr("Nobody is chosen")
        text: qsTr("Choose somebody on a register.")
    }
}
