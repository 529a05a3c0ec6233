#include "mobile/bridge/bridge.h"

#include "mobile/bridge/http_lane.h"
#include "mobile/bridge/worker.h"

namespace waymark::mobile {

using base::Result;

Bridge::Bridge(BridgeOptions options, QObject* parent)
    : QObject(parent), m_options(std::make_unique<BridgeOptions>(std::move(options))), m_cancel(std::make_unique<CancelSwitch>()),
      m_worker(new Worker(*m_options, *m_cancel)), m_lane(new HttpLane(*m_options, *m_cancel)) {
    m_worker->moveToThread(&m_workThread);
    m_lane->moveToThread(&m_netThread);
    connect(&m_workThread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(&m_netThread, &QThread::finished, m_lane, &QObject::deleteLater);
    connect(m_worker, &Worker::callNeeded, m_lane, &HttpLane::call);
    connect(m_lane, &HttpLane::answered, m_worker, &Worker::takeAnswer);

    connect(m_worker, &Worker::deviceChanged, this, [this](const DeviceStatus& status) {
        m_device = status;
        emit deviceChanged();
    });
    connect(m_worker, &Worker::syncChanged, this, [this](const SyncStatus& status) {
        m_sync = status;
        emit syncChanged();
    });
    connect(m_worker, &Worker::safeguardingChanged, this, [this](const SafeguardingStatus& status) {
        m_safeguarding = status;
        emit safeguardingChanged();
    });
    connect(m_worker, &Worker::draftsChanged, this, [this](const std::vector<device::Draft>& drafts) {
        if (m_draftsOnTheWay > 0) return;  // what was asked since is newer than this
        m_drafts = drafts;
        emit draftsChanged();
    });
    connect(m_worker, &Worker::opened, this,
            [this](quint64 opening, const std::shared_ptr<MirrorTables>& tables, const base::Json& place, bool whole) {
                if (opening != m_opening) return;
                if (!m_mirror.isFilled()) m_place = place;  // where the app has gone since is newer
                m_mirror.fill(std::move(*tables), whole);
            });
    connect(m_worker, &Worker::entitiesChanged, this, [this](const auto& changed) { m_mirror.apply(*changed); });
    connect(m_worker, &Worker::closed, this, [this](quint64 opening) {
        if (opening <= m_forgotten) return;
        m_forgotten = opening;
        forget();
    });
    m_workThread.setObjectName(QStringLiteral("waymark-work"));
    m_netThread.setObjectName(QStringLiteral("waymark-net"));
    m_workThread.start();
    m_netThread.start();
}

Bridge::~Bridge() {
    m_cancel->throwSwitch();
    m_netThread.quit();
    m_workThread.quit();
    m_netThread.wait();
    m_workThread.wait();
}

Millis Bridge::now() const { return m_options->clock->wallMs() + m_device.clockOffset; }

/// Runs `work` on the worker and hands its result to `answer` on this thread, if `context` is still there.
template <class Reply> void Bridge::ask(QObject* context, std::function<Reply(Worker&)> work, std::function<void(const Reply&)> answer) {
    QMetaObject::invokeMethod(
        m_worker,
        [this, worker = m_worker, guard = QPointer<QObject>(context), work = std::move(work), answer = std::move(answer)] {
            auto reply = std::make_shared<const Reply>(work(*worker));
            QMetaObject::invokeMethod(
                this,
                [guard, answer, reply] {
                    if (guard && answer) answer(*reply);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Bridge::open(QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [](Worker& worker) { return worker.open(); }, std::move(answer));
}

void Bridge::enrol(const std::string& url, const std::string& code, QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [url, code](Worker& worker) { return worker.enrol(url, code); }, std::move(answer));
}

void Bridge::join(const std::string& code, QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [code](Worker& worker) { return worker.join(code); }, std::move(answer));
}

void Bridge::cancelJoin() {
    ask<Result<void>>(this, [](Worker& worker) { return worker.cancelJoin(); }, {});
}

void Bridge::choosePin(const std::string& pin, QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [pin, opening = ++m_opening](Worker& worker) { return worker.choosePin(pin, opening); }, std::move(answer));
}

void Bridge::unlock(const std::string& user, const std::string& pin, QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [user, pin, opening = ++m_opening](Worker& worker) { return worker.unlock(user, pin, opening); }, std::move(answer));
}

void Bridge::renewPin(const std::string& pin, QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [pin](Worker& worker) { return worker.renewPin(pin); }, std::move(answer));
}

void Bridge::checkPin(const std::string& user, const std::string& pin, QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [user, pin](Worker& worker) { return worker.checkPin(user, pin); }, std::move(answer));
}

void Bridge::lock() {
    ask<Result<void>>(this, [](Worker& worker) { return worker.lock(); }, {});
    m_forgotten = ++m_opening;
    forget();
}

