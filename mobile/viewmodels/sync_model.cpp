#include "mobile/viewmodels/sync_model.h"

#include "mobile/text/words.h"

namespace waymark::mobile {

namespace {

constexpr std::size_t kMaxLines = 500;  // what a person can read; the counts above them count all

}  // namespace

SyncModel::SyncModel(Workplace& workplace, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_records({"title", "whenText", "state", "reason"}) {
    connect(&workplace.bridge(), &Bridge::syncChanged, this, &SyncModel::refresh);
    connect(&workplace, &Workplace::changed, this, &SyncModel::refresh);
    connect(&m_minute, &QTimer::timeout, this, &SyncModel::changed);
    m_minute.start(60'000);
}

QString SyncModel::sign() const {
    const auto& now = status();
    if (now.summary.setAside > 0 || now.upgradeNeeded || now.stopped || (now.problem && !base::isRetryable(now.problem->code)))
        return QStringLiteral("look");
    if (waiting() == 0) return now.summary.lastSynced || now.problem ? QStringLiteral("central") : QStringLiteral("here");
    return lostConnection() ? QStringLiteral("waiting") : QStringLiteral("here");
}

QString SyncModel::headline() const {
    const auto& now = status();
    if (now.summary.setAside > 0)
        return tr("%n record(s) set aside. Look at what the service said.", nullptr, static_cast<int>(now.summary.setAside));
    if (now.upgradeNeeded) return words(base::ErrorCode::TooOld);
    if (now.stopped) return tr("The service's copy is much smaller than the one here, so it was not taken. Tell your coordinator.");
    if (now.problem && !base::isRetryable(now.problem->code)) return wordsOfSync(now.problem->code);
    if (waiting() == 0) return now.summary.lastSynced ? tr("All safe centrally.") : tr("Nothing to send yet.");
    if (lostConnection()) return tr("Saved on this device. Waiting for a signal since %1.", "time").arg(waitingSinceText());
    if (now.problem) return tr("Saved on this device since %1. It could not be sent yet; Waymark tries again by itself.", "time").arg(waitingSinceText());
    return tr("%n record(s) saved on this device, not sent yet.", nullptr, waiting());
}

QString SyncModel::waitingSinceText() const {
    const auto since = status().summary.waitingSince;
    return since ? moment(*since, m_workplace.now(), m_workplace.zone()) : QString();
}

QString SyncModel::lastSyncedText() const {
    const auto last = status().summary.lastSynced;
    return last ? moment(*last, m_workplace.now(), m_workplace.zone()) : QString();
}

QString SyncModel::problem() const { return status().problem ? wordsOfSync(status().problem->code) : QString(); }

bool SyncModel::lostConnection() const { return status().problem && status().problem->code == base::ErrorCode::Offline; }

void SyncModel::sendAgain() { m_workplace.bridge().sendAgain(this, {}); }

void SyncModel::takeSmaller() {
    if (mayTakeSmaller()) m_workplace.bridge().takeSmallerCopies(this, {});
}

void SyncModel::syncNow() { m_workplace.bridge().syncNow(); }

QString SyncModel::title(const device::OutboxLine& line) const {
    const auto& mirror = m_workplace.mirror();
    const auto entity = mirror.find(line.type, line.entity);
    const auto person = read::text(mirror.find(read::text(entity, "person").toStdString()), "name");
    const auto what = recordWords(line.type);
    // Whoever looks over a shoulder learns that something is sealed, and no more.
    if (line.type.starts_with("concern") || line.type == "safeguarding_key") return what;
    const auto name = line.type == "person"      ? read::text(entity, "name")
                      : line.type == "household" ? read::text(entity, "label")
                                                 : person;
    return name.isEmpty() ? what : tr("%1: %2", "kind of record, name").arg(what, name);
}

void SyncModel::refresh() {
    std::vector<RowModel::Row> rows;
    const auto& lines = status().lines;
    for (auto line = lines.rbegin(); line != lines.rend() && rows.size() < kMaxLines; ++line) {
        const auto state = line->state == device::OutboxLine::State::Waiting ? QStringLiteral("here")
                           : line->state == device::OutboxLine::State::Sent  ? QStringLiteral("sent")
                                                                             : QStringLiteral("aside");
        rows.push_back(
            {q(line->op), {title(*line), moment(line->at, m_workplace.now(), m_workplace.zone()), state, wordsOfQuarantine(line->reason)}});
    }
    m_records.replaceRows(std::move(rows));
    emit changed();
}

}  // namespace waymark::mobile
