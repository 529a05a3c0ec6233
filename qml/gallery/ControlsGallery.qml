import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls

// Words, buttons, rows and signs in their states. The people and places are invented.
GalleryPage {
    Label {
        Layout.fillWidth: true
        text: "Display 34"
        size: Label.Display
        strong: true
    }

    Label {
        text: "Title 26"
        size: Label.Title
        strong: true
    }

    Label {
        text: "Lead 20"
        size: Label.Lead
    }

    Label {
        Layout.fillWidth: true
        text: "Body 16. Saved on this tablet. Waiting for a signal since 10:12."
    }

    Label {
        Layout.fillWidth: true
        text: "Small 14, quiet. The second line of a row."
        size: Label.Small
        quiet: true
    }

    ActionButton {
        id: primary
        objectName: "primary"
        Layout.fillWidth: true
        text: "Sign off the session"
    }

    ActionButton {
        objectName: "quiet"
        Layout.fillWidth: true
        kind: ActionButton.Quiet
        sign: Sign.Plus
        text: "Add a walk-in"
    }

    ActionButton {
        objectName: "danger"
        Layout.fillWidth: true
        kind: ActionButton.Danger
        text: "Remove this person"
    }

    ActionButton {
        objectName: "disabled"
        Layout.fillWidth: true
        enabled: false
        text: "Not yet possible"
    }

    Flow {
        Layout.fillWidth: true
        spacing: Units.gap8

        ActionButton {
            kind: ActionButton.Plain
            text: "Rather not say"
        }

        SignButton {
            sign: Sign.Back
            text: "Back"
        }

        SignButton {
            sign: Sign.Settings
            text: "Settings"
            framed: true
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Units.gap8

        Chip {
            text: "All"
            chosen: true
        }

        Chip {
            text: "Not yet marked"
        }

        Chip {
            text: "Late"
        }
    }

    Segmented {
        Layout.fillWidth: true
        label: "Who answers"
        options: ["Parent", "Young person", "Worker"]
        currentIndex: 1
    }

    ListRow {
        Layout.fillWidth: true
        title: "Stay and Play"
        detail: "10:00 to 11:30 · main room"
        leading: Initials {
            name: "Stay Play"
        }
        trailing: StatusSign {
            text: "Open, 18 here"
            sign: Sign.Dot
            tone: Tone.Good
        }
    }

    ListRow {
        Layout.fillWidth: true
        current: true
        title: "Aaliyah B."
        detail: "age 4 · comes with Nadia B."
        leading: Initials {
            name: "Aaliyah B"
        }
        trailing: StatusSign {
            text: "Nuts"
            sign: Sign.Triangle
            tone: Tone.Bad
        }
    }

    ListRow {
        Layout.fillWidth: true
        title: "A title on its own"
    }

    SwitchRow {
        Layout.fillWidth: true
        text: "Dark colours"
        detail: "Easier on the eyes in the evening"
    }

    SwitchRow {
        Layout.fillWidth: true
        text: "Less movement"
        checked: true
    }

    Flow {
        Layout.fillWidth: true
        spacing: Units.gap8

        StatusSign {
            text: "Here"
            sign: Sign.Dot
            tone: Tone.Good
        }

        StatusSign {
            text: "Late, 10 minutes"
            sign: Sign.Half
            tone: Tone.Warn
        }

        StatusSign {
            text: "Left early"
            sign: Sign.Leave
            tone: Tone.Neutral
        }

        StatusSign {
            text: "Not here"
            sign: Sign.Cross
            tone: Tone.Neutral
        }

        StatusSign {
            text: "Set aside"
            sign: Sign.Look
            tone: Tone.Bad
        }

        StatusSign {
            text: "Chosen"
            sign: Sign.Tick
            tone: Tone.Chosen
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Units.gap12

        SyncSign {
            place: SyncSign.Saved
        }

        SyncSign {
            place: SyncSign.Safe
        }

        SyncSign {
            place: SyncSign.Waiting
            since: "10:12"
        }

        SyncSign {
            place: SyncSign.Look
        }
    }

    Trail {
        Layout.fillWidth: true
        steps: 12
        step: 4
    }

    Grid {
        columns: 7
        spacing: Units.gap8

        Repeater {
            model: 29

            Sign {
                required property int index
                shape: index + 1
                color: Theme.ink
                size: 32
            }
        }
    }
}
