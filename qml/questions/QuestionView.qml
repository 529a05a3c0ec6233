pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Waymark.Theme
import Waymark.Controls

// One question of a questionnaire, shown by its kind: likert, choice, yes_no, ten_point, faces or text; with the quiet ways of
// not answering below. It holds no answer itself: it shows `value` or `missing` and reports what was tapped.
FocusScope {
    id: root

    required property string kind
    required property string text
    property string hint: ""
    // Each { "value": 1, "label": "Not true for me" }, in the order shown.
    property var choices: []
    // The value of the chosen choice, or the text written; undefined or "" while there is none.
    property var value: undefined
    // "refused", "not_applicable" or "skipped" while that was chosen; else "".
    property string missing: ""
    property list<string> missingOffered: root.childMode ? ["refused", "skipped"] : ["refused", "not_applicable", "skipped"]
    // Larger targets and words, for children.
    property bool childMode: root.kind === "faces"
    // The picture that stands for a child's question; "" for none.
    property string picture: ""

    readonly property string chosen: root.missing === "" && root.value !== undefined && root.value !== null
        ? String(root.value) : ""

    readonly property bool inList: root.kind !== "ten_point" && root.kind !== "faces" && root.kind !== "text"

    signal answered(value: var)
    signal missingChosen(code: string)

    // Anything typed but not yet reported is reported now: call it before going on.
    function settle() {
        (writing.itemAt(0) as TextAnswer)?.settle();
    }

    implicitWidth: 328
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: root.text

    ColumnLayout {
        id: column
        width: root.width
        spacing: Units.gap16

        Picture {
            Layout.alignment: Qt.AlignHCenter
            visible: root.picture !== ""
            picture: root.picture
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Units.gap4

            Label {
                Layout.fillWidth: true
                text: root.text
                size: root.childMode ? Label.Title : Label.Lead
                strong: true
                heading: true
                horizontalAlignment: root.kind === "faces" ? Text.AlignHCenter : Text.AlignLeft
            }

            Label {
                Layout.fillWidth: true
                visible: text.length > 0
                text: root.hint
                quiet: true
                horizontalAlignment: root.kind === "faces" ? Text.AlignHCenter : Text.AlignLeft
            }
        }

        // A Repeater of one or none makes the answer of this kind (a Loader cannot make bound components in Qt 6.4).
        Repeater {
            model: root.inList ? 1 : 0

            ListAnswer {
                Layout.fillWidth: true
                focus: true
                choices: root.kind === "yes_no" && root.choices.length === 0
                    ? [{ "value": "yes", "label": qsTr("Yes") }, { "value": "no", "label": qsTr("No") }] : root.choices
                chosen: root.chosen
                childMode: root.childMode
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.kind === "ten_point" ? 1 : 0

            TenPointAnswer {
                Layout.fillWidth: true
                focus: true
                choices: root.choices
                chosen: root.chosen
                childMode: root.childMode
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            model: root.kind === "faces" ? 1 : 0

            FacesAnswer {
                Layout.fillWidth: true
                focus: true
                choices: root.choices
                chosen: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        Repeater {
            id: writing
            model: root.kind === "text" ? 1 : 0

            TextAnswer {
                Layout.fillWidth: true
                focus: true
                question: root.text
                written: root.chosen
                onPicked: value => root.answered(value)
            }
        }

        MissingRow {
            Layout.fillWidth: true
            Layout.leftMargin: -Units.gap8
            Layout.rightMargin: -Units.gap8
            offered: root.missingOffered
            chosen: root.missing
            childMode: root.childMode
            onPicked: code => root.missingChosen(code)
        }
    }
}
