pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls
import Waymark.Questions

// One question of each kind; `kind` says which.
GalleryPage {
    id: root

    property string kind: "likert"

    readonly property var samples: ({
        "likert": {
            "text": "I feel sure of myself as a parent or carer.",
            "choices": ["Not true for me", "A little true", "Half and half", "Mostly true", "Very true"],
            "value": 3
        },
        "ten_point": {
            "text": "I keep going when things get tough.",
            "choices": ["Not like me at all", "2", "3", "4", "5", "6", "7", "8", "9", "Just like me"],
            "value": 7
        },
        "faces": {
            "text": "I feel safe here.",
            "choices": ["not really", "a little bit", "quite a lot", "a lot", "loads and loads"],
            "value": 4
        },
        "choice": {
            "text": "How was today?",
            "choices": ["Very good", "Good", "OK", "Poor", "Very poor"],
            "value": 0
        },
        "yes_no": {
            "text": "May we use your words without your name?",
            "choices": [],
            "value": "yes"
        },
        "text": {
            "text": "What should we change?",
            "choices": [],
            "value": "More space for prams by the door."
        }
    })
    readonly property var sample: root.samples[root.kind]

    Trail {
        Layout.fillWidth: true
        steps: 12
        step: 4
    }

    QuestionView {
        Layout.fillWidth: true
        kind: root.kind
        text: root.sample.text
        hint: root.kind === "likert" ? "Think about the last two weeks." : ""
        picture: root.kind === "faces" ? "hand" : ""
        choices: root.sample.choices.map((label, index) => ({ "value": index + 1, "label": label }))
        value: root.sample.value
        missing: root.kind === "choice" ? "refused" : ""
    }

    Flow {
        visible: root.kind === "faces"
        Layout.fillWidth: true
        spacing: Units.gap8

        Repeater {
            model: ["building", "hand", "two_children", "question_mark", "shoe", "speech_bubble", "book", "house", "hill", "curtain"]

            Picture {
                required property string modelData
                picture: modelData
                size: 72
            }
        }
    }
}
