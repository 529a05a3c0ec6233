#include "mobile/viewmodels/workplace.h"

#include "mobile/text/words.h"
#include "shared/domain/grant_json.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace waymark::mobile {

namespace {

constexpr int kDefaultLockMinutes = 2, kMaxLockMinutes = 60;
constexpr int kMaxPinDigits = 12;  // what the PIN pad takes
constexpr int kMaxMergeSteps = 8;

// The strongest first: what is shown beside the name.
constexpr domain::Role kByStrength[] = {domain::Role::Administrator, domain::Role::Coordinator,  domain::Role::Worker,
                                        domain::Role::Volunteer,     domain::Role::Safeguarding, domain::Role::Reader};

}  // namespace

Workplace::Workplace(Bridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge) {
    connect(&mirror(), &Mirror::filled, this, [this] {
        if (!m_user.empty()) refresh();
        // In the next turn: when everybody has taken note of what came.
        if (mirror().isWhole()) QMetaObject::invokeMethod(this, &Workplace::runWaiting, Qt::QueuedConnection);
    });
    connect(&mirror(), &Mirror::cleared, this, [this] { m_waiting = nullptr; });
    connect(&mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        const bool concernsUs = std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) {
            return key.type == "user" || key.type == "venue" || key.type == "organisation";
        });
        if (concernsUs) refresh();
    });
}

QString Workplace::venueName() const { return read::text(mirror().find("venue", m_venue), "name"); }

QString Workplace::organisationName() const {
    const auto name = read::text(mirror().find("organisation", m_bridge.device().organisation), "name");
    return name.isEmpty() ? q(m_bridge.device().organisationName) : name;
}

std::string Workplace::zone() const {
    const auto zone = read::text(mirror().find("organisation", m_bridge.device().organisation), "timezone").toStdString();
    return zone.empty() ? "Europe/London" : zone;
}

base::Date Workplace::today() const { return base::localDate(now(), zone()); }

QString Workplace::clockTime() const { return q(base::localTime(now(), zone())); }

int Workplace::pinDigits() const {
    const auto settings = read::value(mirror().find("organisation", m_bridge.device().organisation), "settings");
    const auto digits = settings.is_object() ? base::integerOf(settings, "pin_digits") : 0;
    return static_cast<int>(std::clamp<std::int64_t>(digits, 0, kMaxPinDigits));
}

bool Workplace::mayRecordPlaces() const {
    const auto settings = read::value(mirror().find("organisation", m_bridge.device().organisation), "settings");
    return settings.is_object() && (settings.value("record_places", base::Json()) == base::Json(true) || keepsPlacesExact());
}

bool Workplace::keepsPlacesExact() const {
    const auto settings = read::value(mirror().find("organisation", m_bridge.device().organisation), "settings");
    return base::textOf(settings, "record_places") == "exact";
}

int Workplace::lockMinutes() const {
    const auto settings = read::value(mirror().find("organisation", m_bridge.device().organisation), "settings");
    const auto minutes = settings.is_object() ? base::integerOf(settings, "lock_minutes", kDefaultLockMinutes) : kDefaultLockMinutes;
    return static_cast<int>(std::clamp<std::int64_t>(minutes, 1, kMaxLockMinutes));
}

bool Workplace::mayWrite(std::string_view type) const {
    const auto* rule = domain::findType(type);
    return rule && ((rule->writers | rule->creators) & m_writers) != 0;
}

bool Workplace::mayWriteField(std::string_view type, std::string_view field) const {
    const auto* rule = domain::findType(type);
    if (!rule) return false;
    for (const auto& known : rule->fields)
        if (known.name == field) return (known.writers & m_writers) != 0;
    return (rule->writers & m_writers) != 0;
}

bool Workplace::mayRecord(const device::Change& change) const {
    const auto stream = domain::parseStream(change.stream);
    if (!stream) return false;
    domain::Op op;
    op.type = change.type;
    op.set = change.set;
    const auto there = mirror().find(change.type, change.entity);
    return domain::mayWrite(m_writers, op, *stream, true, [&there](std::string_view field) { return !read::value(there, field).is_null(); });
}

bool Workplace::isVolunteer() const { return (m_writers & (domain::kAdministrators | domain::kWorkers)) == 0; }

std::string Workplace::registerStreamOf(const device::Entity& session) const {
    const auto date = base::parseDate(base::textOf(session.values, "date"));
    const auto stream = domain::parseStream(session.stream);
    return domain::registerStream(stream ? stream->owner : m_venue, date ? date->year : today().year);
}

std::vector<domain::Grant> Workplace::grants() const {
    const auto user = mirror().find("user", m_user);
    const auto listed = read::value(user, "grants");
    if (!listed.is_array()) {
        // Until the organisation's stream has come, the service's word at joining is all there is.
        const auto role = domain::parseRole(m_joinedRole);
        return role ? std::vector<domain::Grant>{{*role, "", 0, std::nullopt}} : std::vector<domain::Grant>();
    }
    return domain::grantsFromJson(listed);
}

