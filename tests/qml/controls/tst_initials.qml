import QtQuick
import QtTest
import Waymark.Controls

TestCase {
    id: testCase
    name: "Initials"

    Component {
        id: disc

        Initials {
            name: ""
        }
    }

    function test_initialsAreTheFirstAndTheLastName_data() {
        return [
            { tag: "one name", name: "Ana", letters: "A" },
            { tag: "first and last of three", name: "Ana Maria Lopez", letters: "AL" },
            { tag: "spaces around and between", name: "  ana   lopez ", letters: "AL" },
            { tag: "a letter outside the first plane is whole", name: "\u{1E921}adi Bah", letters: "\u{1E921}B".toUpperCase() },
            { tag: "no name", name: "", letters: "" },
            { tag: "only spaces", name: "   ", letters: "" }
        ];
    }

    function test_initialsAreTheFirstAndTheLastName(row) {
        const initials = createTemporaryObject(disc, testCase, { name: row.name });
        compare(initials.letters, row.letters);
    }
}
