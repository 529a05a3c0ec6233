import QtQuick
import QtQuick.Shapes
import Waymark.Theme

// One of five drawn faces: 1 is calm and neutral, then from a small smile to a huge grin. None is sad.
Item {
    id: root

    // 1 to 5
    required property int level
    property real size: 72

    implicitWidth: root.size
    implicitHeight: root.size

    Accessible.ignored: true

    function mouth(level: int): string {
        switch (level) {
        case 1:
            return "M34 67 L66 67";
        case 2:
            return "M33 64 C40 70 60 70 67 64";
        case 3:
            return "M29 61 C37 75 63 75 71 61";
        case 4:
            return "M27 58 C30 84 70 84 73 58 Z";
        default:
            return "M21 53 C23 94 77 94 79 53 Z";
        }
    }

    Shape {
        width: root.size
        height: root.size
        layer.enabled: true
        layer.samples: 4

        ShapePath {
            strokeColor: Theme.accentInk
            strokeWidth: root.size * 3.5 / 100
            fillColor: Theme.accent
            scale: Qt.size(root.size / 100, root.size / 100)

            PathSvg {
                path: "M50 4 A46 46 0 1 1 50 96 A46 46 0 1 1 50 4"
            }
        }

        ShapePath {
            strokeColor: "transparent"
            strokeWidth: -1
            fillColor: Theme.accentInk
            scale: Qt.size(root.size / 100, root.size / 100)

            PathSvg {
                path: "M35 33 A5 6.5 0 1 1 35 46 A5 6.5 0 1 1 35 33 M65 33 A5 6.5 0 1 1 65 46 A5 6.5 0 1 1 65 33"
            }
        }

        ShapePath {
            strokeColor: Theme.accentInk
            strokeWidth: root.size * 4.5 / 100
            fillColor: root.level >= 4 ? "#FFFFFF" : "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            scale: Qt.size(root.size / 100, root.size / 100)

            PathSvg {
                path: root.mouth(root.level)
            }
        }

        // Raised cheeks tell the two widest smiles apart.
        ShapePath {
            strokeColor: root.level === 5 ? Theme.accentInk : "transparent"
            strokeWidth: root.level === 5 ? root.size * 3.5 / 100 : -1
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            scale: Qt.size(root.size / 100, root.size / 100)

            PathSvg {
                path: "M27 29 C31 24 38 24 42 29 M58 29 C62 24 69 24 73 29"
            }
        }
    }
}
