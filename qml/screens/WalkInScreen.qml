pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls

// A family at the door: an adult, children, or only one of these, written down and marked as here in one go.
WorkScreen {
    id: root

    readonly property var problems: root.app.walkIn.problems

    function dateOf(born: var): string {
        if (!born || !born.year || !born.month || !born.day)
            return "";
        return String(born.year) + "-" + String(born.month).padStart(2, "0") + "-" + String(born.day).padStart(2, "0");
    }

    // A year of 0 is no date: saving says so.
    function bornOf(iso: string, wrong: bool): var {
        const parts = iso.split("-");
        return wrong ? { "year": 0 } : iso === "" ? {} : { "year": parseInt(parts[0]), "month": parseInt(parts[1]), "day": parseInt(parts[2]) };
    }

    function ageOf(text: string): int {
        const age = parseInt(text);
        return age >= 0 ? age : -1;
    }

    objectName: "walkInScreen"
    title: qsTr("Walk-in")
    detail: root.app.register.title
    parentPlace: "register"

    Connections {
        target: root.app.walkIn

        function onSaved() {
            root.app.setPlace("register");
        }
    }

    Card {
        width: parent.width
        spacing: Units.gap16

        Label {
            width: parent.width
            text: qsTr("The adult")
            size: Label.Lead
            strong: true
            heading: true
        }

        InputField {
            objectName: "adultNameField"
            width: parent.width
            focus: true
            label: qsTr("Name")
            hint: qsTr("As they write it themselves")
            text: root.app.walkIn.adultName
            onEdited: text => root.app.walkIn.adultName = text
        }

        InputField {
            objectName: "adultCalledField"
            width: parent.width
            label: qsTr("What to call them")
            text: root.app.walkIn.adultCalledName
            onEdited: text => root.app.walkIn.adultCalledName = text
        }

        Born {
            width: parent.width
            ageName: "adultAgeField"
            dateName: "adultBorn"
            age: root.app.walkIn.adultAge
            iso: root.dateOf(root.app.walkIn.adultBorn)
            onAgeEdited: age => root.app.walkIn.adultAge = age
            onDateEdited: (iso, wrong) => root.app.walkIn.adultBorn = root.bornOf(iso, wrong)
        }

        InputField {
            objectName: "postcodeField"
            width: parent.width
            label: qsTr("Postcode")
            enabled: !root.app.walkIn.postcodeNotGiven
            inputMethodHints: Qt.ImhUppercaseOnly | Qt.ImhNoPredictiveText
            text: root.app.walkIn.postcode
            onEdited: text => root.app.walkIn.postcode = text
        }

        CheckRow {
            objectName: "postcodeNotGiven"
            width: parent.width
            text: qsTr("Postcode not given")
            checked: root.app.walkIn.postcodeNotGiven
            onToggled: root.app.walkIn.postcodeNotGiven = checked
        }

        InputField {
            objectName: "contactField"
            width: parent.width
            label: qsTr("Phone or email")
            hint: qsTr("Only if they want to give it")
            text: root.app.walkIn.contact
            onEdited: text => root.app.walkIn.contact = text
        }
    }

    Repeater {
        model: root.app.walkIn.children

        Card {
            id: child

            required property int index
            required property string name
            required property string calledName
            required property var born
            required property int age
            required property string alert

            width: root.columnWidth
            spacing: Units.gap16

            RowLayout {
                width: parent.width

                Label {
                    Layout.fillWidth: true
                    text: qsTr("Child %1", "number").arg(child.index + 1)
                    size: Label.Lead
                    strong: true
                    heading: true
                }

                SignButton {
                    objectName: "removeChild_" + child.index
                    sign: Sign.Close
                    text: qsTr("Leave out child %1", "number").arg(child.index + 1)
                    color: Theme.quiet
                    onClicked: root.app.walkIn.removeChild(child.index)
                }
            }

            InputField {
                objectName: "childName_" + child.index
                width: parent.width
                label: qsTr("Name")
                text: child.name
                onEdited: text => root.app.walkIn.setChild(child.index, "name", text)
            }

            InputField {
                objectName: "childCalled_" + child.index
                width: parent.width
                label: qsTr("What to call them")
                text: child.calledName
                onEdited: text => root.app.walkIn.setChild(child.index, "calledName", text)
            }

            Born {
                width: parent.width
                ageName: "childAge_" + child.index
                dateName: "childBorn_" + child.index
                age: child.age
                iso: root.dateOf(child.born)
                onAgeEdited: age => root.app.walkIn.setChild(child.index, "age", age)
                onDateEdited: (iso, wrong) => root.app.walkIn.setChild(child.index, "born", root.bornOf(iso, wrong))
            }

            InputField {
                objectName: "childAlert_" + child.index
                width: parent.width
                label: qsTr("Allergies, or what to look out for")
                text: child.alert
                onEdited: text => root.app.walkIn.setChild(child.index, "alert", text)
            }
        }
    }

    ActionButton {
        objectName: "addChildButton"
        width: parent.width
        kind: ActionButton.Quiet
        sign: Sign.Plus
        text: root.app.walkIn.children.count > 0 ? qsTr("Add another child") : qsTr("Add a child")
        onClicked: root.app.walkIn.addChild()
    }

    Repeater {
        model: root.app.walkIn.duplicates

        Banner {
            required property var modelData

            objectName: "duplicate_" + modelData.personId
            width: root.columnWidth
            tone: Tone.Warn
            title: qsTr("Is this %1, who is here already?", "name").arg(modelData.name)
            text: qsTr("There is %1.", "why two people may be one").arg(modelData.why)
            action: qsTr("Yes, use %1", "name").arg(modelData.name)
            onActed: root.app.walkIn.useExisting(modelData.personId)
        }
    }

    Banner {
        objectName: "problems"
        width: parent.width
        visible: root.problems.length > 0
        tone: Tone.Bad
        title: qsTr("Before it can be saved")
        text: root.problems.join("\n")
    }

    footer: ActionButton {
        objectName: "saveWalkInButton"
        width: parent.width
        text: qsTr("Save, and mark them as here")
        onClicked: root.app.walkIn.save()
    }
}
