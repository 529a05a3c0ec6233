pragma Singleton
import QtQuick

// Colours, type and motion by meaning. The settings at the top may change at any time; everything shown follows.
QtObject {
    id: root

    // Settings. textScale is 1.0 to 2.0; mirrored lays out from right to left; reducedMotion makes every move instant.
    property bool dark: false
    property real textScale: 1.0
    property bool mirrored: false
    property bool reducedMotion: false

    // Ground and ink
    readonly property color ground: dark ? "#11181B" : "#F7F5F0"
    readonly property color surface: dark ? "#1A2428" : "#FFFFFF"
    readonly property color ink: dark ? "#EDF1F2" : "#1A2226"
    readonly property color quiet: dark ? "#B4C0C5" : "#4C5A61"
    readonly property color line: dark ? "#74838A" : "#7F8B92"
    // Parts one card or row from the next; carries no meaning, so it may be faint.
    readonly property color hairline: dark ? "#2C393E" : "#E4E0D7"
    readonly property color scrim: dark ? "#B3000000" : "#801A2226"

    // The one main action, and what is chosen
    readonly property color primary: dark ? "#63CBC6" : "#0A5F62"
    readonly property color primaryInk: dark ? "#05302F" : "#FFFFFF"
    readonly property color primarySoft: dark ? "#12393A" : "#D5ECEA"

    // The waymark itself: progress, "you are here". Never text on ground.
    readonly property color accent: dark ? "#FFC53D" : "#F5B301"
    readonly property color accentInk: "#1A2226"

    readonly property color good: dark ? "#7FD39A" : "#1C6B3A"
    readonly property color goodSoft: dark ? "#15331F" : "#DDF0E3"
    readonly property color warn: dark ? "#FFC773" : "#8A5300"
    readonly property color warnSoft: dark ? "#3A2A0C" : "#FFF0D1"
    readonly property color bad: dark ? "#FF9A90" : "#A5231B"
    readonly property color badSoft: dark ? "#43201C" : "#FBE3E0"
    readonly property color badInk: dark ? "#3A0F0B" : "#FFFFFF"

    readonly property color focus: dark ? "#8FB4FF" : "#1F4FD8"

    // Type: pixel sizes after scaling. Line heights are multiples of the font's own.
    readonly property string family: "Noto Sans"
    readonly property int small: Math.round(14 * textScale)
    readonly property int body: Math.round(16 * textScale)
    readonly property int lead: Math.round(20 * textScale)
    readonly property int title: Math.round(26 * textScale)
    readonly property int display: Math.round(34 * textScale)
    // Noto Sans is 1.36 em high by itself; 1.45 em is asked for.
    readonly property real lineHeight: 1.45 / 1.36
    // Arabic script, Urdu too, stands taller and hangs lower than Latin letters.
    readonly property string arabicFamily: "Noto Naskh Arabic"
    readonly property real arabicLine: 2.0
    readonly property real arabicDrop: 0.25

    function isArabicScript(text: string): bool {
        return /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/.test(text);
    }

    // Motion, in milliseconds: only to show where something went.
    readonly property int quickMove: reducedMotion ? 0 : 120
    readonly property int calmMove: reducedMotion ? 0 : 200

    function toneInk(tone: int): color {
        switch (tone) {
        case Tone.Chosen:
            return root.primary;
        case Tone.Good:
            return root.good;
        case Tone.Warn:
            return root.warn;
        case Tone.Bad:
            return root.bad;
        default:
            return root.quiet;
        }
    }

    function toneSoft(tone: int): color {
        switch (tone) {
        case Tone.Chosen:
            return root.primarySoft;
        case Tone.Good:
            return root.goodSoft;
        case Tone.Warn:
            return root.warnSoft;
        case Tone.Bad:
            return root.badSoft;
        default:
            return root.hairline;
        }
    }

    // The same colour while a finger or key is down on it.
    function pressed(base: color): color {
        return root.dark ? Qt.lighter(base, 1.15) : Qt.darker(base, 1.12);
    }
}
