// The truth about sync: what waits since when, what is safe centrally, what was set aside and why. Owned by App; screen's thread.
#pragma once

#include "mobile/viewmodels/row_model.h"
#include "mobile/viewmodels/workplace.h"

#include <QTimer>

namespace waymark::mobile {

class SyncModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QString sign READ sign NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(QString waitingSinceText READ waitingSinceText NOTIFY changed)
    Q_PROPERTY(QString lastSyncedText READ lastSyncedText NOTIFY changed)
    Q_PROPERTY(bool running READ running NOTIFY changed)
    Q_PROPERTY(double progress READ progress NOTIFY changed)
    Q_PROPERTY(waymark::mobile::RowModel* records READ records CONSTANT)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(bool lostConnection READ lostConnection NOTIFY changed)
    Q_PROPERTY(bool upgradeNeeded READ upgradeNeeded NOTIFY changed)
    Q_PROPERTY(bool needsCode READ needsCode NOTIFY changed)
    Q_PROPERTY(int setAside READ setAside NOTIFY changed)
    Q_PROPERTY(bool stopped READ stopped NOTIFY changed)
    Q_PROPERTY(bool mayTakeSmaller READ mayTakeSmaller NOTIFY changed)
public:
    explicit SyncModel(Workplace& workplace, QObject* parent = nullptr);

    /// "central": nothing waits; "here": saved, not sent yet, also where the service could not take it; "waiting": the last try found no connection; "look": somebody must look.
    QString sign() const;
    QString headline() const;
    /// Records, photos and recordings that the service does not have yet.
    int waiting() const { return static_cast<int>(status().summary.waiting + status().summary.blobsWaiting); }
    QString waitingSinceText() const;
    QString lastSyncedText() const;
    bool running() const { return status().running; }
    double progress() const { return status().progress; }
    RowModel* records() { return &m_records; }  ///< roles title, whenText, state, reason; newest first
    QString problem() const;
    bool lostConnection() const;
    bool upgradeNeeded() const { return status().upgradeNeeded; }

    /// The service does not know this device any more: App::enrol with a new code hands over what waits.
    bool needsCode() const { return status().needsCode; }
    int setAside() const { return static_cast<int>(status().summary.setAside); }

    /// The service's copy of something is so much smaller than the one here that it was not taken.
    bool stopped() const { return status().stopped; }
    /// Whether who is signed in may say that it is right: not a volunteer.
    bool mayTakeSmaller() const { return stopped() && !m_workplace.isVolunteer(); }

    Q_INVOKABLE void syncNow();
    /// The service's copy is right: what it does not have goes from this device.
    Q_INVOKABLE void takeSmaller();
    /// Once more, what was set aside.
    Q_INVOKABLE void sendAgain();

signals:
    void changed();

private:
    const SyncStatus& status() const { return m_workplace.bridge().sync(); }
    void refresh();
    QString title(const device::OutboxLine& line) const;

    Workplace& m_workplace;
    RowModel m_records;
    QTimer m_minute;  ///< "since 10:12" turns into "since 10:12 yesterday" by itself
};

}  // namespace waymark::mobile
