// A session's register: who is expected, who is here, one op a tap. Reads the mirror; the same person in the same session is the same mark on
// every device. Owned by App; screen's thread. What was tapped survives a crash as soon as it is durable; which session was open is App's
// place.
#pragma once

#include "mobile/text/words.h"
#include "mobile/viewmodels/register_list.h"
#include "mobile/viewmodels/row_model.h"
#include "mobile/viewmodels/workplace.h"

#include <QStringList>

#include <map>
#include <set>

namespace waymark::mobile {

class RegisterModel : public waymark::mobile::RowModel {  // qualified, so that QML tools know the base
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QString sessionId READ sessionId NOTIFY refreshed)
    Q_PROPERTY(QString title READ title NOTIFY refreshed)
    Q_PROPERTY(QString dateText READ dateText NOTIFY refreshed)
    Q_PROPERTY(QString timeText READ timeText NOTIFY refreshed)
    Q_PROPERTY(QString status READ status NOTIFY refreshed)
    Q_PROPERTY(QString statusText READ statusText NOTIFY refreshed)
    Q_PROPERTY(int hereCount READ hereCount NOTIFY refreshed)
    Q_PROPERTY(int lateCount READ lateCount NOTIFY refreshed)
    Q_PROPERTY(int toGoCount READ toGoCount NOTIFY refreshed)
    Q_PROPERTY(int headCountTotal READ headCountTotal NOTIFY refreshed)
    Q_PROPERTY(int unnamedTotal READ unnamedTotal NOTIFY refreshed)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY searchChanged)
    Q_PROPERTY(bool canMark READ canMark NOTIFY refreshed)
    Q_PROPERTY(bool canClose READ canClose NOTIFY refreshed)
    Q_PROPERTY(bool canReopen READ canReopen NOTIFY refreshed)
    Q_PROPERTY(QString suggestedStart READ suggestedStart NOTIFY refreshed)
    Q_PROPERTY(QString suggestedEnd READ suggestedEnd NOTIFY refreshed)
public:
    explicit RegisterModel(Workplace& workplace, QObject* parent = nullptr);

    /// Shows a session's register; an unknown session, or one a volunteer may not see, closes it.
    void open(const QString& sessionId);
    EntityPtr session() const;

    QString sessionId() const { return q(m_session); }
    QString title() const;
    QString dateText() const;
    QString timeText() const;
    QString status() const;
    QString statusText() const;
    int hereCount() const { return m_counts.here; }
    int lateCount() const { return m_counts.late; }
    int toGoCount() const { return m_counts.toGo; }
    int headCountTotal() const;  ///< of the latest head count that checks the register; -1 if nobody checked it
    int unnamedTotal() const;    ///< people without a name, of all the head counts that are not checks: what the reports say of this session
    QString search() const { return m_search; }
    void setSearch(const QString& text);
    /// Whom to show while nothing is searched for: "all", "not_yet" (nothing said about them) or "here" (present or late). Somebody who was
    /// shown stays until the filter is chosen anew, so that no other name slides under the finger.
    QString filter() const { return m_filter; }
    void setFilter(const QString& filter);
    bool canMark() const;
    bool canClose() const;
    bool canReopen() const;
    QString suggestedStart() const;
    QString suggestedEnd() const;

    /// Here, or not yet said if they were here.
    Q_INVOKABLE void tap(const QString& personId);
    Q_INVOKABLE void markLate(const QString& personId, int minutes);
    /// "HH:MM", which must not lie ahead.
    Q_INVOKABLE void markLeftEarly(const QString& personId, const QString& time);
    /// When somebody leaves who is just going: now, but not after the session's end. Asked anew each time: it moves on by itself.
    Q_INVOKABLE QString leavingTime() const;
    Q_INVOKABLE void markAbsent(const QString& personId, bool told);
    Q_INVOKABLE void clearMark(const QString& personId);
    /// Everyone expected about whom nothing is said yet is here, but these.
    Q_INVOKABLE void allHereExcept(const QStringList& personIds);
    Q_INVOKABLE void signOff(const QString& startTime, const QString& endTime);
    Q_INVOKABLE void reopen(const QString& reason);

    /// The op that marks someone; `arrived` is set where they arrive now.
    device::Change markChange(const std::string& person, base::Json presence, bool arrivesNow) const;

signals:
    void refreshed();
    void searchChanged();
    void refused(const QString& words);
    void signedOff();

private:
    bool isToday() const;
    void refresh();
    bool refreshMarks(const EntityKeys& keys);
    void show();
    bool isShown(const RegisterLine& line);
    Row row(const RegisterLine& line, bool twin) const;
    void mark(const QString& personId, base::Json presence, bool arrivesNow, const QString& what);
    QString called(const QString& personId) const;

    Workplace& m_workplace;
    std::string m_session;
    QString m_search, m_filter = QStringLiteral("all");
    std::set<std::string> m_stay;  ///< whom the filter has shown
    std::vector<RegisterLine> m_lines;
    std::vector<Row> m_rows;            ///< of the lines, in their order
    std::map<QString, int> m_sameName;  ///< how many on the list go by that name
    RegisterCounts m_counts;
};

}  // namespace waymark::mobile
