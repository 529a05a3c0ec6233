import QtQuick

// What can be pressed, by finger, mouse, key or screen reader, without Qt Quick Templates: the lock screen is made of these, because
// loading those takes as long as making it. A tap leaves the keyboard where it is.
Item {
    id: root

    // What a screen reader says.
    required property string spoken
    readonly property bool down: touch.pressed
    readonly property bool hovered: hover.hovered

    signal clicked()

    activeFocusOnTab: true

    Accessible.role: Accessible.Button
    Accessible.name: root.spoken
    Accessible.focusable: true
    Accessible.onPressAction: root.clicked()

    Keys.onSpacePressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    HoverHandler {
        id: hover
    }

    TapHandler {
        id: touch
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: root.clicked()
    }

    FocusRing {
        shown: root.activeFocus
    }
}
