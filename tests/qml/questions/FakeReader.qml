import QtQuick

// A reader of places that says what a test tells it to.
Item {
    property int looks: 0

    signal read(latitude: real, longitude: real, accuracy: real, at: real)
    signal failed(why: string)

    function look() {
        looks += 1;
    }

    // A reading of this moment.
    function tell(latitude: real, longitude: real, accuracy: real) {
        read(latitude, longitude, accuracy, Date.now());
    }

    objectName: "fakeReader"
    width: 1
    height: 1
}
