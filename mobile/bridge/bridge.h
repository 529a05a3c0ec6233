// The door between the screens and the device: view models ask here, on the screen's thread, and are answered there; the work is done on
// a worker thread that owns the store, the vault, the notebook and the sync, and the network has a thread of its own, so a tap waits for
// neither. Owned by the composition root. What was durable before a crash is there after the next unlock; requests that were still queued
// are not, and were never shown as saved.
#pragma once

#include "mobile/bridge/bridge_options.h"
#include "mobile/bridge/mirror.h"
#include "mobile/bridge/snapshots.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>

namespace waymark::mobile {

class CancelSwitch;
class HttpLane;
class Worker;

class Bridge : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const base::Result<void>&)>;
    using FindAnswer = std::function<void(const EntityPtr&)>;
    using RecordAnswer = std::function<void(const base::Result<std::vector<std::string>>&)>;
    using BytesAnswer = std::function<void(const base::Result<QByteArray>&)>;
    using BlobAnswer = std::function<void(const base::Result<domain::BlobRef>&)>;

    explicit Bridge(BridgeOptions options, QObject* parent = nullptr);
    /// Waits for what is being written; gives up on the network.
    ~Bridge() override;

    Mirror& mirror() { return m_mirror; }
    const DeviceStatus& device() const { return m_device; }
    const SyncStatus& sync() const { return m_sync; }
    const SafeguardingStatus& safeguarding() const { return m_safeguarding; }
    /// With what was asked of the worker and not answered yet.
    const std::vector<device::Draft>& drafts() const { return m_drafts; }
    /// Where the app was when it was last used; null if it is not known.
    const base::Json& place() const { return m_place; }
    /// The best estimate of the service's time.
    Millis now() const;

    // Every answer comes on the screen's thread, unless `context` is gone by then.
    /// Opens what is stored. Errors: TooNew, Storage, Tampered.
    void open(QObject* context, Answer answer);
    void enrol(const std::string& url, const std::string& code, QObject* context, Answer answer);
    /// Asks the service whose personal code this is; they are `device().joining` until they have chosen a PIN.
    void join(const std::string& code, QObject* context, Answer answer);
    void cancelJoin();
    /// Lets the one who is joining open this device, and unlocks as them. Errors: Malformed (no PIN), Locked, NotPermitted (somebody
    /// else must be signed in for that), Storage.
    void choosePin(const std::string& pin, QObject* context, Answer answer);
    /// Opens the rows this worker may see and fills the mirror: the sessions on the way, everything before it answers. Errors: WrongPin,
    /// TooManyAttempts, NotPermitted (they do not work here any more: what is kept here is sent once, and nothing is shown), Storage.
    void unlock(const std::string& user, const std::string& pin, QObject* context, Answer answer);
    /// The one who is signed in gets another PIN. Errors: Malformed (no PIN), Locked, DiskFull, Storage.
    void renewPin(const std::string& pin, QObject* context, Answer answer);
    /// Whether this is the PIN of that worker; changes nothing but the count of wrong tries.
    void checkPin(const std::string& user, const std::string& pin, QObject* context, Answer answer);
    /// Empties the mirror at once, and the notebook and the vault's keys as soon as the worker is free.
    /// What is being opened meanwhile is not shown any more.
    void lock();

    /// Shows the changes at once and records them; the answer comes when they are durable or have failed (and are off the screen again).
    void record(const std::string& user, std::vector<device::Change> changes, const std::string& discardDraft, QObject* context,
                RecordAnswer answer);
    void undo(const std::string& user, std::vector<std::string> ops, QObject* context, RecordAnswer answer);
    /// An entity as the notebook has it, also a deleted one, which the mirror does not hold; null if there is none.
    void find(const std::string& stream, const EntityKey& key, QObject* context, FindAnswer answer);
    void saveDraft(const device::Draft& draft, QObject* context, Answer answer);
    void discardDraft(const std::string& key);
    /// Keeps a signature or the like, sealed; the answer, what a draft or a record says of it, comes when it is durable. Errors: Locked, Malformed,
    /// TooLarge, DiskFull, Storage.
    void attachBlob(std::string bytes, const std::string& media, QObject* context, BlobAnswer answer);
    /// The bytes that a value names. `stream` and `entity` are where it stands; without a stream it is what was only attached. Errors: NotFound (they
    /// are not here: the next sync fetches them, and then the entity is among the mirror's changes), Locked, Tampered, Storage.
    void readBlob(const std::string& stream, const EntityKey& entity, const domain::BlobRef& blob, QObject* context, BytesAnswer answer);
    /// Works on the concerns of whoever is signed in, on the worker's thread. `discardDraft` goes with a concern that was handed over.
    void safeguard(std::function<base::Result<void>(device::Concerns&)> work, const std::string& discardDraft, QObject* context, Answer answer);
    void savePlace(const base::Json& place);
    /// Lets the service judge once more what it had set aside.
    void sendAgain(QObject* context, Answer answer);
    /// Somebody has looked at it: the service's copy of every stopped stream is taken, however small it is.
    void takeSmallerCopies(QObject* context, Answer answer);
    /// Somebody wants it now.
    void syncNow();
    void trigger(device::Trigger what);

signals:
    void deviceChanged();
    void syncChanged();
    void draftsChanged();
    void safeguardingChanged();
    /// The keys are gone from memory: by lock(), or because the service revoked the device.
    void locked();

private:
    template <class Reply> void ask(QObject* context, std::function<Reply(Worker&)> work, std::function<void(const Reply&)> answer);
    void forget();
    void dropDraft(const std::string& key);

    std::unique_ptr<BridgeOptions> m_options;
    std::unique_ptr<CancelSwitch> m_cancel;
    Mirror m_mirror;
    DeviceStatus m_device;
    SyncStatus m_sync;
    SafeguardingStatus m_safeguarding;
    std::vector<device::Draft> m_drafts;
    int m_draftsOnTheWay = 0;
    base::Json m_place;
    std::uint64_t m_nextTicket = 1;
    quint64 m_forgotten = 0;  ///< the last opening whose end is known; hearing of it once more must not disturb the next
    quint64 m_opening = 0;    ///< the one whose contents are waited for or shown; what an earlier one still sends is not looked at
    QThread m_workThread, m_netThread;
    Worker* m_worker;  ///< lives on m_workThread and goes with it
    HttpLane* m_lane;  ///< lives on m_netThread and goes with it
};

}  // namespace waymark::mobile
