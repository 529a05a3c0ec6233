import QtQuick
import QtTest
import Waymark.Theme
import Waymark.Controls

// Contrast by WCAG 2.2 (relative luminance), for every pair the controls use.
TestCase {
    name: "Theme"

    function channel(value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    function luminance(colour) {
        return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b);
    }

    function contrast(a, b) {
        const one = luminance(a);
        const two = luminance(b);
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    function test_contrast_data() {
        const pairs = [
            ["ink", "ground", 4.5], ["ink", "surface", 4.5], ["quiet", "ground", 4.5], ["quiet", "surface", 4.5],
            ["quiet", "hairline", 4.5], ["line", "ground", 3], ["line", "surface", 3], ["primaryInk", "primary", 4.5],
            ["primary", "surface", 4.5], ["primary", "ground", 4.5], ["primary", "primarySoft", 4.5], ["ink", "primarySoft", 4.5],
            ["quiet", "primarySoft", 4.5], ["accentInk", "accent", 4.5], ["good", "goodSoft", 4.5], ["good", "surface", 4.5],
            ["warn", "warnSoft", 4.5], ["warn", "surface", 4.5], ["bad", "badSoft", 4.5], ["bad", "surface", 4.5],
            ["bad", "ground", 4.5], ["badInk", "bad", 4.5], ["ink", "goodSoft", 4.5], ["ink", "warnSoft", 4.5],
            ["ink", "badSoft", 4.5], ["focus", "ground", 3], ["focus", "surface", 3]
        ];
        const rows = [];
        for (const dark of [false, true]) {
            for (const pair of pairs)
                rows.push({ tag: pair[0] + " on " + pair[1] + (dark ? ", dark" : ", light"), over: pair[0], under: pair[1], least: pair[2], dark: dark });
        }
        return rows;
    }

    function test_contrast(data) {
        Theme.dark = data.dark;
        const found = contrast(Theme[data.over], Theme[data.under]);
        Theme.dark = false;
        verify(found >= data.least, found.toFixed(2) + " is less than " + data.least);
    }

    function test_textGrowsAndMotionStops() {
        Theme.textScale = 2;
        compare([Theme.small, Theme.body, Theme.lead, Theme.title, Theme.display], [28, 32, 40, 52, 68]);
        Theme.textScale = 1;
        Theme.reducedMotion = true;
        compare([Theme.quickMove, Theme.calmMove], [0, 0]);
        Theme.reducedMotion = false;
        verify(Theme.calmMove >= 120 && Theme.calmMove <= 200);
    }

    Component {
        id: labelMaker

        Label {
            width: 300
        }
    }

    function test_arabicScriptHasRoom() {
        const latin = createTemporaryObject(labelMaker, this, { text: "One line" });
        const urdu = createTemporaryObject(labelMaker, this, { text: "یہ ہے" });
        const arabic = createTemporaryObject(labelMaker, this, { text: "مرحبا" });
        compare(urdu.lineHeight, urdu.font.pixelSize * 2);
        compare(arabic.lineHeight, arabic.font.pixelSize * 2);
        verify(latin.lineHeight < 2);
    }

    function test_arabicScriptKeepsItsRoomWhereLatinIsSetTight() {
        const narrow = createTemporaryObject(labelMaker, this, { text: "آزمائشی متن", tight: true, width: 60 });
        compare(narrow.lineCount, 2);
        verify(narrow.height >= narrow.font.pixelSize * 4);
    }

    function test_arabicScriptStandsInTheMiddleOfItsLine() {
        const label = createTemporaryObject(labelMaker, this, { text: "یہ ہے" });
        verify(label.topPadding > 0);
        compare(label.height, label.font.pixelSize * 2);
    }
}
