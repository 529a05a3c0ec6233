import QtQuick
import QtQuick.Layouts
import Waymark.Controls

// Everything one types or counts in.
GalleryPage {
    SearchField {
        Layout.fillWidth: true
        label: "Search or add"
    }

    SearchField {
        Layout.fillWidth: true
        label: "Search or add"
        text: "ami"
    }

    InputField {
        Layout.fillWidth: true
        label: "What to call them"
        hint: "The name they like best"
        text: "Zoë"
    }

    InputField {
        Layout.fillWidth: true
        label: "Postcode"
        text: "B27 6"
        error: "This postcode is too short. Write it all, or choose “not given”."
    }

    LongField {
        Layout.fillWidth: true
        label: "What should we change?"
        hint: "A few words are enough"
    }

    DateField {
        Layout.fillWidth: true
        label: "Date of birth"
        Component.onCompleted: setIso("2019-03-07")
    }

    Stepper {
        Layout.fillWidth: true
        label: "Children of 0 to 4"
        value: 14
    }

    Stepper {
        Layout.fillWidth: true
        label: "Young people of 11 to 15 years"
        value: 0
    }

    ChoiceRow {
        Layout.fillWidth: true
        text: "All here except"
        detail: "Everybody on the list is marked here; then tap those who are missing."
        chosen: true
    }

    ChoiceRow {
        Layout.fillWidth: true
        text: "One by one"
    }

    CheckRow {
        Layout.fillWidth: true
        text: "Postcode not given"
        checked: true
    }

    PinPad {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: 336
        label: "Samina, your PIN"
        error: "That PIN is not right. You can try again in 4 seconds."
    }
}
