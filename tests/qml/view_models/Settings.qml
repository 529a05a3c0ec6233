import QtQml

QtObject {
    property real textScale: 1
    property bool dark: false
    property string themeMode: "system"
    property bool mirrored: false
    property bool reducedMotion: false
}
