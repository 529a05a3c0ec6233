import QtQml
import QtQml.Models

QtObject {
    id: root

    property ListModel bands: ListModel {}
    property int total: 0
    property string kind: "check"

    signal asked(what: string, how: var)
    signal edited()
    signal saved()
    signal refused(words: string)

    function setCount(band: string, count: int) {
        root.asked("setCount", [band, count]);
        root.total = 0;
        for (let i = 0; i < root.bands.count; ++i) {
            if (root.bands.get(i).band === band)
                root.bands.setProperty(i, "count", count);
            root.total += root.bands.get(i).count;
        }
    }
    function save() { root.asked("save", []); root.saved(); }
    function reset() { root.asked("reset", []); }

    Component.onCompleted: {
        const labels = { "0-4": "0–4 years", "5-10": "5–10 years", "11-15": "11–15 years", "16-19": "16–19 years", "adult": "adults" };
        for (const band in labels)
            root.bands.append({ "band": band, "label": labels[band], "count": band === "0-4" ? 12 : band === "adult" ? 9 : 0 });
        root.total = 21;
    }
}
