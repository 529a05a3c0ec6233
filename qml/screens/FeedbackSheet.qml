pragma ComponentBehavior: Bound
import QtQuick
import Waymark.Theme
import Waymark.Controls
import Waymark.ViewModels

// Which of several feedback forms is handed out.
Sheet {
    id: root

    required property App app

    title: qsTr("Which form?")

    Repeater {
        model: root.app.questionnaire.feedbackForms

        ListRow {
            required property int index
            required property var modelData

            objectName: "feedback_" + modelData.id
            width: root.columnWidth
            focus: index === 0
            title: modelData.title
            detail: modelData.forWhom
            trailing: Sign {
                shape: Sign.Forward
                color: Theme.quiet
            }
            onClicked: {
                root.close();
                root.app.questionnaire.startFeedback(modelData.id);
            }
        }
    }
}
