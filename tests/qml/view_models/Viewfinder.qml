import QtQuick

Rectangle {
    property MediaModel media: null

    color: "#5C7A6B"
}
