// Today's sessions at the venue, and what is to be done. Reads the mirror; opening a session is an op. Owned by App; screen's thread.
#pragma once

#include "mobile/viewmodels/instrument_shelf.h"
#include "mobile/viewmodels/row_model.h"

#include <QTimer>

namespace waymark::mobile {

/// Roles `expected` and `here` are -1 until everything can be read.
class TodayModel : public waymark::mobile::RowModel {  // qualified, so that QML tools know the base
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QString dateText READ dateText NOTIFY refreshed)
    Q_PROPERTY(QString todoText READ todoText NOTIFY refreshed)
    Q_PROPERTY(QVariantList activities READ activities NOTIFY refreshed)
    Q_PROPERTY(bool mayAdd READ mayAdd NOTIFY refreshed)
public:
    TodayModel(Workplace& workplace, const InstrumentShelf& shelf, QObject* parent = nullptr);

    QString dateText() const { return m_dateText; }
    /// What is due for today's people: "4 start, 2 end due"; "" if nothing is, or for a volunteer.
    QString todoText() const { return m_todoText; }
    QVariantList activities() const { return m_activities; }  ///< [{id, title}] that can have a session here today
    bool mayAdd() const;

    /// Opens the register; a planned session is begun now.
    Q_INVOKABLE void openSession(const QString& sessionId);
    /// A session that nobody planned, at "HH:MM" to "HH:MM" today.
    Q_INVOKABLE void addSession(const QString& title, const QString& start, const QString& end);
    Q_INVOKABLE void addSessionOf(const QString& activityId, const QString& start, const QString& end);

signals:
    void refreshed();
    void opened(const QString& sessionId);
    /// Words for what was wrong with what was typed.
    void refused(const QString& words);

private:
    void refresh();
    void refreshSessions();
    void refreshDue();
    void openNow(const QString& sessionId);
    void add(base::Json set, const QString& start, const QString& end);
    QString dueText(const std::vector<EntityPtr>& sessions) const;

    Workplace& m_workplace;
    const InstrumentShelf& m_shelf;
    QString m_dateText, m_todoText;
    QVariantList m_activities;
    base::Date m_shown;
    QTimer m_minute;         ///< notices midnight
    QTimer m_soon, m_later;  ///< many changes, one look: the list in the next turn, what is due when the taps pause
};

}  // namespace waymark::mobile
