import QtQuick
import QtQuick.Shapes
import Waymark.Theme

// The picture that stands for a child's question, drawn on a grid of 48 by 48. It repeats the words, so it is not spoken.
Rectangle {
    id: root

    required property string picture
    property real size: 96

    readonly property string path: {
        switch (root.picture) {
        case "building":
            return "M8 20 L24 8 L40 20 M11 19 L11 40 L37 40 L37 19 M20 40 L20 30 L28 30 L28 40 M16 23 L19 23 M29 23 L32 23";
        case "hand":
            return "M16 27 L16 13 A2.5 2.5 0 0 1 21 13 L21 10 A2.5 2.5 0 0 1 26 10 L26 13 A2.5 2.5 0 0 1 31 13 L31 17 A2.5 2.5 0 0 1 36 17"
                + " L36 30 C36 38 31 42 25 42 C19 42 16 39 12 32 L9 26 C8 23 12 21 14 24 Z M21 13 L21 23 M26 13 L26 23 M31 17 L31 24";
        case "two_children":
            return "M16 9 A5 5 0 1 1 16 19 A5 5 0 1 1 16 9 M32 9 A5 5 0 1 1 32 19 A5 5 0 1 1 32 9"
                + " M16 19 L16 31 M32 19 L32 31 M16 31 L11 41 M16 31 L20 41 M32 31 L28 41 M32 31 L37 41 M8 28 L16 23 L24 28 L32 23 L40 28";
        case "question_mark":
            return "M16 17 C16 7 32 7 32 17 C32 24 24 23 24 31 M24 38 L24 38.2";
        case "shoe":
            return "M7 19 L7 37 L41 37 C41 30 36 29 30 27 C25 25 22 19 20 14 C16 20 11 20 7 19 Z M7 32 L40 32 M22 22 L26 19 M26 26 L29 22";
        case "speech_bubble":
            return "M7 9 L41 9 L41 32 L23 32 L14 40 L14 32 L7 32 Z M15 17 L33 17 M15 24 L27 24";
        case "book":
            return "M24 13 C19 9 12 9 6 11 L6 38 C12 36 19 36 24 40 C29 36 36 36 42 38 L42 11 C36 9 29 9 24 13 Z M24 13 L24 40";
        case "house":
            return "M6 24 L24 8 L42 24 M11 21 L11 40 L37 40 L37 21 M24 34 C18 30 18 25 21 25 C23 25 24 27 24 27 C24 27 25 25 27 25 C30 25 30 30 24 34 Z";
        case "hill":
            return "M4 40 L20 14 L28 27 L33 21 L44 40 Z M20 14 L20 5 L28 8 L20 11";
        case "curtain":
            return "M6 8 L42 8 M10 8 L10 40 C17 36 20 24 21 8 M38 8 L38 40 C31 36 28 24 27 8";
        default:
            return "";
        }
    }

    implicitWidth: root.size
    implicitHeight: root.size
    radius: root.size / 2
    color: Theme.primarySoft

    Accessible.ignored: true

    Shape {
        anchors.centerIn: parent
        width: root.size * 0.62
        height: width
        layer.enabled: true
        layer.samples: 4

        ShapePath {
            strokeColor: Theme.primary
            strokeWidth: root.size * 0.62 * 2.6 / 48
            scale: Qt.size(root.size * 0.62 / 48, root.size * 0.62 / 48)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: root.path
            }
        }
    }
}
