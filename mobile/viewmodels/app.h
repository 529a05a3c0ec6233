// The whole app as the screens see it: which stage it is in, who works where, the view models, undo, the lock, and the place that comes
// back after a crash. Owned by the composition root and handed to Main.qml; screen's thread. The place and the drafts survive a crash, sealed; all
// else is read again after the next unlock.
#pragma once

#include "mobile/viewmodels/answers_model.h"
#include "mobile/viewmodels/head_count_model.h"
#include "mobile/viewmodels/instrument_shelf.h"
#include "mobile/viewmodels/person_model.h"
#include "mobile/viewmodels/questionnaire_model.h"
#include "mobile/viewmodels/reader_model.h"
#include "mobile/viewmodels/register_model.h"
#include "mobile/viewmodels/safeguarding_model.h"
#include "mobile/viewmodels/settings.h"
#include "mobile/viewmodels/settle_model.h"
#include "mobile/viewmodels/sync_model.h"
#include "mobile/viewmodels/today_model.h"
#include "mobile/viewmodels/undo_offer.h"
#include "mobile/viewmodels/walk_in_model.h"
#include "mobile/viewmodels/worry_model.h"

#include <QTimer>

namespace waymark::mobile {

class App : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The composition root makes it")
    Q_PROPERTY(Stage stage READ stage NOTIFY stageChanged)
    Q_PROPERTY(QString serviceUrl READ serviceUrl NOTIFY changed)
    Q_PROPERTY(QString enrolCode READ enrolCode CONSTANT)
    Q_PROPERTY(QString organisationName READ organisationName NOTIFY changed)
    Q_PROPERTY(QString venueName READ venueName NOTIFY changed)
    Q_PROPERTY(QString venueId READ venueId NOTIFY changed)
    Q_PROPERTY(QString userName READ userName NOTIFY changed)
    Q_PROPERTY(QString userRole READ userRole NOTIFY changed)
    Q_PROPERTY(QString userRoleText READ userRoleText NOTIFY changed)
    Q_PROPERTY(QString userId READ userId NOTIFY changed)
    Q_PROPERTY(QString joiningName READ joiningName NOTIFY changed)
    Q_PROPERTY(int pinDigits READ pinDigits NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
    Q_PROPERTY(QVariantList workers READ workers NOTIFY changed)
    Q_PROPERTY(QVariantList venues READ venues NOTIFY changed)
    Q_PROPERTY(int retryAfterSeconds READ retryAfterSeconds NOTIFY retryChanged)
    Q_PROPERTY(QString place READ place NOTIFY placeChanged)
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoChanged)
    Q_PROPERTY(int undoSecondsLeft READ undoSecondsLeft NOTIFY undoChanged)
    Q_PROPERTY(waymark::mobile::MediaModel* media READ media CONSTANT)
    Q_PROPERTY(waymark::mobile::TodayModel* today READ today CONSTANT)
    Q_PROPERTY(waymark::mobile::RegisterModel* register READ registerModel CONSTANT)
    Q_PROPERTY(waymark::mobile::WalkInModel* walkIn READ walkIn CONSTANT)
    Q_PROPERTY(waymark::mobile::HeadCountModel* headCount READ headCount CONSTANT)
    Q_PROPERTY(waymark::mobile::QuestionnaireModel* questionnaire READ questionnaire CONSTANT)
    Q_PROPERTY(waymark::mobile::ReaderModel* reader READ reader CONSTANT)
    Q_PROPERTY(waymark::mobile::SyncModel* sync READ sync CONSTANT)
    Q_PROPERTY(waymark::mobile::SettleModel* settle READ settle CONSTANT)
    Q_PROPERTY(waymark::mobile::Settings* settings READ settings CONSTANT)
    Q_PROPERTY(waymark::mobile::PersonModel* person READ person CONSTANT)
    Q_PROPERTY(waymark::mobile::AnswersModel* answers READ answers CONSTANT)
    Q_PROPERTY(waymark::mobile::WorryModel* worry READ worry CONSTANT)
    Q_PROPERTY(waymark::mobile::SafeguardingModel* safeguarding READ safeguarding CONSTANT)
public:
    /// Starting: what is stored is being opened, and what to show is not known yet.
    enum class Stage { Starting, Enrol, Join, ChoosePin, Locked, Open, HandOver };
    Q_ENUM(Stage)

    /// The first start may bring the service's address and a code.
    struct FirstStart {
        QString url, code;
    };
    App(Bridge& bridge, const base::Clock& clock, Voice& voice, Media& media, const QString& settingsPath, FirstStart firstStart = {}, QObject* parent = nullptr);

