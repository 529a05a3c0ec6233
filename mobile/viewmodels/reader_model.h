// Reads the question on the screen aloud, with its choices, when somebody asks for it; never by itself. Offered only where the device has a
// voice for the language that is shown. Whoever was helped so is recorded as helped. Owned by App; screen's thread.
#pragma once

#include "mobile/platform/voice.h"
#include "mobile/viewmodels/questionnaire_model.h"

namespace waymark::mobile {

class ReaderModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(bool offered READ offered NOTIFY changed)
    Q_PROPERTY(bool speaking READ speaking NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
public:
    ReaderModel(QuestionnaireModel& questionnaire, Voice& voice, QObject* parent = nullptr);

    bool offered() const { return m_offered; }
    bool speaking() const { return m_voice.isSpeaking(); }
    QString problem() const { return m_problem; }  ///< why nothing was heard, in plain words; "" if nothing is wrong

    /// Begins with the question that is shown, or leaves off.
    Q_INVOKABLE void toggle();
    Q_INVOKABLE void stop();

signals:
    void changed();

private:
    void follow();
    void onVoiceChanged();
    QString words() const;

    QuestionnaireModel& m_questionnaire;
    Voice& m_voice;
    QString m_shown, m_language;  ///< the question and the language that were on the screen last
    QString m_problem;
    bool m_offered = false;
};

}  // namespace waymark::mobile
