#include "mobile/viewmodels/worry_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/safeguarding_words.h"

#include <algorithm>

namespace waymark::mobile {

namespace {


}  // namespace

WorryModel::WorryModel(Workplace& workplace, QObject* parent) : QObject(parent), m_workplace(workplace) {
    m_keepSoon.setSingleShot(true);
    connect(&m_keepSoon, &QTimer::timeout, this, &WorryModel::keepNow);
    connect(&workplace.bridge(), &Bridge::safeguardingChanged, this, [this] {
        emit changed();
        emit edited();
    });
    connect(&workplace, &Workplace::changed, this, &WorryModel::changed);
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        clear();
        setReference({});
    });
}

const Recipients* WorryModel::recipients() const {
    const auto& all = m_workplace.bridge().safeguarding().recipients;
    const auto here = all.find(m_workplace.venue());
    return here == all.end() ? nullptr : &here->second;
}

QString WorryModel::recipientsText() const {
    const auto* to = recipients();
    return to ? namesText(m_aboutLead ? to->deputies : to->all) : QString();
}

bool WorryModel::ready() const {
    const auto* to = recipients();
    return !m_sending && !m_seen.trimmed().isEmpty() && to && !(m_aboutLead ? to->deputies : to->all).empty();
}

QString WorryModel::phone() const {
    const auto settings = read::value(m_workplace.mirror().find("organisation", m_workplace.bridge().device().organisation), "settings");
    return settings.is_object() ? q(base::textOf(settings, "safeguarding_phone")) : QString();
}

QString WorryModel::keyWarning() const {
    const auto& keys = m_workplace.bridge().safeguarding().keys;
    const auto count = [&keys](device::KeyLine::State state) {
        return std::count_if(keys.begin(), keys.end(), [state](const auto& key) { return key.state == state; });
    };
    if (count(device::KeyLine::State::Gone) > 0) return tr("A key that this device knows has changed at the service. Nothing is sealed for the new one.");
    if (count(device::KeyLine::State::New) > 0) return tr("There is a key that nobody has checked on this device. Nothing is sealed for it.");
    return {};
}

QVariantList WorryModel::handed() const {
    QVariantList out;
    for (const auto& one : m_workplace.bridge().safeguarding().handed) {
        const auto state = one.state == device::HandedOver::State::Waiting       ? QStringLiteral("waiting")
                           : one.state == device::HandedOver::State::WithService ? QStringLiteral("service")
                                                                                 : QStringLiteral("aside");
        out.append(QVariantMap{{"reference", q(one.reference)},
                               {"whenText", moment(one.at, m_workplace.now(), m_workplace.zone())},
                               {"toText", namesText(one.to)},
                               {"state", state}});
    }
    return out;
}

void WorryModel::setReference(const QString& reference) {
    if (reference == m_reference) return;
    m_reference = reference;
    emit referenceChanged();
}

void WorryModel::set(QString& field, const QString& text) {
    if (field == text) return;
    if (m_sending) {  // what is handed over is what was written when the button was pressed
        emit edited();
        return;
    }
    field = text;
    m_keepSoon.start(kKeepAfterMs);
    emit edited();
}

void WorryModel::setAboutLead(bool about) {
    if (about == m_aboutLead) return;
    if (m_sending) {
        emit edited();
        return;
    }
    m_aboutLead = about;
    m_keepSoon.start(kKeepAfterMs);
    emit edited();
    emit changed();
}

void WorryModel::begin(const QString& personName) {
    setReference({});
    if (m_who.isEmpty() && !personName.isEmpty()) setWho(personName);
}

std::string WorryModel::draftKey() const { return "concern/" + m_workplace.user(); }

void WorryModel::keepNow() {
    if (!m_keepSoon.isActive() && sender() != &m_keepSoon) return;  // nothing was typed since
    m_keepSoon.stop();
    if (m_workplace.user().empty()) return;
    device::Draft draft;
    draft.key = draftKey();
    draft.by = m_workplace.user();
    draft.tier = "own";
    draft.content = {{"kind", "concern"}, {"who", m_who.toStdString()}, {"when", m_when.toStdString()}, {"seen", m_seen.toStdString()},
                     {"done", m_done.toStdString()}, {"about_lead", m_aboutLead}};
    draft.savedAt = m_workplace.now();
    m_kept = true;
    m_workplace.bridge().saveDraft(draft, this, [this](const auto& saved) {
        if (!saved) emit failed(words(saved.error().code));
    });
}

void WorryModel::comeBack() {
    // Whoever is here now may be somebody else than before.
    clear();
    setReference({});
    for (const auto& draft : m_workplace.bridge().drafts()) {
        if (draft.key != draftKey()) continue;
        m_who = q(base::textOf(draft.content, "who"));
        m_when = q(base::textOf(draft.content, "when"));
        m_seen = q(base::textOf(draft.content, "seen"));
        m_done = q(base::textOf(draft.content, "done"));
        m_aboutLead = draft.content.value("about_lead", base::Json()) == base::Json(true);
        m_kept = true;
        emit edited();
        emit changed();
    }
}

void WorryModel::clear() {
    m_keepSoon.stop();
    m_who.clear();
    m_when.clear();
    m_seen.clear();
    m_done.clear();
    m_aboutLead = m_kept = false;
    emit edited();
    emit changed();
}

void WorryModel::handOver() {
    if (!ready()) return;
    m_keepSoon.stop();
    m_sending = true;
    emit edited();
    const device::ConcernText text{m_who.toStdString(), m_when.toStdString(), m_seen.toStdString(), m_done.toStdString(), m_aboutLead};
    const auto reference = std::make_shared<std::string>();
    const auto work = [text, reference, user = m_workplace.user(), venue = m_workplace.venue(), draft = draftKey()](device::Concerns& concerns) -> base::Result<void> {
        const auto handed = concerns.handOver(user, venue, text, draft);
        if (!handed) return handed.error();
        *reference = handed->reference;
        return {};
    };
    m_workplace.bridge().safeguard(work, draftKey(), this, [this, reference](const base::Result<void>& done) {
        m_sending = false;
        emit edited();
        if (!done) {
            emit failed(done.error().code == base::ErrorCode::TooLarge
                            ? tr("This is longer than can be sent at once. Hand over the first part, then write the rest as a second one.")
                            : words(done.error().code));
            return;
        }
        clear();
        setReference(q(*reference));
    });
}

void WorryModel::throwAway() {
    if (m_kept) m_workplace.bridge().discardDraft(draftKey());
    clear();
}

void WorryModel::finish() { setReference({}); }

}  // namespace waymark::mobile