    Stage stage() const { return m_stage; }
    QString serviceUrl() const;
    QString enrolCode() const { return m_firstStart.code; }
    QString organisationName() const { return m_workplace.organisationName(); }
    QString venueName() const { return m_workplace.venueName(); }
    QString venueId() const { return QString::fromStdString(m_workplace.venue()); }
    QString userName() const { return m_workplace.userName(); }
    QString userRole() const { return QString::fromStdString(m_workplace.role()); }
    QString userRoleText() const;
    QString userId() const { return QString::fromStdString(m_workplace.user()); }
    QString joiningName() const;
    int pinDigits() const;  ///< the fewest that a new PIN may have: organisation.settings.pin_digits, 6 to 12
    QString error() const { return m_error; }
    /// Something to know that is no error, until the next action or screen; "" for nothing.
    QString notice() const { return m_notice; }
    bool busy() const { return m_running > 0; }
    QVariantList workers() const;  ///< [{id, name, role}]
    QVariantList venues() const;   ///< [{id, name}]
    int retryAfterSeconds() const;
    QString place() const { return m_place; }
    QString undoText() const { return m_undo.text(); }
    int undoSecondsLeft() const { return m_undo.secondsLeft(); }
    /// The camera for the codes that let a device or a worker in.
    MediaModel* media() { return &m_media; }
    TodayModel* today() { return &m_today; }
    RegisterModel* registerModel() { return &m_register; }
    WalkInModel* walkIn() { return &m_walkIn; }
    HeadCountModel* headCount() { return &m_headCount; }
    QuestionnaireModel* questionnaire() { return &m_questionnaire; }
    ReaderModel* reader() { return &m_reader; }
    SyncModel* sync() { return &m_sync; }
    SettleModel* settle() { return &m_settle; }
    Settings* settings() { return &m_settings; }
    PersonModel* person() { return &m_person; }
    AnswersModel* answers() { return &m_answers; }
    WorryModel* worry() { return &m_worry; }
    SafeguardingModel* safeguarding() { return &m_safeguarding; }

    Q_INVOKABLE void enrol(const QString& url, const QString& code);
    Q_INVOKABLE void join(const QString& code);
    /// Scans the code that this stage asks for, and does with it what is done with a typed one. Nothing at other stages.
    Q_INVOKABLE void scanCode();
    Q_INVOKABLE void choosePin(const QString& pin, const QString& again);
    Q_INVOKABLE void unlock(const QString& userId, const QString& pin);
    /// At once on the screen; what is being recorded is kept.
    Q_INVOKABLE void lock();
    /// Whether the window may close now. If not, it locks first, so that what was just typed and what is being recorded is kept, and `closable`
    /// follows, two seconds later at most.
    Q_INVOKABLE bool close();
    /// To the names and PINs; the next worker starts at Today.
    Q_INVOKABLE void switchUser();
    /// Somebody is here: puts the lock off.
    Q_INVOKABLE void touch();
    Q_INVOKABLE void setPlace(const QString& screen);
    Q_INVOKABLE void undo() { m_undo.take(); }
    Q_INVOKABLE void chooseVenue(const QString& venueId);
    /// A further worker joins this device, while somebody is signed in.
    Q_INVOKABLE void addWorker();
    Q_INVOKABLE void cancelJoin();
    Q_INVOKABLE void clearError() { say({}); }
    Q_INVOKABLE void clearNotice() { tell({}); }

    /// Locks if nobody has touched the device, spoken into it or listened to it for as long as the organisation allows. Called regularly, and before
    /// anything that somebody does; monotonic time decides, so a device that slept is locked at once.
    void lockIfIdle();

signals:
    void closable();
    void stageChanged();
    void changed();
    void errorChanged();
    void noticeChanged();
    void busyChanged();
    void retryChanged();
    void placeChanged();
    void undoChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void say(const QString& error);
    void tell(const QString& notice);
    Bridge::Answer answered(std::function<void()> then = {});
    void begin();
    void decideStage();
    void onFilled();
    void comeIn(const base::Json& place);    ///< somebody has unlocked, and sessions can be read
    void comeBack(const base::Json& place);  ///< to the place where the app was, when everything can be read
    void keepPlace();
    void watchForIdleness();
    bool isIdle() const;
    void lockNow();
    void onLocked();
    void onPinRefused();
    void tellTampered();

    Bridge& m_bridge;
    const base::Clock& m_clock;
    FirstStart m_firstStart;
    Workplace m_workplace;
    InstrumentShelf m_shelf;
    Settings m_settings;
    MediaModel m_media;
    TodayModel m_today;
    RegisterModel m_register;
    WalkInModel m_walkIn;
    HeadCountModel m_headCount;
    QuestionnaireModel m_questionnaire;
    ReaderModel m_reader;
    SyncModel m_sync;
    SettleModel m_settle;
    PersonModel m_person;
    AnswersModel m_answers;
    WorryModel m_worry;
    SafeguardingModel m_safeguarding;
    UndoOffer m_undo;

    Stage m_stage = Stage::Starting;
    QString m_error, m_notice, m_place;
    int m_running = 0;
    bool m_addingWorker = false;
    bool m_renewing = false;  ///< the PIN was right, and is shorter than the organisation asks for
    int m_digitsGiven = 0;    ///< of the PIN that was entered last
    bool m_opened = false;
    Millis m_touchedAt = 0, m_listeningUntil = 0, m_retryAt = 0;
    bool m_locking = false;               ///< the lock is on the screen, and the notebook is locked as soon as it has what was taken
    bool m_closing = false;               ///< the window goes as soon as it is locked
    quint64 m_lockings = 0;               ///< what waited for an earlier one is late
    std::function<void()> m_whenLocked;   ///< somebody was quicker
    QTimer m_idle, m_second, m_latestLock;
};

}  // namespace waymark::mobile
