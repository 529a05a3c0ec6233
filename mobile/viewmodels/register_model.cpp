#include "mobile/viewmodels/register_model.h"

#include "mobile/text/words.h"
#include "shared/base/id.h"
#include "shared/base/text.h"

#include <algorithm>
#include <map>
#include <set>

namespace waymark::mobile {

namespace {

constexpr std::size_t kMaxFoundElsewhere = 20;
constexpr int kMaxMinutesLate = 24 * 60;

/// What tells two people of one first name apart is not in their case.
QString firstName(const EntityPtr& person) { return read::calledName(person).toCaseFolded(); }

// The other kinds count people without a name, as docs/dictionary.md says; they have nothing to do with who is marked.
bool isCheck(const EntityPtr& headCount) { return read::text(headCount, "kind") == QLatin1String("check"); }

int headsIn(const EntityPtr& headCount) {
    int total = 0;
    const auto bands = read::value(headCount, "bands");
    for (const auto& [band, n] : bands.items())
        if (n.is_number_integer()) total += n.get<int>();
    return total;
}

bool concernsRegister(const EntityKeys& keys) {
    static const std::set<std::string> kTypes = {"session",   "mark",      "person",   "place", "membership",
                                                 "household", "headcount", "activity", "user"};
    return std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) { return kTypes.count(key.type) > 0; });
}

}  // namespace

RegisterModel::RegisterModel(Workplace& workplace, QObject* parent)
    : RowModel({"personId", "name", "calledName", "initials", "ageText", "alertText", "status", "statusText", "minutesLate", "leftAt",
                "twin", "safety", "household", "expected"},
               parent),
      m_workplace(workplace) {
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        if (!m_session.empty() && concernsRegister(keys) && !refreshMarks(keys)) refresh();
    });
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] { open({}); });
}

void RegisterModel::open(const QString& sessionId) {
    const auto session = m_workplace.mirror().find("session", sessionId.toStdString());
    const bool hidden = session && m_workplace.isVolunteer() && base::textOf(session->values, "date") != base::toText(m_workplace.today());
    m_session = session && !hidden ? session->key.id : std::string();
    m_search.clear();
    m_filter = QStringLiteral("all");
    emit searchChanged();
    refresh();
}

EntityPtr RegisterModel::session() const { return m_session.empty() ? nullptr : m_workplace.mirror().find("session", m_session); }

QString RegisterModel::title() const { return sessionTitle(m_workplace.mirror(), session()); }

QString RegisterModel::dateText() const {
    const auto date = base::parseDate(read::text(session(), "date").toStdString());
    return date ? longDate(*date) : QString();
}

QString RegisterModel::timeText() const {
    const auto start = sessionTime(session(), "planned", "start"), end = sessionTime(session(), "planned", "end");
    return start.empty() ? QString() : end.empty() ? q(start) : tr("%1 to %2", "times").arg(q(start), q(end));
}

QString RegisterModel::status() const { return read::text(session(), "status"); }
QString RegisterModel::statusText() const { return sessionStatusWords(status().toStdString()); }

int RegisterModel::headCountTotal() const {
    EntityPtr latest;
    for (const auto& count : m_workplace.mirror().referring(domain::reference("session", m_session), "headcount"))
        if (isCheck(count) && (!latest || base::integerOf(latest->values, "at") < base::integerOf(count->values, "at"))) latest = count;
    return latest ? headsIn(latest) : -1;
}

int RegisterModel::unnamedTotal() const {
    int total = 0;
    for (const auto& count : m_workplace.mirror().referring(domain::reference("session", m_session), "headcount"))
        if (!isCheck(count)) total += headsIn(count);
    return total;
}

void RegisterModel::setSearch(const QString& text) {
    if (text == m_search) return;
    m_search = text;
    emit searchChanged();
    show();
}

void RegisterModel::setFilter(const QString& filter) {
    if (filter != QLatin1String("all") && filter != QLatin1String("not_yet") && filter != QLatin1String("here")) return;
    m_filter = filter;
    m_stay.clear();
    emit searchChanged();
    show();
}

bool RegisterModel::isShown(const RegisterLine& line) {
    if (m_filter == QLatin1String("all")) return true;
    const bool fits = m_filter == QLatin1String("here") ? read::attended(line.mark) : read::presence(line.mark).empty();
    if (fits) m_stay.insert(line.person->key.id);
    return m_stay.count(line.person->key.id) > 0;
}

bool RegisterModel::canMark() const { return status() == QLatin1String("open") && m_workplace.mayWrite("mark"); }

bool RegisterModel::canClose() const {
    const auto now = status();
    return (now == QLatin1String("open") || now == QLatin1String("closed")) && m_workplace.mayWriteField("session", "signed");
}

bool RegisterModel::canReopen() const {
    const auto now = status();
    return (now == QLatin1String("signed") || now == QLatin1String("closed")) && m_workplace.mayWriteField("session", "reason");
}

