pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls

// One question of a questionnaire, shown by its kind and style, with the quiet ways of not answering below. It holds no answer itself: it shows
// `value` or `missing` and reports what was tapped, typed or drawn. A kind that it does not know is named, and can be passed over.
FocusScope {
    id: root

    // likert, choice, yes_no, ten_point, faces, text, number, choices, rank, range, date, time, date_time, note, acknowledge, barcode,
    // signature, place, trace, outline, picture, audio; and video and file, which are named.
    required property string kind
    required property string text
    // plain, minimal, columns, likert, pictures, rating, month, year, long.
    property string style: "plain"
    property string hint: ""
    property string guidance: ""
    // Each { "value": 1, "label": "Not true for me", "picture": "", "sound": "" }, in the order shown.
    property var choices: []
    // The value of the chosen choice (several and an order with spaces between), or what was written; undefined or "" while there is none.
    property var value: undefined
    // "refused", "not_applicable" or "skipped" while that was chosen; else "".
    property string missing: ""
    property list<string> missingOffered: root.childMode ? ["refused", "skipped"] : ["refused", "not_applicable", "skipped"]
    // The questionnaire's own words for these, by code.
    property var missingWords: ({})
    // Larger targets and words, for children.
    property bool childMode: root.kind === "faces"
    // The picture that stands for a child's question; "" for none.
    property string picture: ""
    // Where a picture beside the words lies; "" for none.
    property string pictureAddress: ""
    property string message: ""
    property bool required: false
    property bool readonly: false
    // Why nothing can be answered here, in words; "" if it can.
    property string refusal: ""
    // What only some kinds need: columns, lines, decimals, start, end, step; mayTake, mayChoose, onlyNew.
    property var more: ({})
    // Of a photo, a sound, a drawing or a bar code: what the device does for it (MediaAnswer.qml says it).
    property var media: ({})
    // { "sound": "", "problem": "" }: which of the form's sounds is heard, and why one cannot be.
    property var hearing: ({})

    property var shownChoices: []  // The same choices told again are no other ones: what has the keyboard keeps it.
    onChoicesChanged: {
        if (JSON.stringify(root.shownChoices) !== JSON.stringify(root.choices))
            root.shownChoices = root.choices;
    }

    readonly property string chosen: root.missing === "" && root.value !== undefined && root.value !== null
        ? String(root.value) : ""
    readonly property bool answerable: !root.readonly && root.refusal === ""
    // Which control answers it; "" for none.
    readonly property string control: root.answerable ? root.controlOf(root.kind, root.style) : ""
    readonly property bool many: root.kind === "choices"

    signal answered(value: var)
    signal missingChosen(code: string)
    // "watch", "scan", "choose", "record", "stop", "play", "remove".
    signal wanted(what: string)
    signal listened(sound: string)

    function controlOf(kind: string, style: string): string {
        switch (kind) {
        case "likert":
        case "choice":
        case "yes_no":
        case "choices":
            return root.choices.some(choice => (choice.sound ?? "") !== "") ? "grid" : style === "minimal" ? "minimal" : kind === "choices" || style !== "plain" ? "grid" : "list";
        case "ten_point":
        case "faces":
        case "rank":
        case "acknowledge":
        case "signature":
        case "barcode":
            return kind;
        case "date":
        case "time":
        case "date_time":
            return "when";
        case "picture":
        case "audio":
            return "media";
        case "place":
        case "trace":
        case "outline":
            return "where";
        case "range":
            return style === "rating" || style === "minimal" ? "ten_point" : "range";
        case "text":
            return style === "long" ? "long" : "typed";
        case "number":
            return "typed";
        default:
            return "";
        }
    }

    // What is said instead where nothing can be answered.
    function instead(): string {
        if (root.refusal.length > 0)
            return root.refusal;
        if (root.readonly || root.control !== "" || root.kind === "note")
            return "";
        return qsTr("This kind of question (%1) cannot be shown here. You can go on.").arg(root.kind);
    }

    function chosenWords(): string {
        const values = root.many || root.kind === "rank" ? root.chosen.split(" ") : [root.chosen];
        const known = root.shownChoices.filter(choice => values.indexOf(String(choice.value)) >= 0);
        return known.length > 0 ? known.map(choice => choice.label).join(", ") : root.chosen;
    }

    // Anything typed but not yet reported is reported now: call it before going on.
    function settle() {
        (writing.itemAt(0) as TextAnswer)?.settle();
        (typing.itemAt(0) as TypedAnswer)?.settle();
        (barcode.itemAt(0) as BarcodeAnswer)?.settle();
        (where.itemAt(0) as WhereAnswer)?.settle();
    }

    implicitWidth: 328
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: root.text

    // A plain column: in Qt 6.4 layouts within layouts keep wrong heights when words wrap.
    Column {
        id: column
        width: root.width
        spacing: Units.gap16

        Picture {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.picture !== ""
            picture: root.picture
        }

        QuestionWords {
            objectName: "questionWords"
            width: column.width
            text: root.text
            hint: root.hint
            guidance: root.guidance
            pictureAddress: root.pictureAddress
            sound: root.more.sound ?? ""
            hearing: root.hearing
            onListened: root.listened(root.more.sound)
            asks: root.kind !== "note"
            large: root.childMode
            centred: root.kind === "faces"
            needed: root.required && root.chosen === "" && root.message === ""
        }

        // A Repeater of one or none makes the answer of this kind (a Loader cannot make bound components in Qt 6.4).
        Repeater {
            model: root.control === "list" ? 1 : 0

            ListAnswer {
                width: column.width
                focus: true
                choices: root.kind === "yes_no" && root.shownChoices.length === 0
                    ? [{ "value": "yes", "label": qsTr("Yes") }, { "value": "no", "label": qsTr("No") }] : root.shownChoices
                chosen: root.chosen
                childMode: root.childMode
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "grid" ? 1 : 0

            ChoiceGrid {
                width: column.width
                focus: true
                choices: root.shownChoices
                chosen: root.chosen
                many: root.many
                columns: root.style === "columns" || root.style === "pictures" ? root.more.columns ?? 0 : 1
                scale: root.style === "likert"
                pictures: root.style === "pictures"
                heard: root.hearing.sound ?? ""
                childMode: root.childMode
                onPicked: value => root.answered(value)
                onListened: sound => root.listened(sound)
            }
        }

        Repeater {
            model: root.control === "minimal" ? 1 : 0

            MinimalAnswer {
                width: column.width
                focus: true
                question: root.text
                choices: root.shownChoices
                chosen: root.chosen
                many: root.many
                childMode: root.childMode
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "rank" ? 1 : 0

            RankAnswer {
                width: column.width
                focus: true
                choices: root.shownChoices
                chosen: root.chosen
                heard: root.hearing.sound ?? ""
                onPicked: value => root.answered(value)
                onListened: sound => root.listened(sound)
            }
        }

        Repeater {
            model: root.control === "ten_point" ? 1 : 0

            TenPointAnswer {
                id: tapped
                width: column.width
                focus: true
                choices: root.kind === "range" ? tapped.stepsOf(root.more) : root.shownChoices
                chosen: root.chosen
                childMode: root.childMode
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "range" ? 1 : 0

            RangeAnswer {
                width: column.width
                focus: true
                question: root.text
                from: root.more.start ?? 1
                to: root.more.end ?? 10
                step: Math.abs(root.more.step ?? 1) || 1
                decimals: root.more.decimals ?? false
                chosen: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "faces" ? 1 : 0

            FacesAnswer {
                width: column.width
                focus: true
                choices: root.shownChoices
                chosen: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            id: writing
            model: root.control === "long" ? 1 : 0

            TextAnswer {
                width: column.width
                focus: true
                question: root.text
                lines: root.more.lines ?? 4
                written: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            id: typing
            model: root.control === "typed" ? 1 : 0

            TypedAnswer {
                width: column.width
                focus: true
                question: root.text
                digits: root.kind === "number"
                decimals: root.more.decimals ?? false
                masked: root.style === "masked"
                written: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "when" ? 1 : 0

            WhenAnswer {
                width: column.width
                focus: true
                kind: root.kind
                question: root.text
                style: root.style
                chosen: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "signature" ? 1 : 0

            SignatureAnswer {
                width: column.width
                focus: true
                question: root.text
                chosen: root.chosen
                shown: root.media.shown ?? ""
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "media" ? 1 : 0

            MediaAnswer {
                width: column.width
                focus: true
                sound: root.kind === "audio"
                question: root.text
                chosen: root.chosen
                more: root.more
                media: root.media
                childMode: root.childMode
                onWanted: what => root.wanted(what)
            }
        }

        Repeater {
            id: barcode
            model: root.control === "barcode" ? 1 : 0

            BarcodeAnswer {
                width: column.width
                focus: true
                question: root.text
                chosen: root.chosen
                more: root.more
                media: root.media
                childMode: root.childMode
                onPicked: value => root.answered(value)
                onWanted: what => root.wanted(what)
            }
        }

        Repeater {
            id: where
            model: root.control === "where" ? 1 : 0

            WhereAnswer {
                width: column.width
                focus: true
                kind: root.kind
                question: root.text
                chosen: root.chosen
                more: root.more
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.control === "acknowledge" ? 1 : 0

            Option {
                objectName: "choice_OK"
                width: column.width
                focus: true
                many: true
                text: qsTr("OK")
                chosen: root.chosen !== ""
                onClicked: root.answered(root.chosen === "" ? "OK" : "")
            }
        }

        QuestionNotes {
            width: column.width
            fixed: root.readonly && root.chosen !== "" ? root.chosenWords() : ""
            instead: root.instead()
            message: root.message
        }

        MissingRow {
            x: -Units.gap8
            width: column.width + Units.gap8 * 2
            visible: root.missingOffered.length > 0
            offered: root.missingOffered
            ownWords: root.missingWords
            chosen: root.missing
            childMode: root.childMode
            onPicked: code => root.missingChosen(code)
        }
    }
}
