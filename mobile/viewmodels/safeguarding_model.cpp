#include "mobile/viewmodels/safeguarding_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/safeguarding_words.h"
#include "shared/domain/grant_json.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr Millis kHourMs = 3'600'000;
constexpr int kDefaultHours = 4, kMostHours = 168;

QString stateOf(device::KeyLine::State state) {
    switch (state) {
    case device::KeyLine::State::Known: return QStringLiteral("known");
    case device::KeyLine::State::New: return QStringLiteral("new");
    case device::KeyLine::State::Gone: return QStringLiteral("gone");
    case device::KeyLine::State::Withdrawn: return QStringLiteral("withdrawn");
    }
    return {};
}

QString stateText(const std::string& state) {
    if (state == "acknowledged") return SafeguardingModel::tr("acknowledged");
    if (state == "closed") return SafeguardingModel::tr("closed");
    return SafeguardingModel::tr("new");
}

}  // namespace

SafeguardingModel::SafeguardingModel(Workplace& workplace, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_rows({"concernId", "reference", "whenText", "byName", "state", "stateText", "opens", "late"}) {
    connect(&workplace.bridge(), &Bridge::safeguardingChanged, this, &SafeguardingModel::refresh);
    connect(&workplace, &Workplace::changed, this, &SafeguardingModel::refresh);
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        m_open.clear();
        hideRecovery();
        refresh();
    });
    connect(&m_minute, &QTimer::timeout, this, &SafeguardingModel::refresh);
    m_minute.start(60'000);
}

bool SafeguardingModel::isLead() const {
    const auto grants = domain::grantsFromJson(read::value(m_workplace.mirror().find("user", m_workplace.user()), "grants"));
    return std::any_of(grants.begin(), grants.end(),
                       [this](const auto& grant) { return grant.role == domain::Role::Safeguarding && grant.holdsAt(m_workplace.now()); });
}

QString SafeguardingModel::ownFingerprint() const { return fingerprintText(status().ownFingerprint); }

Millis SafeguardingModel::lateAfter() const {
    const auto settings = read::value(m_workplace.mirror().find("organisation", m_workplace.bridge().device().organisation), "settings");
    const auto hours = settings.is_object() ? base::integerOf(settings, "concern_hours", kDefaultHours) : kDefaultHours;
    return std::clamp<std::int64_t>(hours, 1, kMostHours) * kHourMs;
}

bool SafeguardingModel::isLate(const device::ConcernCase& one) const {
    return one.state == "received" && m_workplace.now() - one.at >= lateAfter();
}

void SafeguardingModel::refresh() {
    std::vector<RowModel::Row> rows;
    if (isLead())
        for (const auto& one : status().cases)
            rows.push_back({q(one.concern),
                            {q(one.concern), q(one.reference), moment(one.at, m_workplace.now(), m_workplace.zone()), q(one.byName), q(one.state), stateText(one.state),
                             one.opens, isLate(one)}});
    m_rows.replaceRows(std::move(rows));
    emit changed();
}

QString SafeguardingModel::waitingText() const {
    const auto& cases = status().cases;
    const auto waiting = static_cast<int>(std::count_if(cases.begin(), cases.end(), [](const auto& one) { return one.state == "received"; }));
    return waiting == 0 ? tr("All concerns are acknowledged.") : tr("%n concern(s) not acknowledged", nullptr, waiting);
}

QString SafeguardingModel::lateText() const {
    const auto& cases = status().cases;
    const auto late = static_cast<int>(std::count_if(cases.begin(), cases.end(), [this](const auto& one) { return isLate(one); }));
    return late == 0 ? QString() : tr("%n concern(s) waiting for more than %1 hours", nullptr, late).arg(lateAfter() / kHourMs);
}

const device::ConcernCase* SafeguardingModel::current() const {
    const auto& cases = status().cases;
    const auto it = std::find_if(cases.begin(), cases.end(), [this](const auto& one) { return one.concern == m_open; });
    return it == cases.end() ? nullptr : &*it;
}

