// Counting heads by age band: each count is a record of its own and is never added to the people who were marked. What is tallied and not saved
// yet belongs to the open session and is kept as a sealed draft half a second after the last tap, so that a lock or a crash costs next to
// nothing. Owned by App; screen's thread.
#pragma once

#include "mobile/viewmodels/register_model.h"

#include <QTimer>

namespace waymark::mobile {

class HeadCountModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(waymark::mobile::RowModel* bands READ bands CONSTANT)
    Q_PROPERTY(int total READ total NOTIFY edited)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY edited)
public:
    HeadCountModel(Workplace& workplace, const RegisterModel& openRegister, QObject* parent = nullptr);

    RowModel* bands() { return &m_bands; }  ///< roles band, label, count
    int total() const;
    /// What is counted: "check" (who should be marked: compared with the register), "arrival" (people here without a name) or "outreach" (such
    /// people met elsewhere). A check unless somebody says otherwise: taken for the others, it would be reported as people who came.
    QString kind() const { return m_kind; }
    void setKind(const QString& kind);

    Q_INVOKABLE void setCount(const QString& band, int count);
    Q_INVOKABLE void save();
    Q_INVOKABLE void reset();

    /// Brings back what was tallied for the open session before a lock or a crash.
    void comeBack();
    /// Keeps what was tallied now, not in a moment.
    void keepNow();

signals:
    void edited();
    void saved();
    void refused(const QString& words);

private:
    void touch();
    void refresh();
    void forget();
    void follow();
    std::string draftKey() const { return "head_count/" + m_session; }

    Workplace& m_workplace;
    const RegisterModel& m_register;
    RowModel m_bands;
    std::vector<int> m_counts;
    QString m_kind;
    std::string m_session;  ///< whose heads these are
    QTimer m_keepSoon;      ///< a moment after the last tap: not every head is worth a write
    bool m_kept = false;
};

}  // namespace waymark::mobile
