pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Controls
import Waymark.ViewModels

// Which of several feedback forms is handed out.
Sheet {
    id: root

    required property App app

    title: qsTr("Which one?")

    Repeater {
        model: root.app.questionnaire.feedbackForms

        ChoiceRow {
            required property int index
            required property var modelData

            objectName: "feedback_" + modelData.id
            width: root.columnWidth
            focus: index === 0
            text: modelData.title
            detail: modelData.forWhom
            onClicked: {
                root.close();
                root.app.questionnaire.startFeedback(modelData.id);
            }
        }
    }
}