std::vector<EntityPtr> Workplace::venues() const {
    const auto held = grants();
    std::vector<EntityPtr> out;
    for (const auto& venue : mirror().all("venue")) {
        const auto roles = domain::rolesAt(held, venue->key.id, now());
        if (domain::writersOf(roles) != domain::kNobody) out.push_back(venue);
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return QString::localeAwareCompare(read::text(a, "name"), read::text(b, "name")) < 0; });
    return out;
}

void Workplace::signIn(const WorkerName& worker, const std::string& venue) {
    if (!venue.empty()) m_venue = venue;
    m_user = worker.id;
    m_joinedRole = worker.role;
    m_userName = q(worker.name);
    refresh();
}

void Workplace::signOut() {
    m_user.clear();
    m_joinedRole.clear();
    m_userName.clear();
    refresh();
}

void Workplace::chooseVenue(const std::string& venue) {
    m_venue = venue;
    m_waiting = nullptr;
    refresh();
}

void Workplace::refresh() {
    if (m_user.empty()) {
        m_role.clear();
        m_writers = domain::kNobody;
        emit changed();
        return;
    }
    if (const auto user = mirror().find("user", m_user); user && !read::text(user, "name").isEmpty()) m_userName = read::text(user, "name");
    const auto open = venues();
    const bool stillThere = std::any_of(open.begin(), open.end(), [this](const auto& venue) { return venue->key.id == m_venue; });
    if (!stillThere && !open.empty()) m_venue = open.front()->key.id;
    const auto roles = domain::rolesAt(grants(), m_venue, now());
    m_writers = domain::writersOf(roles);
    m_role.clear();
    for (const auto role : kByStrength)
        if (m_role.empty() && std::find(roles.begin(), roles.end(), role) != roles.end()) m_role = domain::name(role);
    emit changed();
}

void Workplace::whenWhole(std::function<void()> what) {
    m_waiting = std::move(what);
    if (mirror().isWhole()) runWaiting();
}

void Workplace::runWaiting() {
    if (!mirror().isWhole()) return;
    if (const auto what = std::exchange(m_waiting, nullptr)) what();
}

std::string Workplace::newId() const { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

void Workplace::act(const QString& undoText, std::vector<device::Change> changes, std::function<void(bool)> done,
                    const std::string& discardDraft) {
    std::vector<bool> isNew;  // a mark is nothing new: its undo takes back what it says and leaves the mark
    for (const auto& change : changes)
        isNew.push_back(change.type != "mark" && !mirror().find(change.type, change.entity));
    m_bridge.record(m_user, std::move(changes), discardDraft, this, [this, undoText, done, isNew](const auto& ops) {
        if (!ops)
            emit failed(words(ops.error().code));
        else if (!undoText.isEmpty()) {
            Deed deed{ops.value(), {}};
            for (std::size_t i = 0; i < deed.ops.size(); ++i)
                if (!isNew[i]) deed.withoutNew.push_back(deed.ops[i]);
            emit acted(undoText, deed);
        }
        if (done) done(ops.ok());
    });
}

namespace read {

base::Json value(const EntityPtr& entity, std::string_view field) {
    if (!entity) return {};
    const auto it = entity->values.find(std::string(field));
    return it == entity->values.end() ? base::Json() : *it;
}

QString text(const EntityPtr& entity, std::string_view field) { return entity ? q(base::textOf(entity->values, field)) : QString(); }

std::string target(const EntityPtr& entity, std::string_view field) {
    return entity ? domain::parseReference(base::textOf(entity->values, field)).id : std::string();
}

std::string presence(const EntityPtr& mark) {
    const auto presence = value(mark, "presence");
    return presence.is_object() ? base::textOf(presence, "status") : std::string();
}

bool attended(const EntityPtr& mark) {
    const auto status = presence(mark);
    return status == "present" || status == "late";
}

QString calledName(const EntityPtr& person) {
    const auto known = text(person, "known_as");
    return known.isEmpty() ? text(person, "name").section(QLatin1Char(' '), 0, 0, QString::SectionSkipEmpty) : known;
}

QString alerts(const EntityPtr& person) {
    QStringList out;
    const auto listed = value(person, "alerts");
    if (listed.is_array())
        for (const auto& alert : listed) {
            const auto words = alert.is_string() ? alert.get<std::string>() : base::textOf(alert, "text", base::textOf(alert, "kind"));
            if (!words.empty()) out.append(q(words));
        }
    return out.join(QStringLiteral(", "));
}

EntityPtr resolved(const Mirror& mirror, EntityPtr person) {
    for (int step = 0; person && step < kMaxMergeSteps; ++step) {
        const auto into = base::textOf(person->values, "merged_into");
        if (into.empty()) return person;
        person = mirror.find(into);
    }
    return person;
}

QString safety(const Mirror& mirror, const EntityPtr& entity) {
    if (!entity || mirror.isBeingSaved(*entity)) return {};
    switch (entity->safety) {
    case device::Safety::SafeCentrally: return QStringLiteral("central");
    case device::Safety::SavedHere: return QStringLiteral("here");
    case device::Safety::SetAside: return QStringLiteral("aside");
    }
    return {};
}

}  // namespace read

}  // namespace waymark::mobile