QString RegisterModel::suggestedStart() const {
    const auto actual = sessionTime(session(), "actual", "start");
    return q(actual.empty() ? sessionTime(session(), "planned", "start") : actual);
}

QString RegisterModel::suggestedEnd() const {
    const auto actual = sessionTime(session(), "actual", "end");
    if (!actual.empty()) return q(actual);
    const auto now = m_workplace.clockTime();
    return isToday() && now > suggestedStart() ? now : q(sessionTime(session(), "planned", "end"));
}

bool RegisterModel::isToday() const { return read::text(session(), "date") == q(base::toText(m_workplace.today())); }

QString RegisterModel::leavingTime() const {
    const auto now = m_workplace.clockTime();
    const auto actual = sessionTime(session(), "actual", "end");
    const auto end = q(actual.empty() ? sessionTime(session(), "planned", "end") : actual);
    return isToday() && (end.isEmpty() || now < end) ? now : end;
}

void RegisterModel::refresh() {
    const auto& mirror = m_workplace.mirror();
    const auto open = session();
    if (!open) m_session.clear();
    m_lines = open ? registerLines(mirror, open) : std::vector<RegisterLine>();

    m_sameName.clear();
    for (const auto& line : m_lines)
        ++m_sameName[firstName(line.person)];
    m_rows.clear();
    for (const auto& line : m_lines)
        m_rows.push_back(row(line, m_sameName[firstName(line.person)] > 1));
    show();
}

/// A tap changes one line: the others stay as they are. False if the list itself has changed.
bool RegisterModel::refreshMarks(const EntityKeys& keys) {
    for (const auto& key : keys) {
        const auto mark = m_workplace.mirror().find(key.type, key.id);
        if (!mark || key.type != "mark") return false;
        if (read::target(mark, "session") != m_session) continue;
        const auto person = read::target(mark, "person");
        const auto line = std::find_if(m_lines.begin(), m_lines.end(), [&](const auto& one) { return one.person->key.id == person; });
        const bool isFirst = line != m_lines.end() && !line->expected && read::presence(mark).empty();
        if (line == m_lines.end() || isFirst || (line->mark && line->mark->key != key)) return false;
        line->mark = mark;
        m_rows[static_cast<std::size_t>(line - m_lines.begin())] = row(*line, m_sameName[firstName(line->person)] > 1);
    }
    show();
    return true;
}

/// The rows that fit the search, and whom else it finds at the venue.
void RegisterModel::show() {
    const auto& people = m_workplace.mirror().people();
    m_counts = countsOf(m_lines);
    const auto asked = base::foldedWords(m_search.toStdString());
    if (asked.empty()) {
        std::vector<Row> rows;
        for (std::size_t i = 0; i < m_lines.size(); ++i)
            if (isShown(m_lines[i])) rows.push_back(m_rows[i]);
        replaceRows(std::move(rows));
        emit refreshed();
        return;
    }
    std::vector<Row> rows;
    std::set<std::string> listed;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto& id = m_lines[i].person->key.id;
        listed.insert(id);
        if (people.matches(id, asked)) rows.push_back(m_rows[i]);
    }
    std::size_t elsewhere = 0;
    if (session())
        for (const auto& id : people.find(m_search.toStdString(), kMaxFoundElsewhere + listed.size())) {
            const auto person = m_workplace.mirror().find("person", id);
            if (!person || listed.count(id) || ++elsewhere > kMaxFoundElsewhere) continue;
            rows.push_back(row({person, nullptr, false}, m_sameName.count(firstName(person)) > 0));
        }
    replaceRows(std::move(rows));
    emit refreshed();
}

RowModel::Row RegisterModel::row(const RegisterLine& line, bool twin) const {
    const auto& mirror = m_workplace.mirror();
    const auto date = base::parseDate(read::text(session(), "date").toStdString()).value_or(m_workplace.today());
    const auto id = q(line.person->key.id);
    const auto name = read::text(line.person, "name");
    const auto status = read::presence(line.mark);
    const auto presence = read::value(line.mark, "presence");
    const auto left = read::value(line.mark, "left");
    QString household;
    for (const auto& membership : mirror.referring(domain::reference("person", line.person->key.id), "membership"))
        household = read::text(mirror.find(base::textOf(membership->values, "household")), "label");
    return {id,
            {id, name, read::calledName(line.person), initials(name), ageText(read::value(line.person, "born"), date),
             read::alerts(line.person), q(status), presenceWords(status),
             presence.is_object() ? static_cast<int>(base::integerOf(presence, "minutes")) : 0,
             left.is_object() ? q(base::textOf(left, "at")) : QString(), twin, read::safety(mirror, line.mark), household, line.expected}};
}

QString RegisterModel::called(const QString& personId) const {
    return read::calledName(m_workplace.mirror().find("person", personId.toStdString()));
}

