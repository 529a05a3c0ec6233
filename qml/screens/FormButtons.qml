import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// On, back and done, under the pages of a questionnaire.
Column {
    id: root

    required property FormModel form
    required property FormPages pages

    spacing: Units.gap8

    ActionButton {
        objectName: "nextButton"
        width: parent.width
        minimumHeight: root.form.childMode ? Units.childTouch : Units.touch
        visible: root.pages.asking
        kind: root.form.pageAnswered ? ActionButton.Primary : ActionButton.Quiet
        text: root.form.index + 1 < root.form.count ? qsTr("Next") : qsTr("To the end")
        onClicked: {
            root.pages.settle();
            root.form.next();
        }
    }

    ActionButton {
        objectName: "finishButton"
        width: parent.width
        visible: root.form.atReview && !root.form.finished
        enabled: root.form.mayFinish
        text: qsTr("Give these answers")
        onClicked: root.form.finish()
    }

    ActionButton {
        objectName: "backButton"
        width: parent.width
        visible: !root.form.finished && (root.form.index > 0 || root.form.atReview)
        kind: ActionButton.Plain
        text: qsTr("Back")
        onClicked: {
            root.pages.settle();
            root.form.back();
        }
    }
}
