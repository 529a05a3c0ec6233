import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls

// What holds the rest: headers, cards, banners, empty states, the undo bar.
GalleryPage {
    id: root

    PageHeader {
        Layout.fillWidth: true
        title: "Today"
        detail: "Tuesday 4 March"
        who: "Samina"
        where: "Acocks Green Library"
        sync: SyncSign.Safe
    }

    PageHeader {
        Layout.fillWidth: true
        title: "Stay and Play"
        detail: "18 here, 3 late, 6 to go"
        who: "Samina"
        where: "Acocks Green Library"
        sync: SyncSign.Waiting
        since: "10:12"
        canGoBack: true
        hasWorry: true
    }

    Card {
        Layout.fillWidth: true

        Label {
            width: parent.width
            text: "To do"
            strong: true
            heading: true
        }

        Label {
            width: parent.width
            text: "4 families to ask at the start, 2 at the end."
        }
    }

    Banner {
        Layout.fillWidth: true
        tone: Tone.Good
        text: "Everything on this tablet is safe centrally."
    }

    Banner {
        Layout.fillWidth: true
        tone: Tone.Warn
        title: "No signal since 10:12"
        text: "12 records are saved on this tablet. They go by themselves when there is a signal."
        action: "Try now"
    }

    Banner {
        Layout.fillWidth: true
        tone: Tone.Bad
        title: "One record was set aside"
        text: "The service could not take it. Nothing is lost."
    }

    EmptyState {
        Layout.fillWidth: true
        title: "No sessions today"
        text: "The sessions of this venue show here on their day."
        action: "Start a session"
        sign: Sign.Calendar
    }

    UndoBar {
        Layout.fillWidth: true
        text: "Amina H. is marked late"
        secondsLeft: 7
    }
}
