#include "mobile/viewmodels/today_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/register_list.h"

#include <algorithm>
#include <set>

namespace waymark::mobile {

namespace {

constexpr RegisterCounts kNotCounted{-1, -1, -1, -1};
constexpr int kSoonMs = 50, kDueAfterMs = 400, kMinuteMs = 60'000;

std::string startOf(const EntityPtr& session) {
    const auto planned = sessionTime(session, "planned", "start");
    return planned.empty() ? sessionTime(session, "actual", "start") : planned;
}

/// Today's sessions at the venue, in the order of the day.
std::vector<EntityPtr> sessionsOf(const Workplace& workplace) {
    const auto today = base::toText(workplace.today());
    std::vector<EntityPtr> sessions;
    for (const auto& session : workplace.mirror().all("session"))
        if (session->stream == workplace.venueStream() && base::textOf(session->values, "date") == today) sessions.push_back(session);
    std::sort(sessions.begin(), sessions.end(),
              [](const auto& a, const auto& b) { return std::pair(startOf(a), a->key.id) < std::pair(startOf(b), b->key.id); });
    return sessions;
}

bool concernsToday(const EntityKeys& keys) {
    static const std::set<std::string> kTypes = {"session",    "mark",   "activity",     "place", "response",
                                                 "instrument", "person", "organisation", "user"};
    return std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) { return kTypes.count(key.type) > 0; });
}

}  // namespace

TodayModel::TodayModel(Workplace& workplace, const InstrumentShelf& shelf, QObject* parent)
    : RowModel({"sessionId", "title", "time", "endTime", "status", "statusText", "expected", "here", "capacity"}, parent),
      m_workplace(workplace), m_shelf(shelf) {
    connect(&workplace, &Workplace::changed, this, &TodayModel::refresh);
    connect(&workplace.mirror(), &Mirror::cleared, this, &TodayModel::refresh);
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        if (!concernsToday(keys)) return;
        m_soon.start(kSoonMs);
        m_later.start(kDueAfterMs);
    });
    for (auto* timer : {&m_soon, &m_later})
        timer->setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (m_shown != m_workplace.today()) refresh();
    });
    m_minute.start(kMinuteMs);
    connect(&m_soon, &QTimer::timeout, this, &TodayModel::refreshSessions);
    connect(&m_later, &QTimer::timeout, this, &TodayModel::refreshDue);
}

bool TodayModel::mayAdd() const { return m_workplace.mayWrite("session"); }

void TodayModel::refresh() {
    refreshSessions();
    refreshDue();
}

void TodayModel::refreshDue() {
    const bool known = m_workplace.mirror().isWhole() && !m_workplace.isVolunteer();
    m_todoText = known ? dueText(sessionsOf(m_workplace)) : QString();
    emit refreshed();
}

void TodayModel::refreshSessions() {
    const auto& mirror = m_workplace.mirror();
    const auto sessions = sessionsOf(m_workplace);
    std::vector<Row> rows;
    for (const auto& session : sessions) {
        const auto counts = mirror.isWhole() ? countsOf(registerLines(mirror, session, LineOrder::Any)) : kNotCounted;
        const auto activity = mirror.find(base::textOf(session->values, "activity"));
        const auto end = sessionTime(session, "planned", "end");
        const auto status = base::textOf(session->values, "status", "planned");
        const auto id = q(session->key.id);
        rows.push_back({id,
                        {id, sessionTitle(mirror, session), q(startOf(session)), q(end), q(status), sessionStatusWords(status),
                         counts.expected, counts.here, static_cast<int>(activity ? base::integerOf(activity->values, "capacity") : 0)}});
    }
    replaceRows(std::move(rows));

    m_activities.clear();
    for (const auto& activity : mirror.all("activity")) {
        const auto venue = read::target(activity, "venue");
        if ((venue.empty() || venue == m_workplace.venue()) && read::text(activity, "status") != QLatin1String("ended"))
            m_activities.append(QVariantMap{{"id", q(activity->key.id)}, {"title", read::text(activity, "title")}});
    }
    std::sort(m_activities.begin(), m_activities.end(), [](const QVariant& a, const QVariant& b) {
        return QString::localeAwareCompare(a.toMap().value("title").toString(), b.toMap().value("title").toString()) < 0;
    });
    m_shown = m_workplace.today();
    m_dateText = dayAndDate(m_shown);
    emit refreshed();
}

QString TodayModel::dueText(const std::vector<EntityPtr>& sessions) const {
    const auto& mirror = m_workplace.mirror();
    const auto instruments = m_shelf.published(questionnaire::Use::Response);
    int starts = 0, interims = 0, ends = 0;
    std::set<std::pair<std::string, std::string>> counted;
    for (const auto& session : sessions)
        for (const auto& line : registerLines(mirror, session, LineOrder::Any))
            for (const auto& instrument : instruments) {
                if (!m_shelf.isFor(*instrument, line.person) || !counted.emplace(line.person->key.id, instrument->family).second) continue;
                const auto due = m_shelf.dueFor(*instrument, line.person->key.id, base::textOf(session->values, "activity"));
                if (!due || due->state == questionnaire::DueState::Coming) continue;
                if (due->point == domain::Point::Baseline) ++starts;
                if (due->point == domain::Point::Interim) ++interims;
                if (due->point == domain::Point::Exit) ++ends;
            }
    QStringList parts;
    if (starts) parts.append(tr("%n start", "questionnaires due at the start", starts));
    if (interims) parts.append(tr("%n in between", "questionnaires due between start and end", interims));
    if (ends) parts.append(tr("%n end", "questionnaires due at the end", ends));
    return parts.isEmpty() ? QString() : tr("%1 due", "list of questionnaires").arg(parts.join(QStringLiteral(", ")));
}

void TodayModel::openSession(const QString& sessionId) {
    m_workplace.whenWhole([this, sessionId] { openNow(sessionId); });
}

void TodayModel::openNow(const QString& sessionId) {
    const auto session = m_workplace.mirror().find("session", sessionId.toStdString());
    if (!session) return;
    if (read::text(session, "status") == QLatin1String("planned")) {
        base::Json set;
        set["status"] = "open";
        set["actual"] = {{"start", m_workplace.clockTime().toStdString()}};
        m_workplace.act({}, {{session->stream, "session", session->key.id, set}});
    }
    emit opened(sessionId);
}

void TodayModel::addSession(const QString& title, const QString& start, const QString& end) {
    if (title.trimmed().isEmpty()) {
        emit refused(tr("Say what the session is called."));
        return;
    }
    add({{"title", title.trimmed().toStdString()}}, start, end);
}

void TodayModel::addSessionOf(const QString& activityId, const QString& start, const QString& end) {
    if (!m_workplace.mirror().find("activity", activityId.toStdString())) return;
    add({{"activity", domain::reference("activity", activityId.toStdString())}}, start, end);
}

void TodayModel::add(base::Json set, const QString& start, const QString& end) {
    const auto from = start.trimmed().toStdString(), to = end.trimmed().toStdString();
    if (!base::isTimeOfDay(from) || !base::isTimeOfDay(to) || to <= from) {
        emit refused(tr("Give the start and the end as hours and minutes, for example 10:00 and 11:30."));
        return;
    }
    set["date"] = base::toText(m_workplace.today());
    set["planned"] = {{"start", from}, {"end", to}};
    set["status"] = "planned";
    const auto id = m_workplace.newId();
    m_workplace.act(tr("Session added"), {{m_workplace.venueStream(), "session", id, std::move(set)}});
}

}  // namespace waymark::mobile