void Bridge::forget() {
    m_device.unlockedBy.clear();
    m_drafts.clear();
    m_place = {};
    m_sync.lines.clear();
    m_safeguarding = {};
    m_mirror.clear();
    emit draftsChanged();
    emit syncChanged();
    emit safeguardingChanged();
    emit locked();
}

void Bridge::record(const std::string& user, std::vector<device::Change> changes, const std::string& discardDraft, QObject* context,
                    RecordAnswer answer) {
    const auto ticket = m_nextTicket++;
    m_mirror.overlay(ticket, changes, now());
    // The overlay must go even if nobody waits for the answer any more.
    auto settle = [this, ticket, discardDraft, guard = QPointer<QObject>(context),
                   answer = std::move(answer)](const Result<std::vector<std::string>>& ops) {
        m_mirror.settle(ticket);
        if (ops && !discardDraft.empty()) {
            dropDraft(discardDraft);
            emit draftsChanged();
        }
        if (guard && answer) answer(ops);
    };
    ask<Result<std::vector<std::string>>>(
        this, [user, changes = std::move(changes), discardDraft](Worker& worker) { return worker.record(user, changes, discardDraft); },
        std::move(settle));
}

void Bridge::undo(const std::string& user, std::vector<std::string> ops, QObject* context, RecordAnswer answer) {
    ask<Result<std::vector<std::string>>>(
        context, [user, ops = std::move(ops)](Worker& worker) { return worker.undo(user, ops); }, std::move(answer));
}

void Bridge::find(const std::string& stream, const EntityKey& key, QObject* context, FindAnswer answer) {
    ask<EntityPtr>(
        context, [stream, key](Worker& worker) { return worker.find(stream, key); }, std::move(answer));
}

void Bridge::saveDraft(const device::Draft& draft, QObject* context, Answer answer) {
    dropDraft(draft.key);
    m_drafts.push_back(draft);
    emit draftsChanged();
    ++m_draftsOnTheWay;
    auto settle = [this, guard = QPointer<QObject>(context), answer = std::move(answer)](const Result<void>& saved) {
        --m_draftsOnTheWay;
        if (guard && answer) answer(saved);
    };
    ask<Result<void>>(
        this, [draft](Worker& worker) { return worker.saveDraft(draft); }, std::move(settle));
}

void Bridge::discardDraft(const std::string& key) {
    dropDraft(key);
    emit draftsChanged();
    ++m_draftsOnTheWay;
    ask<Result<void>>(
        this, [key](Worker& worker) { return worker.discardDraft(key); }, [this](const Result<void>&) { --m_draftsOnTheWay; });
}

void Bridge::attachBlob(std::string bytes, const std::string& media, QObject* context, BlobAnswer answer) {
    ask<Result<domain::BlobRef>>(
        context, [bytes = std::move(bytes), media](Worker& worker) { return worker.attachBlob(bytes, media); }, std::move(answer));
}

void Bridge::readBlob(const std::string& stream, const EntityKey& entity, const domain::BlobRef& blob, QObject* context, BytesAnswer answer) {
    ask<Result<QByteArray>>(
        context, [stream, entity, blob](Worker& worker) { return worker.readBlob(stream, entity, blob); }, std::move(answer));
}

void Bridge::safeguard(std::function<Result<void>(device::Concerns&)> work, const std::string& discardDraft, QObject* context, Answer answer) {
    auto settle = [this, discardDraft, guard = QPointer<QObject>(context), answer = std::move(answer)](const Result<void>& done) {
        if (done && !discardDraft.empty()) {
            dropDraft(discardDraft);
            emit draftsChanged();
        }
        if (guard && answer) answer(done);
    };
    ask<Result<void>>(
        this, [work = std::move(work)](Worker& worker) { return worker.safeguard(work); }, std::move(settle));
}

void Bridge::dropDraft(const std::string& key) {
    std::erase_if(m_drafts, [&key](const device::Draft& draft) { return draft.key == key; });
}

void Bridge::savePlace(const base::Json& place) {
    m_place = place;
    ask<Result<void>>(this, [place](Worker& worker) { return worker.savePlace(place); }, {});
}

void Bridge::sendAgain(QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [](Worker& worker) { return worker.sendAgain(); }, std::move(answer));
}

void Bridge::takeSmallerCopies(QObject* context, Answer answer) {
    ask<Result<void>>(
        context, [](Worker& worker) { return worker.takeSmallerCopies(); }, std::move(answer));
}

void Bridge::syncNow() { trigger(device::Trigger::ByHand); }

void Bridge::trigger(device::Trigger what) {
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, what] { worker->trigger(what); }, Qt::QueuedConnection);
}

}  // namespace waymark::mobile
