// Asking: one question at a time, each answer durable as a sealed draft before the next, one op at the end. In hand-over mode the person
// answers on the worker's device and sees nothing else; only the PIN of the worker who is signed in ends it. Owned by App; screen's thread. A
// crash comes back to the same question through App's place.
#pragma once

#include "mobile/viewmodels/questionnaire_form.h"

#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class QuestionnaireModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QVariantList instruments READ instruments NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList pointChoices READ pointChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList respondentChoices READ respondentChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList helpChoices READ helpChoices CONSTANT)
    Q_PROPERTY(QString suggestedPoint READ suggestedPoint NOTIFY choicesChanged)
    Q_PROPERTY(QString dueText READ dueText NOTIFY choicesChanged)
    Q_PROPERTY(bool declined READ declined NOTIFY choicesChanged)
    Q_PROPERTY(bool mustHandOver READ mustHandOver NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList drafts READ drafts NOTIFY draftsChanged)
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(bool handedOver READ handedOver NOTIFY changed)
    Q_PROPERTY(bool feedback READ feedback NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString intro READ intro NOTIFY changed)
    Q_PROPERTY(QString who READ who NOTIFY changed)
    Q_PROPERTY(int index READ index NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed)
    Q_PROPERTY(QVariantMap item READ item NOTIFY changed)
    Q_PROPERTY(QVariant value READ value NOTIFY changed)
    Q_PROPERTY(QString missing READ missing NOTIFY changed)
    Q_PROPERTY(bool answerSaved READ answerSaved NOTIFY changed)
    Q_PROPERTY(bool atReview READ atReview NOTIFY changed)
    Q_PROPERTY(QVariantList unanswered READ unanswered NOTIFY changed)
    Q_PROPERTY(bool finished READ isFinished NOTIFY changed)
    Q_PROPERTY(bool childMode READ childMode NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
    Q_PROPERTY(QVariantList languages READ languages NOTIFY changed)
    Q_PROPERTY(QVariantList previous READ previous NOTIFY changed)
    Q_PROPERTY(QStringList prompts READ prompts NOTIFY changed)
public:
    QuestionnaireModel(Workplace& workplace, const InstrumentShelf& shelf, QObject* parent = nullptr);

    // --- choosing ------------------------------------------------------------------------------------------------------------
    /// Whom the choices below are for, and of which questionnaire ("" until one is chosen).
    Q_INVOKABLE void prepare(const QString& personId, const QString& instrumentId = {});
    QVariantList instruments() const;  ///< [{id, title, forWhom, due}], those meant for the person first
    QVariantList pointChoices() const;
    QVariantList respondentChoices() const;
    QVariantList helpChoices() const;
    QString suggestedPoint() const;
    QString dueText() const;
    bool declined() const;  ///< who was prepared for does not take part in questionnaires
    bool mustHandOver() const { return m_workplace.isVolunteer(); }
    QVariantList drafts() const;  ///< [{key, title, who, savedText}]

    Q_INVOKABLE void start(const QString& instrumentId, const QString& personId, const QString& point, const QString& respondent,
                           const QString& help, bool handOver);
    /// Feedback without a name at the open session, always handed over.
    Q_INVOKABLE void startFeedback();
    Q_INVOKABLE void resume(const QString& key);

    // --- answering -----------------------------------------------------------------------------------------------------------
    bool active() const { return m_form || m_finished; }
    bool handedOver() const { return m_handedOver; }
    bool feedback() const { return m_form && m_form->isFeedback(); }
    QString title() const;
    QString intro() const;
    QString who() const;  ///< what the person is called; "" without a name
    int index() const { return m_form ? static_cast<int>(m_form->index()) : 0; }
    int count() const { return m_form ? static_cast<int>(m_form->steps().size()) : 0; }
    QString progressText() const;
    QVariantMap
    item() const;  ///< {key, text, kind, choices: [{value, label, picture}], scale: {lowest, highest}, picture, practice, missingOffered}
    QVariant value() const;   ///< undefined if there is none
    QString missing() const;  ///< "refused", "not_applicable", "skipped" or ""
    bool answerSaved() const { return m_savesRunning == 0; }
    bool atReview() const { return m_form && m_form->atReview(); }
    QVariantList unanswered() const;  ///< [{index, text}]
    bool isFinished() const { return m_finished; }
    bool childMode() const;
    QString language() const;
    void setLanguage(const QString& language);
    QVariantList languages() const;  ///< [{code, name}]

    Q_INVOKABLE void answer(const QVariant& value);
    Q_INVOKABLE void answerMissing(const QString& code);
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    Q_INVOKABLE void goTo(int index);
    /// Records it; `finished` once that is durable.
    Q_INVOKABLE void finish();
    /// Ends hand-over if this is the PIN of the worker who is signed in: `handOverEnded`, else `failed` with words.
    Q_INVOKABLE void endHandOver(const QString& pin);
    /// Back to the app; what is half-filled stays as a draft. Nothing in hand-over mode.
    Q_INVOKABLE void leave();
    Q_INVOKABLE void discard();
    /// Throws a draft away that is not on the screen.
    Q_INVOKABLE void discardDraft(const QString& key);

    // --- after -----------------------------------------------------------------------------------------------------------------
    /// What the person answered before and now: [{point, dateText, scoreText, isNew}]. Empty until the new answers are in, in hand-over mode,
    /// and for volunteers.
    QVariantList previous() const;
    /// Questions whose low answer asks the worker, quietly, to talk with the person; under the same conditions.
    QStringList prompts() const;

    // --- for App ---------------------------------------------------------------------------------------------------------------
    /// The device has read a question aloud: that is help, and is recorded as such where no help was named.
    void noteReadAloud();
    void setSession(const std::string& session) { m_session = session; }
    const std::string& preparedPerson() const { return m_person; }
    const std::string& preparedInstrument() const { return m_chosen; }
    std::string draftKey() const { return m_form ? m_form->draftKey() : std::string(); }
    /// Comes back to where the device was: into the draft, or to the thanks if it is finished.
    void restore(const std::string& draftKey, bool handedOver, bool finished);
    /// Forgets what is on the screen; what is stored stays.
    void close();

signals:
    void changed();
    void choicesChanged();
    void draftsChanged();
    void failed(const QString& words);
    void handOverEnded();
    void pinRefused();
    /// What must come back after a crash has changed.
    void placeChanged();

private:
    QString words(const questionnaire::Text& text) const;
    void begin(std::unique_ptr<QuestionnaireForm> form);
    void keep();  ///< saves the draft

    Workplace& m_workplace;
    const InstrumentShelf& m_shelf;
    std::string m_session, m_person, m_chosen;
    std::unique_ptr<QuestionnaireForm> m_form;
    std::string m_answeredPerson, m_answeredFamily, m_response;  ///< of the finished one
    bool m_handedOver = false, m_finished = false, m_finishing = false;
    int m_savesRunning = 0;
};

}  // namespace waymark::mobile
