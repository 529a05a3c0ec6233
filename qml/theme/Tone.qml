import QtQml

// What a sign, chip or banner means. Each tone also has a shape and a word: colour never says it alone.
QtObject {
    enum Kind {
        Neutral,
        Chosen,
        Good,
        Warn,
        Bad
    }
}