QVariantMap SafeguardingModel::concern() const {
    const auto* one = current();
    if (!one) return {};
    return {{"id", q(one->concern)},      {"reference", q(one->reference)}, {"whenText", moment(one->at, m_workplace.now(), m_workplace.zone())},
            {"byName", q(one->byName)},   {"who", q(one->text.who)},        {"when", q(one->text.when)},
            {"seen", q(one->text.seen)},  {"done", q(one->text.done)},      {"state", q(one->state)},
            {"stateText", stateText(one->state)}, {"opens", one->opens},    {"forDeputies", one->forDeputies}, {"late", isLate(*one)}};
}

QVariantList SafeguardingModel::notes() const {
    QVariantList out;
    if (const auto* one = current())
        for (const auto& note : one->notes)
            out.append(QVariantMap{{"byName", q(note.byName)}, {"whenText", moment(note.at, m_workplace.now(), m_workplace.zone())}, {"text", q(note.text)}});
    return out;
}

QVariantList SafeguardingModel::keys() const {
    QVariantList out;
    for (const auto& key : status().keys) {
        const bool isNew = key.state == device::KeyLine::State::New;
        out.append(QVariantMap{{"fingerprint", q(key.fingerprint)},
                               {"shown", fingerprintText(key.fingerprint, isNew ? device::kTypedDigits : 0)},
                               {"holder", q(key.holderName)},
                               {"isLead", key.isLead},
                               {"state", stateOf(key.state)},
                               {"isOwn", key.isOwn},
                               {"isConfirmed", key.isConfirmed}});
    }
    return out;
}

void SafeguardingModel::run(std::function<base::Result<void>(device::Concerns&)> work, std::function<void()> then) {
    ++m_running;
    emit changed();
    m_workplace.bridge().safeguard(std::move(work), {}, this, [this, then = std::move(then)](const base::Result<void>& done) {
        --m_running;
        if (!done) emit failed(wordsOf(done.error().code));
        else if (then) then();
        emit changed();
    });
}

QString SafeguardingModel::wordsOf(base::ErrorCode code) const {
    if (code == base::ErrorCode::WrongPin) return tr("Those are not the last eight digits of this key. Do not use it; phone the lead.");
    if (code == base::ErrorCode::Malformed) return tr("A digit on the sheet was read or typed wrongly. Check each group.");
    return words(code);
}

void SafeguardingModel::open(const QString& concern) {
    m_open = concern.toStdString();
    emit changed();
}

void SafeguardingModel::setState(const std::string& state) {
    const auto* one = current();
    if (!one) return;
    run([user = m_workplace.user(), one = *one, state](device::Concerns& concerns) { return concerns.setState(user, one, state); });
}

void SafeguardingModel::addNote(const QString& text) {
    const auto* one = current();
    if (!one || text.trimmed().isEmpty()) return;
    run([user = m_workplace.user(), one = *one, text = text.toStdString()](device::Concerns& concerns) { return concerns.addNote(user, one, text); },
        [this] { emit noteKept(); });
}

void SafeguardingModel::makeKey(bool asLead) {
    run([user = m_workplace.user(), asLead](device::Concerns& concerns) { return concerns.makeKey(user, asLead); }, [this] { showRecovery(); });
}

void SafeguardingModel::restoreKey(const QString& recovery, bool asLead) {
    run([user = m_workplace.user(), text = recovery.toStdString(), asLead](device::Concerns& concerns) { return concerns.restoreKey(user, text, asLead); });
}

void SafeguardingModel::showRecovery() {
    const auto text = std::make_shared<std::string>();
    run(
        [text](device::Concerns& concerns) -> base::Result<void> {
            auto recovery = concerns.recoveryText();
            if (!recovery) return recovery.error();
            *text = *recovery;
            return {};
        },
        [this, text] {
            m_recovery = q(*text);
            emit recoveryChanged();
        });
}

void SafeguardingModel::hideRecovery() {
    if (m_recovery.isEmpty()) return;
    m_recovery.clear();
    emit recoveryChanged();
}

void SafeguardingModel::compareKey(const QString& fingerprint, const QString& lastDigits) {
    const bool vouches = hasKey();
    run([user = m_workplace.user(), key = fingerprint.toStdString(), digits = lastDigits.toStdString(), vouches](device::Concerns& concerns) {
        return vouches ? concerns.introduce(user, key, digits) : concerns.keys().confirm(key, digits, user);
    });
}

}  // namespace waymark::mobile
