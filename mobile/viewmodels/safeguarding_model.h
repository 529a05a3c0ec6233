// The side of the safeguarding lead and the deputies: the concerns that are waiting for them, and the keys that concerns are sealed for, which
// everybody may look at and compare. Owned by App; screen's thread. Opened concerns are in memory only, and go at the lock.
#pragma once

#include "mobile/viewmodels/row_model.h"
#include "mobile/viewmodels/workplace.h"

#include <QTimer>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class SafeguardingModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(bool isLead READ isLead NOTIFY changed)
    Q_PROPERTY(bool hasKey READ hasKey NOTIFY changed)
    Q_PROPERTY(QString ownFingerprint READ ownFingerprint NOTIFY changed)
    Q_PROPERTY(QString recovery READ recovery NOTIFY recoveryChanged)
    Q_PROPERTY(waymark::mobile::RowModel* concerns READ concerns CONSTANT)
    Q_PROPERTY(QString waitingText READ waitingText NOTIFY changed)
    Q_PROPERTY(QString lateText READ lateText NOTIFY changed)
    Q_PROPERTY(QVariantMap concern READ concern NOTIFY changed)
    Q_PROPERTY(QVariantList notes READ notes NOTIFY changed)
    Q_PROPERTY(QVariantList keys READ keys NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
public:
    explicit SafeguardingModel(Workplace& workplace, QObject* parent = nullptr);

    bool isLead() const;
    bool hasKey() const { return !status().ownFingerprint.empty(); }
    QString ownFingerprint() const;  ///< in groups of four
    /// For the sheet that is locked away; "" but while it is being copied.
    QString recovery() const { return m_recovery; }
    RowModel* concerns() { return &m_rows; }  ///< concernId, reference, whenText, byName, state, stateText, opens, late
    QString waitingText() const;              ///< "2 concerns are not acknowledged."
    QString lateText() const;                 ///< "1 has waited for more than 4 hours."; "" for none
    QVariantMap concern() const;              ///< the one that is open: {id, reference, whenText, byName, who, when, seen, done, state, opens, forDeputies}
    QVariantList notes() const;               ///< of it: [{byName, whenText, text}]
    /// [{fingerprint, shown, holder, isLead, state: known/new/gone/withdrawn, isOwn, isConfirmed}]; `shown` of a new one lacks the last eight digits.
    QVariantList keys() const;
    bool busy() const { return m_running > 0; }

    Q_INVOKABLE void open(const QString& concern);
    Q_INVOKABLE void acknowledge() { setState("acknowledged"); }
    Q_INVOKABLE void close() { setState("closed"); }
    Q_INVOKABLE void addNote(const QString& text);
    Q_INVOKABLE void makeKey(bool asLead);
    Q_INVOKABLE void restoreKey(const QString& recovery, bool asLead);
    Q_INVOKABLE void showRecovery();
    Q_INVOKABLE void hideRecovery();
    /// The last eight digits were read off the printed sheet. A lead or deputy with a key vouches for it at the same time.
    Q_INVOKABLE void compareKey(const QString& fingerprint, const QString& lastDigits);

signals:
    void changed();
    void recoveryChanged();
    void noteKept();
    void failed(const QString& words);

private:
    const SafeguardingStatus& status() const { return m_workplace.bridge().safeguarding(); }
    const device::ConcernCase* current() const;
    Millis lateAfter() const;
    bool isLate(const device::ConcernCase& one) const;
    void setState(const std::string& state);
    void refresh();
    void run(std::function<base::Result<void>(device::Concerns&)> work, std::function<void()> then = {});
    QString wordsOf(base::ErrorCode code) const;

    Workplace& m_workplace;
    RowModel m_rows;
    std::string m_open;
    QString m_recovery;
    int m_running = 0;
    QTimer m_minute;  ///< what has waited too long changes by itself
};

}  // namespace waymark::mobile
