import QtQml

FormModel {
    property var problems: []

    watermark: "Preview: nothing is kept"
}
