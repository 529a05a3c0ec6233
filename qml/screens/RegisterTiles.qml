import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// What else can be done with an open register: all four in a row, or two and two for large words.
GridLayout {
    id: root

    required property App app

    readonly property bool severalForms: root.app.questionnaire.feedbackForms.length > 1

    signal allHereAsked()
    signal feedbackAsked()

    columns: Theme.textScale > 1.3 && root.width < 480 ? 2 : 4
    columnSpacing: Units.gap8
    rowSpacing: Units.gap8

    component Tile: TileButton {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
    }

    Tile {
        objectName: "allHereButton"
        sign: Sign.People
        text: qsTr("All here except")
        enabled: root.app.register.toGoCount > 0 && root.app.register.canMark
        onClicked: root.allHereAsked()
    }

    Tile {
        objectName: "walkInButton"
        sign: Sign.Plus
        text: qsTr("Walk-in")
        onClicked: {
            root.app.walkIn.reset();
            root.app.setPlace("walkIn");
        }
    }

    Tile {
        objectName: "headCountButton"
        sign: Sign.Count
        text: qsTr("Head count")
        onClicked: root.app.setPlace("headCount")
    }

    Tile {
        objectName: "feedbackButton"
        sign: Sign.Speaker
        text: qsTr("Your Views")
        onClicked: {
            if (root.severalForms)
                root.feedbackAsked();
            else
                root.app.questionnaire.startFeedback();
        }
    }
}
