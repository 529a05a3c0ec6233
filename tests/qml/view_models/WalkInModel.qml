import QtQml
import QtQml.Models

QtObject {
    id: root

    property string adultName: "Zofia Nowak"
    property string adultCalledName: "Zosia"
    property var adultBorn: ({})
    property int adultAge: 31
    property string postcode: "B27 6QS"
    property bool postcodeNotGiven: false
    property string contact: ""
    property ListModel children: ListModel {}
    property var duplicates: [{ "personId": "person-9", "name": "Zofia Novak", "why": "a name like it and the same postcode", "who": "adult" }]
    property var problems: []

    signal asked(what: string, how: var)
    signal edited()
    signal saved()

    function addChild() {
        root.asked("addChild", []);
        root.children.append({ "name": "", "calledName": "", "born": ({}), "age": -1, "alert": "", "existing": "" });
    }
    function removeChild(index: int) { root.asked("removeChild", [index]); root.children.remove(index); }
    function setChild(index: int, field: string, value: var) { root.asked("setChild", [index, field, value]); root.children.setProperty(index, field, value); }
    function useExisting(personId: string) { root.asked("useExisting", [personId]); root.duplicates = []; }
    function save() { root.asked("save", []); root.saved(); }
    function reset() { root.asked("reset", []); }

    Component.onCompleted: root.children.append({ "name": "Kuba Nowak", "calledName": "", "born": ({}), "age": 3, "alert": "milk", "existing": "" })
}
