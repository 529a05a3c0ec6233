import QtQuick
import QtTest
import Waymark.Theme
import Waymark.ViewModels

// Shows one screen with stand-ins for the view models, and taps and types as a person does.
TestCase {
    id: root

    when: windowShown
    width: 400
    height: 760
    visible: true

    property App app: null
    property Item screen: null

    // One for each test; they outlive the screens that show them.
    readonly property Component appMaker: Component {
        App {
        }
    }

    function init() {
        Theme.reducedMotion = true;
        app = appMaker.createObject(root);
    }

    function cleanup() {
        Theme.reducedMotion = false;
    }

    function show(maker: Component, size: size): Item {
        screen = createTemporaryObject(maker, root, {
            app: app,
            width: size && size.width > 0 ? size.width : root.width,
            height: size && size.height > 0 ? size.height : root.height
        });
        verify(screen);
        screen.forceActiveFocus();
        waitForRendering(screen);
        return screen;
    }

    function control(name: string): Item {
        return find.control(screen.Window.contentItem, name);
    }

    function tapItem(item: Item) {
        // What was tapped before may still be moving things.
        waitForRendering(item, 60);
        let before = NaN;
        tryVerify(() => {
            find.reach(item);
            const now = item.mapToItem(null, 0, 0).y;
            const still = now === before;
            before = now;
            return still;
        }, 2000, item.objectName + " comes to rest");
        mouseClick(item);
    }

    // Clicks it after scrolling to it.
    function tap(name: string) {
        const item = control(name);
        verify(item, "there is a " + name);
        tapItem(item);
    }

    function type(name: string, text: string) {
        tap(name);
        for (const letter of text)
            keyClick(letter);
    }

    function asked(): string {
        return app.calls.join(" ");
    }
}
