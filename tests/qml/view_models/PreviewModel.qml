import QtQml

FormModel {
    id: root

    property var problems: []

    watermark: "Preview: nothing is kept"

    function savePaper(): string {
        root.asked("savePaper", []);
        return "Saved to print: Documents/Family Steps.pdf";
    }
}
