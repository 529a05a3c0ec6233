pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Questions

// Questions as forms of others bring them, two or three of a family on a page; `family` says which.
GalleryPage {
    id: root

    property string family: "choices"

    readonly property var fruits: root.choicesOf(["Apple", "Banana", "Cherry", "Damson"])
    readonly property var agree: root.choicesOf(["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"])
    readonly property var families: ({
        "choices": [
            { "kind": "choices", "text": "Which of these do you have at home?", "hint": "Choose as many as you like.", "choices": root.fruits, "value": "apple cherry" },
            { "kind": "choice", "style": "columns", "text": "Which one is the best?", "choices": root.fruits, "value": "banana", "more": { "columns": 2 } }
        ],
        "scales": [
            { "kind": "choice", "style": "likert", "text": "We feel at home here.", "choices": root.agree, "value": "agree", "required": true },
            { "kind": "range", "text": "How sure are you?", "value": "6", "more": { "start": 0, "end": 10, "step": 2 } },
            { "kind": "range", "style": "rating", "text": "How was today?", "more": { "start": 1, "end": 5, "step": 1 } }
        ],
        "long": [
            { "kind": "choice", "style": "minimal", "text": "Where do you live?", "choices": root.fruits, "value": "damson" },
            { "kind": "rank", "text": "Put these in your order.", "choices": root.fruits, "value": "cherry apple banana damson" }
        ],
        "typed": [
            { "kind": "text", "text": "What is your street called?", "value": "Sparrow Lane" },
            { "kind": "number", "text": "How many rooms are there?", "value": "77", "message": "Between 1 and 49, please." },
            { "kind": "barcode", "text": "The number on the card", "value": "5012345678900" }
        ],
        "times": [
            { "kind": "date", "text": "When did you move in?", "value": "2019-03-07" },
            { "kind": "time", "text": "When do you get up?", "value": "07:30:00.000" },
            { "kind": "date", "style": "month", "text": "When does the lease end?", "value": "2027-05-01" }
        ],
        "times_wrong": [
            { "kind": "date", "text": "When did you move in?", "value": "2019-02" },
            { "kind": "time", "text": "When do you get up?", "value": "25:61:00.000" },
            { "kind": "date", "style": "month", "text": "When does the lease end?", "value": "2227-13-01" }
        ],
        "told": [
            { "kind": "note", "text": "Thank you for coming so far. The next questions are about your home." },
            { "kind": "acknowledge", "text": "I have read this.", "value": "OK" },
            { "kind": "place", "text": "Where is it?", "refusal": "This organisation does not record places. You can go on." },
            { "kind": "hologram", "text": "Show us your home." },
            { "kind": "number", "text": "Rooms in all", "value": "7", "readonly": true }
        ],
        "signed": [
            { "kind": "signature", "text": "Please sign here." },
            { "kind": "place", "text": "Where is it?", "value": "52.46 -1.89 0 0" }
        ]
    })

    function choicesOf(words: var): var {
        return words.map(word => ({ "value": word.toLowerCase(), "label": word, "picture": "" }));
    }

    Repeater {
        model: root.families[root.family]

        QuestionView {
            required property var modelData

            Layout.fillWidth: true
            kind: modelData.kind
            style: modelData.style ?? "plain"
            text: modelData.text
            hint: modelData.hint ?? ""
            choices: modelData.choices ?? []
            value: modelData.value
            message: modelData.message ?? ""
            required: modelData.required ?? false
            readonly: modelData.readonly ?? false
            refusal: modelData.refusal ?? ""
            more: modelData.more ?? ({})
            missingOffered: []
        }
    }
}
