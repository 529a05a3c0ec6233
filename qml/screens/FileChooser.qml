pragma ComponentBehavior: Bound
import QtCore
import QtQuick
import QtQuick.Dialogs
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// Choosing a picture or a sound of this device: the newest ones at once, and all others with the system's own dialog. Opens when it is made, which is
// when somebody asks for it; never while the device is handed over.
Item {
    id: root

    required property FormModel form
    // Of the question that it is for.
    required property string key
    required property bool sound

    // Without its type: whatever has rows will do.
    function rowsOf(one: var): var {
        return one.files;
    }

    function choose(file: url) {
        sheet.close();
        root.form.choose(root.key, file);
    }

    Component.onCompleted: sheet.open()

    Sheet {
        id: sheet
        title: root.sound ? qsTr("Choose a sound") : qsTr("Choose a picture")

        FileShelf {
            id: shelf
            sounds: root.sound
        }

        Label {
            width: parent.width
            visible: shelf.looking
            text: qsTr("One moment")
            quiet: true
        }

        Label {
            width: parent.width
            visible: !shelf.looking && files.count === 0
            text: root.sound ? qsTr("There are no sounds in the folders for music and downloads.") : qsTr("There are no pictures in the folders for pictures and downloads.")
        }

        Repeater {
            id: files
            model: root.rowsOf(shelf)

            ListRow {
                id: file

                required property int index
                required property var modelData

                objectName: "file_" + file.index
                width: sheet.columnWidth
                title: file.modelData.name
                detail: file.modelData.when
                leading: Rectangle {
                    width: root.sound ? 0 : 72
                    height: 54
                    visible: !root.sound
                    radius: Units.gap4
                    color: Theme.primarySoft

                    Image {
                        anchors.fill: parent
                        source: file.modelData.picture
                        cache: false
                        fillMode: Image.PreserveAspectCrop
                        Accessible.ignored: true
                    }
                }
                onClicked: root.choose(file.modelData.url)
            }
        }

        ActionButton {
            objectName: "elsewhereButton"
            width: parent.width
            kind: ActionButton.Quiet
            sign: Sign.Search
            text: qsTr("Look elsewhere on this device")
            onClicked: dialog.open()
        }
    }

    FileDialog {
        id: dialog
        objectName: "fileDialog"
        title: sheet.title
        nameFilters: root.sound ? [qsTr("Sounds") + " (*.mp3 *.wav *.ogg *.oga *.opus *.flac)", qsTr("All files") + " (*)"]
                                : [qsTr("Pictures") + " (*.jpg *.jpeg *.png *.gif *.bmp *.webp)", qsTr("All files") + " (*)"]
        currentFolder: StandardPaths.writableLocation(root.sound ? StandardPaths.MusicLocation : StandardPaths.PicturesLocation)
        onAccepted: root.choose(dialog.selectedFile)
    }
}
