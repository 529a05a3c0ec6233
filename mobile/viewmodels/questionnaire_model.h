// Asking: one question at a time, each answer durable as a sealed draft before the next, one op at the end. In hand-over mode the person
// answers on the worker's device and sees nothing else; only the PIN of the worker who is signed in ends it. Owned by App; screen's thread. A
// crash comes back to the same question through App's place.
#pragma once

#include "mobile/viewmodels/form_media.h"
#include "mobile/viewmodels/form_model.h"
#include "mobile/viewmodels/imported_form.h"
#include "mobile/viewmodels/instrument_shelf.h"

#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class QuestionnaireModel : public waymark::mobile::FormModel {  // qualified, so that QML tools know the base
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QVariantList instruments READ instruments NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList pointChoices READ pointChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList respondentChoices READ respondentChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList helpChoices READ helpChoices CONSTANT)
    Q_PROPERTY(QVariantList feedbackForms READ feedbackForms NOTIFY choicesChanged)
    Q_PROPERTY(QString suggestedPoint READ suggestedPoint NOTIFY choicesChanged)
    Q_PROPERTY(QString dueText READ dueText NOTIFY choicesChanged)
    Q_PROPERTY(bool declined READ declined NOTIFY choicesChanged)
    Q_PROPERTY(bool mustHandOver READ mustHandOver NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList drafts READ drafts NOTIFY draftsChanged)
    Q_PROPERTY(bool feedback READ feedback NOTIFY changed)
    Q_PROPERTY(bool trial READ trial NOTIFY changed)
    Q_PROPERTY(QString who READ who NOTIFY changed)
    Q_PROPERTY(bool answerSaved READ answerSaved NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QVariantList previous READ previous NOTIFY changed)
    Q_PROPERTY(QStringList prompts READ prompts NOTIFY changed)
public:
    QuestionnaireModel(Workplace& workplace, const InstrumentShelf& shelf, Media& media, QObject* parent = nullptr);

    // --- choosing ------------------------------------------------------------------------------------------------------------
    /// Whom the choices below are for, and of which questionnaire ("" until one is chosen).
    Q_INVOKABLE void prepare(const QString& personId, const QString& instrumentId = {});
    QVariantList feedbackForms() const;  ///< [{id, title, forWhom}]: what may be handed out with a session and without a name
    QVariantList instruments() const;  ///< [{id, title, forWhom, due}], those meant for the person first
    QVariantList pointChoices() const;
    QVariantList respondentChoices() const;
    QVariantList helpChoices() const;
    QString suggestedPoint() const;
    QString dueText() const;
    bool declined() const;  ///< who was prepared for does not take part in questionnaires
    bool mustHandOver() const { return m_workplace.isVolunteer(); }
    QVariantList drafts() const;  ///< [{key, title, who, savedText}]

    /// Writes a questionnaire for paper into the documents folder; `told` says where it is, or why not.
    Q_INVOKABLE void savePaper(const QString& instrumentId);
    Q_INVOKABLE void start(const QString& instrumentId, const QString& personId, const QString& point, const QString& respondent,
                           const QString& help, bool handOver);
    /// Feedback without a name at the open session, always handed over.
    Q_INVOKABLE void startFeedback(const QString& instrumentId = {});
    Q_INVOKABLE void resume(const QString& key);

    // --- answering -----------------------------------------------------------------------------------------------------------
    bool handedOver() const override { return m_handedOver; }
    bool feedback() const { return m_form && m_form->isFeedback(); }
    /// The questionnaire is a draft that the organisation tries out, or was when this was begun: what is answered is thrown away at the end, so
    /// that it never counts.
    bool trial() const;
    QString watermark() const override;
    QString who() const;  ///< what the person is called; "" without a name
    bool answerSaved() const { return m_savesRunning == 0; }
    /// Why the last answer is not saved, in words for whoever has the device; "" if it is, or is on its way.
    QString problem() const;

    /// Records it; `finished` once that is durable. A trial is finished at once, and its answers are gone.
    void finish() override;
    /// Ends hand-over if this is the PIN of the worker who is signed in: `handOverEnded`, else `failed` with words.
    Q_INVOKABLE void endHandOver(const QString& pin);
    /// Back to the app; what is half-filled stays as a draft. Nothing in hand-over mode.
    void leave() override;
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
    void noteReadAloud() override;
    void setSession(const std::string& session) { m_session = session; }
    const std::string& preparedPerson() const { return m_person; }
    const std::string& preparedInstrument() const { return m_chosen; }
    /// What the screen draws the pictures of a form from.
    std::shared_ptr<ShownMedia> formFiles() const { return m_formMedia.files(); }
    std::string draftKey() const { return m_form ? m_form->draftKey() : std::string(); }
    /// What must come back after a crash, put into App's place; and back to it: into the half-filled answers, or to the thanks if it is finished.
    void putPlace(base::Json& place) const;
    void restore(const base::Json& place);
    /// Forgets what is on the screen; what is stored stays.
    void close();
    using FormModel::whenKept;

signals:
    void choicesChanged();
    void draftsChanged();
    void failed(const QString& words);
    void told(const QString& words);
    void handOverEnded();
    void pinRefused();
    /// What must come back after a crash has changed.
    void placeChanged();

private:
    bool mayTryDrafts() const;
    bool mayStart(const std::string& instrument) const;
    bool hasAnswered(const std::string& family) const;
    std::vector<InstrumentPtr> offeredForFeedback() const;
    std::unique_ptr<QuestionnaireForm> formOf(FormStart start) const;
    std::unique_ptr<QuestionnaireForm> formOf(const device::Draft& draft) const;
    FormSurroundings surroundings(const std::string& person) const;
    void begin(std::unique_ptr<QuestionnaireForm> form);
    void keepBytes(const QString& key, const QByteArray& bytes, const QString& media) override;
    void readBytes(const QString& name, Reader then) override;
    QByteArray soundOf(const QString& sound) const override { return m_formMedia.files()->bytes(sound); }
    bool isKeeping() const override { return m_attaching > 0 || FormModel::isKeeping(); }
    void record();
    void keep() override;  ///< saves the draft
    void tellNotSaved(base::ErrorCode code);
    /// Off the screen; what was not saved is said where the worker is then.
    void closeAndTell();

    Workplace& m_workplace;
    const InstrumentShelf& m_shelf;
    FormMedia m_formMedia;
    std::string m_session, m_person, m_chosen;
    std::string m_answeredPerson, m_response;  ///< of the finished one
    bool m_handedOver = false;
    bool m_wasTrial = false;  ///< the finished one
    std::optional<base::ErrorCode> m_notSaved;  ///< why the last save failed
    int m_savesRunning = 0, m_attaching = 0;
    int m_lost = 0;  ///< attachments that could not be kept
};

}  // namespace waymark::mobile
