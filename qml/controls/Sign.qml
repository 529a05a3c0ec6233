import QtQuick
import QtQuick.Shapes

// A small drawn sign on a grid of 24 by 24. Drawn, not taken from a font, so that it looks the same on every device.
// It says nothing by itself: the control around it carries the word.
Item {
    id: root

    enum Shape {
        None,
        Tick,
        DoubleTick,
        Pause,
        Look,
        Ring,
        Dot,
        Half,
        Cross,
        Triangle,
        Back,
        Forward,
        Down,
        Close,
        Plus,
        Minus,
        Search,
        Erase,
        Leave,
        Person,
        People,
        Count,
        Lock,
        Speaker,
        Calendar,
        Sync,
        Settings,
        Worry,
        Pen,
        Waymark,
        Camera,
        Photo,
        Microphone,
        Play,
        Stop
    }

    required property int shape
    property color color: "black"
    property real size: 24

    // Signs that point along the line of reading turn round with it.
    readonly property bool turns: root.shape === Sign.Back || root.shape === Sign.Forward || root.shape === Sign.Leave
        || root.shape === Sign.Erase || root.shape === Sign.Waymark

    implicitWidth: root.shape === Sign.None ? 0 : root.size
    implicitHeight: root.size
    visible: root.shape !== Sign.None

    Accessible.ignored: true

    function strokes(shape: int): string {
        switch (shape) {
        case Sign.Tick:
            return "M5 12.5 L10 17.5 L19.5 7";
        case Sign.DoubleTick:
            return "M1.5 12.5 L6.5 17.5 L15.5 7 M11.7 16.6 L12.6 17.5 L22 7";
        case Sign.Pause:
            return "M12 3 A9 9 0 1 1 12 21 A9 9 0 1 1 12 3 M9.5 8.8 L9.5 15.2 M14.5 8.8 L14.5 15.2";
        case Sign.Look:
            return "M12 3.5 L21.5 20 L2.5 20 Z M12 10 L12 14.2 M12 17 L12 17.1";
        case Sign.Ring:
        case Sign.Half:
            return "M12 4 A8 8 0 1 1 12 20 A8 8 0 1 1 12 4";
        case Sign.Cross:
            return "M12 3 A9 9 0 1 1 12 21 A9 9 0 1 1 12 3 M9 9 L15 15 M15 9 L9 15";
        case Sign.Back:
            return "M15 5 L8 12 L15 19";
        case Sign.Forward:
            return "M9 5 L16 12 L9 19";
        case Sign.Down:
            return "M5 9 L12 16 L19 9";
        case Sign.Close:
            return "M6 6 L18 18 M18 6 L6 18";
        case Sign.Plus:
            return "M12 5 L12 19 M5 12 L19 12";
        case Sign.Minus:
            return "M5 12 L19 12";
        case Sign.Search:
            return "M10.5 4 A6.5 6.5 0 1 1 10.5 17 A6.5 6.5 0 1 1 10.5 4 M15.5 15.5 L20.5 20.5";
        case Sign.Erase:
            return "M8.5 5 L21 5 L21 19 L8.5 19 L2.5 12 Z M11.5 9 L17 15 M17 9 L11.5 15";
        case Sign.Leave:
            return "M10 4 L4.5 4 L4.5 20 L10 20 M15.5 7.5 L20 12 L15.5 16.5 M20 12 L10 12";
        case Sign.Person:
            return "M12 3.5 A4 4 0 1 1 12 11.5 A4 4 0 1 1 12 3.5 M4.5 20.5 C4.5 16.5 7.5 14.5 12 14.5 C16.5 14.5 19.5 16.5 19.5 20.5";
        case Sign.People:
            return "M9 4.5 A3.5 3.5 0 1 1 9 11.5 A3.5 3.5 0 1 1 9 4.5 M2.5 19.5 C2.5 16 5 14.5 9 14.5 C13 14.5 15.5 16 15.5 19.5"
                + " M16 5 A3.3 3.3 0 0 1 16 11.2 M18 14.8 C20.3 15.4 21.5 17 21.5 19.5";
        case Sign.Count:
            return "M6 5 L6 19 M10 5 L10 19 M14 5 L14 19 M18 5 L18 19 M3 16.5 L21 7.5";
        case Sign.Lock:
            return "M6 11 L18 11 L18 20.5 L6 20.5 Z M8.5 11 L8.5 7.5 A3.5 3.5 0 0 1 15.5 7.5 L15.5 11";
        case Sign.Speaker:
            return "M4 9.5 L8 9.5 L13 5 L13 19 L8 14.5 L4 14.5 Z M16.5 9 A4.2 4.2 0 0 1 16.5 15 M19 6.5 A7.8 7.8 0 0 1 19 17.5";
        case Sign.Calendar:
            return "M4 6 L20 6 L20 20 L4 20 Z M4 10.5 L20 10.5 M8.5 3.5 L8.5 7.5 M15.5 3.5 L15.5 7.5";
        case Sign.Sync:
            return "M4.5 10 A8 8 0 0 1 19 8 M19.5 3.5 L19.5 8.5 L14.5 8.5 M19.5 14 A8 8 0 0 1 5 16 M4.5 20.5 L4.5 15.5 L9.5 15.5";
        case Sign.Settings:
            return "M4 7 L12.5 7 M17.5 7 L20 7 M15 4.6 A2.4 2.4 0 1 1 15 9.4 A2.4 2.4 0 1 1 15 4.6"
                + " M4 17 L6.5 17 M11.5 17 L20 17 M9 14.6 A2.4 2.4 0 1 1 9 19.4 A2.4 2.4 0 1 1 9 14.6";
        case Sign.Worry:
            return "M4 5 L20 5 L20 16 L12.5 16 L8 20 L8 16 L4 16 Z M12 8 L12 11 M12 13.3 L12 13.4";
        case Sign.Pen:
            return "M4.5 19.5 L5.5 15 L16 4.5 L19.5 8 L9 18.5 Z";
        case Sign.Camera:
            return "M3.5 7.5 L8 7.5 L9.5 5 L14.5 5 L16 7.5 L20.5 7.5 L20.5 19 L3.5 19 Z M12 9.5 A3.6 3.6 0 1 1 12 16.7 A3.6 3.6 0 1 1 12 9.5";
        case Sign.Photo:
            return "M3.5 5 L20.5 5 L20.5 19 L3.5 19 Z M3.5 16.5 L9 10.5 L13.5 15.5 L16.5 12.5 L20.5 16.5";
        case Sign.Microphone:
            return "M12 3.5 A3 3 0 0 1 15 6.5 L15 11 A3 3 0 0 1 9 11 L9 6.5 A3 3 0 0 1 12 3.5 M5.5 11 A6.5 6.5 0 0 0 18.5 11 M12 17.5 L12 21";
        default:
            return "";
        }
    }

    function fills(shape: int): string {
        switch (shape) {
        case Sign.Dot:
            return "M12 3.5 A8.5 8.5 0 1 1 12 20.5 A8.5 8.5 0 1 1 12 3.5";
        case Sign.Half:
            return "M12 4 A8 8 0 0 0 12 20 Z";
        case Sign.Triangle:
            return "M12 3 L22 20.5 L2 20.5 Z";
        case Sign.Play:
            return "M7 4 L20 12 L7 20 Z";
        case Sign.Stop:
            return "M5.5 5.5 L18.5 5.5 L18.5 18.5 L5.5 18.5 Z";
        case Sign.Waymark:
            // An arrow on a post: the sign on a footpath.
            return "M4 4 L16 4 L21 9 L16 14 L4 14 Z M10 14 L13 14 L13 22 L10 22 Z";
        default:
            return "";
        }
    }

    Shape {
        width: root.size
        height: root.size
        // A picture of its own: smooth on every backend, and cut off where what it lies in is cut off (without it the software
        // backend of Qt 6.4 paints shapes that are scrolled out of sight).
        layer.enabled: true
        layer.samples: 4
        transform: Scale {
            xScale: root.turns && root.LayoutMirroring.enabled ? -1 : 1
            origin.x: root.size / 2
        }

        ShapePath {
            strokeColor: root.color
            strokeWidth: root.size * 2.2 / 24
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            scale: Qt.size(root.size / 24, root.size / 24)

            PathSvg {
                path: root.strokes(root.shape)
            }
        }

        ShapePath {
            strokeColor: "transparent"
            strokeWidth: -1
            fillColor: root.color
            scale: Qt.size(root.size / 24, root.size / 24)

            PathSvg {
                path: root.fills(root.shape)
            }
        }
    }
}
