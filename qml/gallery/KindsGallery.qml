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
    // Hills under a sky, for what a camera would have taken.
    readonly property string view: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAGAAAABICAMAAAA+uQBRAAAADFBMVEW/3er1swFcj2svXVAGRXnfAAAAt0lEQVR42u2UQQ6EIBAEh+n//3mzukFIBGZY21PXma4yEjUTQoiXKCdkPS1RCrnADpRCLiiggD60N/5F/L+pEEJM8B6u/emGjyDrn0n4CrL+v4RHIevbQiLmOZoVQ1+9wVfmezRLhv7w3l08Kjn9tcNd4JdAz5a+Sdj8VPcwGX0d2vJYKIHh0ALH1onJzkL+eWG2a+4QC/b8VwDYK6xWFtUPEggFECarPwJIkbJ/AyCjgAIKKBDgA8QIHGw0hfUdAAAAAElFTkSuQmCC"
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
            { "kind": "text", "style": "masked", "text": "A word that only you know", "value": "sparrow" },
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
        "photos": [
            { "kind": "picture", "text": "A photo of the room", "value": "a.jpg", "more": { "mayTake": true, "mayChoose": true }, "media": { "state": "", "shown": root.view } },
            { "kind": "picture", "text": "A photo of what you made", "more": { "mayTake": true, "mayChoose": false, "onlyNew": "Only something new can be given here: what else is on this device stays private." } },
            { "kind": "picture", "text": "A photo of the door", "more": { "mayTake": false, "mayChoose": true }, "media": { "state": "", "problem": "That is not a picture that can be read here. Choose a JPEG or PNG picture." } }
        ],
        "sounds": [
            { "kind": "audio", "text": "Say it in your own words.", "more": { "mayTake": true, "mayChoose": true }, "media": { "state": "recording", "seconds": 67, "mostSeconds": 300, "level": 0.6 } },
            { "kind": "audio", "text": "Sing us your song.", "value": "a.ogg", "more": { "mayTake": true, "mayChoose": true }, "media": { "state": "" } },
            { "kind": "audio", "text": "What does it sound like?", "more": { "mayTake": true, "mayChoose": true } }
        ],
        "heard": [
            { "kind": "choice", "text": "Which one do you like best?", "value": "sea", "more": { "sound": "q" }, "hearing": { "sound": "sea" }, "choices": root.withSounds(["Sun", "Sea", "Somewhere else altogether"]) },
            { "kind": "likert", "style": "likert", "text": "How was it?", "choices": root.withSounds(["Bad", "All right", "Good"]) },
            { "kind": "rank", "text": "Put them in your order.", "more": { "sound": "r" }, "hearing": { "sound": "", "problem": "This sound cannot be played here." }, "choices": root.withSounds(["Sun", "Sea"]) }
        ],
        "heard_pictures": [
            { "kind": "choices", "style": "pictures", "text": "Where have you been?", "value": "sun", "more": { "sound": "q" }, "choices": root.withSounds(["Sun", "Sea", "Hill"]).map(choice => Object.assign(choice, { "picture": root.picture(choice.value) })) }
        ],
        "signed": [
            { "kind": "signature", "text": "Please sign here." },
            { "kind": "signature", "text": "And here.", "value": "b.png", "media": { "shown": root.view } },
            { "kind": "place", "text": "Where is it?", "value": "52.46 -1.89 0 0" }
        ],
        "where": [
            { "kind": "trace", "text": "Which way do you walk here?", "value": "52.463 -1.821 0 100; 52.466 -1.825 0 100; 52.468 -1.831 0 100" },
            { "kind": "place", "text": "Where is your nearest park?", "required": true }
        ],
        "pictures": [
            { "kind": "choice", "style": "pictures", "text": "Which one do you like best?", "hint": "One of them has no picture yet.", "value": "sea", "picture": root.picture("sun"),
              "choices": root.withPictures(["Sun", "Sea", "Hill", "Somewhere else altogether"]) },
            { "kind": "choices", "style": "pictures", "text": "Where have you been?", "value": "sun hill", "choices": root.withPictures(["Sun", "Sea", "Hill"]) }
        ]
    })

    function picture(word: string): string {
        return word === "sun" || word === "sea" || word === "hill" ? Qt.resolvedUrl(word + ".png") : "";
    }

    function withPictures(words: var): var {
        return root.choicesOf(words).map(choice => Object.assign(choice, { "picture": root.picture(choice.value) }));
    }

    function withSounds(words: var): var {
        return root.choicesOf(words).map(choice => Object.assign(choice, { "sound": choice.value }));
    }

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
            pictureAddress: modelData.picture ?? ""
            value: modelData.value
            message: modelData.message ?? ""
            required: modelData.required ?? false
            readonly: modelData.readonly ?? false
            refusal: modelData.refusal ?? ""
            more: modelData.more ?? ({})
            media: modelData.media ?? ({})
            hearing: modelData.hearing ?? ({})
            missingOffered: []
        }
    }
}
