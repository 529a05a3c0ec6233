pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Controls
import Waymark.ViewModels

// "All here except": everybody not yet marked, ticked; take the tick off those who are missing.
Sheet {
    id: root

    required property App app
    property var people: []
    property list<string> missing: []

    function show() {
        root.app.register.search = "";
        root.app.register.filter = "all";
        const people = [];
        for (let i = 0; i < root.app.register.count; ++i) {
            const line = root.app.register.get(i);
            if (line.expected && line.status === "")
                people.push({ "personId": line.personId, "name": line.name, "age": line.ageText });
        }
        root.people = people;
        root.missing = [];
        root.open();
    }

    title: qsTr("All here except")

    Label {
        width: parent.width
        text: qsTr("Take the tick off those who are not here.")
        quiet: true
    }

    Repeater {
        model: root.people

        CheckRow {
            required property var modelData

            objectName: "except_" + modelData.personId
            width: root.columnWidth
            text: modelData.name
            detail: modelData.age
            checked: true
            onToggled: {
                const others = [];
                for (let i = 0; i < root.missing.length; ++i) {
                    if (root.missing[i] !== modelData.personId)
                        others.push(root.missing[i]);
                }
                root.missing = checked ? others : others.concat([modelData.personId]);
            }
        }
    }

    ActionButton {
        objectName: "confirmAllHereButton"
        width: parent.width
        text: qsTr("Mark as here: %1", "number of people").arg(root.people.length - root.missing.length)
        enabled: root.people.length > root.missing.length
        onClicked: {
            root.close();
            root.app.register.allHereExcept(root.missing);
        }
    }
}