device::Change RegisterModel::markChange(const std::string& person, base::Json presence, bool arrivesNow) const {
    const auto open = session();
    const auto known = markOf(m_workplace.mirror(), m_session, person);
    base::Json set;
    set["presence"] = std::move(presence);
    if (!known) {
        set["session"] = domain::reference("session", m_session);
        set["person"] = domain::reference("person", person);
    }
    if (arrivesNow && isToday() && read::value(known, "arrived").is_null()) set["arrived"] = m_workplace.clockTime().toStdString();
    return {m_workplace.registerStreamOf(*open), "mark", known ? known->key.id : base::markId(m_session, person), std::move(set)};
}

void RegisterModel::mark(const QString& personId, base::Json presence, bool arrivesNow, const QString& what) {
    if (!canMark()) {
        emit refused(status() == QLatin1String("open") ? words(base::ErrorCode::NotPermitted)
                                                       : tr("This session is %1. Open it again first.").arg(statusText()));
        return;
    }
    if (!m_workplace.mirror().find("person", personId.toStdString())) return;
    m_workplace.act(what, {markChange(personId.toStdString(), std::move(presence), arrivesNow)});
}

void RegisterModel::tap(const QString& personId) {
    if (read::attended(markOf(m_workplace.mirror(), m_session, personId.toStdString())))
        clearMark(personId);
    else
        mark(personId, {{"status", "present"}}, true, tr("%1: here", "name").arg(called(personId)));
}

void RegisterModel::markLate(const QString& personId, int minutes) {
    const int bounded = std::clamp(minutes, 0, kMaxMinutesLate);
    mark(personId, {{"status", "late"}, {"minutes", bounded}}, true, tr("%1: %n minute(s) late", "name", bounded).arg(called(personId)));
}

void RegisterModel::markLeftEarly(const QString& personId, const QString& time) {
    const auto at = time.trimmed().toStdString();
    if (!base::isTimeOfDay(at)) {
        emit refused(tr("Give the time as hours and minutes, for example 11:15."));
        return;
    }
    if (isToday() && time.trimmed() > m_workplace.clockTime()) {
        emit refused(tr("%1 has not come yet. Give the time when they left.", "time").arg(time.trimmed()));
        return;
    }
    const auto known = markOf(m_workplace.mirror(), m_session, personId.toStdString());
    if (!canMark() || !read::attended(known)) {
        emit refused(tr("Mark them as here first."));
        return;
    }
    base::Json set;
    set["left"] = {{"at", at}};
    m_workplace.act(tr("%1: left at %2", "name, time").arg(called(personId), time.trimmed()),
                    {{known->stream, "mark", known->key.id, std::move(set)}});
}

void RegisterModel::markAbsent(const QString& personId, bool told) {
    const std::string status = told ? "absent_told" : "absent_not_told";
    mark(personId, {{"status", status}}, false, tr("%1: %2", "name, mark").arg(called(personId), presenceWords(status)));
}

void RegisterModel::clearMark(const QString& personId) {
    const auto known = markOf(m_workplace.mirror(), m_session, personId.toStdString());
    if (!known || !canMark()) return;
    base::Json set;
    for (const auto* field : {"presence", "arrived", "left"})
        if (!read::value(known, field).is_null()) set[field] = nullptr;
    if (set.empty()) return;
    m_workplace.act(tr("%1: mark taken back", "name").arg(called(personId)), {{known->stream, "mark", known->key.id, std::move(set)}});
}

void RegisterModel::allHereExcept(const QStringList& personIds) {
    if (!canMark()) return;
    std::vector<device::Change> changes;
    for (const auto& line : m_lines)
        if (line.expected && read::presence(line.mark).empty() && !personIds.contains(q(line.person->key.id)))
            changes.push_back(markChange(line.person->key.id, {{"status", "present"}}, true));
    if (changes.empty()) return;
    const auto count = static_cast<int>(changes.size());
    m_workplace.act(tr("%n marked as here", nullptr, count), std::move(changes));
}

void RegisterModel::signOff(const QString& startTime, const QString& endTime) {
    const auto start = startTime.trimmed().toStdString(), end = endTime.trimmed().toStdString();
    if (!canClose()) return;
    if (!base::isTimeOfDay(start) || !base::isTimeOfDay(end) || end <= start) {
        emit refused(tr("Give when it started and ended as hours and minutes, for example 10:00 and 11:30."));
        return;
    }
    base::Json set;
    set["actual"] = {{"start", start}, {"end", end}};
    set["status"] = "signed";
    set["signed"] = {{"by", domain::reference("user", m_workplace.user())}, {"at", m_workplace.now()}};
    m_workplace.act(tr("Session signed off"), {{session()->stream, "session", m_session, std::move(set)}}, [this](bool saved) {
        if (saved) emit signedOff();
    });
}

void RegisterModel::reopen(const QString& reason) {
    if (!canReopen()) return;
    const auto why = reason.trimmed();
    if (why.isEmpty()) {
        emit refused(tr("Say why the session is opened again."));
        return;
    }
    base::Json set;
    set["status"] = "open";
    set["reason"] = why.toStdString();
    set["signed"] = nullptr;
    m_workplace.act(tr("Session opened again"), {{session()->stream, "session", m_session, std::move(set)}});
}

}  // namespace waymark::mobile
