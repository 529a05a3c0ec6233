import QtQml

QtObject {
    property bool sounds: false
    property var folders: []
    property bool looking: false
    property var files: [
        { "url": "file:///home/samina/Pictures/hall.jpg", "name": "hall.jpg", "when": "21 November 2026, 10:02", "picture": "" },
        { "url": "file:///home/samina/Pictures/doors.jpg", "name": "doors.jpg", "when": "20 November 2026, 16:40", "picture": "" }
    ]
}
