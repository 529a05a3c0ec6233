#include "mobile/viewmodels/head_count_model.h"

#include <algorithm>
#include <numeric>

namespace waymark::mobile {

namespace {

constexpr int kMaxInBand = 9999;
// The bands that attendance is reported in, as docs/dictionary.md writes them.
constexpr const char* kBands[] = {"0-4", "5-10", "11-15", "16-19", "adult"};

QString bandLabel(std::size_t band) {
    return QLatin1String(kBands[band]) == QLatin1String("adult")
               ? HeadCountModel::tr("adults")
               : HeadCountModel::tr("%1 years", "age band").arg(QString::fromLatin1(kBands[band]).replace(QLatin1Char('-'), QChar(0x2013)));
}

}  // namespace

HeadCountModel::HeadCountModel(Workplace& workplace, const RegisterModel& openRegister, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_register(openRegister), m_bands({"band", "label", "count"}) {
    connect(&openRegister, &RegisterModel::refreshed, this, &HeadCountModel::follow);
    connect(&workplace.mirror(), &Mirror::cleared, this, &HeadCountModel::forget);
    m_keepSoon.setSingleShot(true);
    connect(&m_keepSoon, &QTimer::timeout, this, &HeadCountModel::keepNow);
    forget();
}

/// The heads of one session are not carried into another.
void HeadCountModel::follow() {
    const auto open = m_register.sessionId().toStdString();
    if (open == m_session) return;
    keepNow();
    forget();
    m_session = open;
    comeBack();
}

int HeadCountModel::total() const { return std::accumulate(m_counts.begin(), m_counts.end(), 0); }

void HeadCountModel::setKind(const QString& kind) {
    if (kind != QLatin1String("arrival") && kind != QLatin1String("check") && kind != QLatin1String("outreach")) return;
    m_kind = kind;
    touch();
}

void HeadCountModel::setCount(const QString& band, int count) {
    for (std::size_t i = 0; i < std::size(kBands); ++i)
        if (band == QLatin1String(kBands[i])) m_counts[i] = std::clamp(count, 0, kMaxInBand);
    touch();
}

void HeadCountModel::touch() {
    m_keepSoon.start(kKeepAfterMs);
    refresh();
}

void HeadCountModel::refresh() {
    std::vector<RowModel::Row> rows;
    for (std::size_t i = 0; i < std::size(kBands); ++i) {
        const auto band = QString::fromLatin1(kBands[i]);
        rows.push_back({band, {band, bandLabel(i), m_counts[i]}});
    }
    m_bands.replaceRows(std::move(rows));
    emit edited();
}

void HeadCountModel::forget() {
    m_keepSoon.stop();
    m_kept = false;
    m_counts.assign(std::size(kBands), 0);
    m_kind = QStringLiteral("check");
    refresh();
}

void HeadCountModel::reset() {
    const bool kept = m_kept;
    forget();
    if (kept) m_workplace.bridge().discardDraft(draftKey());
}

void HeadCountModel::keepNow() {
    if (!m_keepSoon.isActive() && sender() != &m_keepSoon) return;  // nothing was counted since
    m_keepSoon.stop();
    if (m_session.empty()) return;
    device::Draft draft;
    draft.key = draftKey();
    draft.by = m_workplace.user();
    draft.tier = "venue";
    draft.stream = m_workplace.venueStream();
    draft.content = {{"kind", "head_count"}, {"counts", m_kind.toStdString()}, {"bands", base::Json::object()}};
    for (std::size_t i = 0; i < std::size(kBands); ++i)
        draft.content["bands"][kBands[i]] = m_counts[i];
    draft.savedAt = m_workplace.now();
    m_kept = true;
    m_workplace.bridge().saveDraft(draft, this, {});
}

void HeadCountModel::comeBack() {
    if (m_session.empty()) return;
    for (const auto& draft : m_workplace.bridge().drafts()) {
        if (draft.key != draftKey()) continue;
        const auto bands = draft.content.value("bands", base::Json::object());
        for (std::size_t i = 0; i < std::size(kBands); ++i)
            m_counts[i] = std::clamp(static_cast<int>(base::integerOf(bands, kBands[i])), 0, kMaxInBand);
        setKind(q(base::textOf(draft.content, "counts")));
        m_keepSoon.stop();
        m_kept = true;
        refresh();
        return;
    }
}

void HeadCountModel::save() {
    const auto session = m_register.session();
    if (!session || !m_register.canMark()) {
        emit refused(tr("Open a session's register first."));
        return;
    }
    base::Json bands = base::Json::object();
    for (std::size_t i = 0; i < std::size(kBands); ++i)
        if (m_counts[i] > 0) bands[kBands[i]] = m_counts[i];
    if (bands.empty()) {
        emit refused(tr("Count at least one person."));
        return;
    }
    base::Json set;
    set["session"] = domain::reference("session", session->key.id);
    set["kind"] = m_kind.toStdString();
    set["bands"] = std::move(bands);
    set["at"] = m_workplace.now();
    m_keepSoon.stop();
    m_workplace.act(tr("Head count of %n saved", nullptr, total()),
                    {{m_workplace.registerStreamOf(*session), "headcount", m_workplace.newId(), std::move(set)}},
                    [this, of = m_session](bool done) {
                        if (of == m_session && !done) touch();
                        if (!done) return;
                        if (of == m_session) forget();  // the draft went with the record
                        emit saved();
                    },
                    draftKey());
}

}  // namespace waymark::mobile
