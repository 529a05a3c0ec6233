import QtQuick
import QtTest
import Waymark.Questions

// Pictures of questions and of choices, and what is left where one cannot be shown.
TestCase {
    id: testCase
    name: "Pictures"
    when: windowShown
    width: 780
    height: 1000
    visible: true

    readonly property string dot: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR42mM4YaMBRww4OQAZ7g4Rt8JCGQAAAABJRU5ErkJggg=="

    property var last: undefined

    Component {
        id: maker

        QuestionView {
            width: 340
            kind: "choice"
            style: "pictures"
            text: "Which one?"
            missingOffered: []
            onAnswered: value => testCase.last = value
        }
    }

    function make(pictures, properties) {
        last = undefined;
        const choices = ["Apple", "Banana", "Cherry", "Damson"].slice(0, pictures.length)
            .map((word, at) => ({ value: word.toLowerCase(), label: word, picture: pictures[at] }));
        const view = createTemporaryObject(maker, testCase, Object.assign({ choices: choices }, properties ?? {}));
        waitForRendering(view);
        return view;
    }

    function control(view, name) {
        const item = find.control(view, name);
        verify(item, "there is a " + name);
        return item;
    }

    function test_choicesWithPicturesStandTwoByTwoOnAPhone() {
        const view = make([dot, dot, dot, ""]);
        const [first, second, third] = ["apple", "banana", "cherry"].map(name => control(view, "choice_" + name));
        tryVerify(() => first.y === second.y && third.y > first.y);
        const picture = control(first, "choicePicture");
        tryCompare(picture, "status", Image.Ready);
        verify(picture.width >= 90);
        verify(!find.control(control(view, "choice_damson"), "choicePicture"), "one without a picture has its words alone");
        mouseClick(picture);
        compare(last, "apple");
        view.more = { columns: 1 };
        tryVerify(() => second.y > first.y);
    }

    function test_aPictureThatCannotBeReadLeavesTheWordsAlone() {
        ignoreWarning(/Cannot open: .*nowhere/);
        const view = make(["file:///nowhere/apple.png", dot], { pictureAddress: dot });
        tryVerify(() => !find.control(control(view, "choice_apple"), "choicePicture"));
        mouseClick(control(view, "choice_apple"));
        compare(last, "apple");
        tryVerify(() => control(view, "questionPicture").height > 0);
        ignoreWarning(/Cannot open: .*nowhere/);
        view.pictureAddress = "file:///nowhere/q.png";
        tryVerify(() => !find.control(view, "questionPicture"));
        verify(find.any(view, "Which one?"));
    }
}
