// The worker behind the bridge: the device's store, vault, notebook and sync, on one thread. The bridge calls its functions by queued
// requests; it answers by signals with immutable snapshots. What `record` and `saveDraft` have answered survives a crash.
#pragma once

#include "mobile/bridge/bridge_options.h"
#include "mobile/bridge/http_lane.h"
#include "mobile/bridge/mirror.h"
#include "mobile/bridge/snapshots.h"
#include "sync/device/sync_runner.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace waymark::device {
class DeviceStore;
class Vault;
}  // namespace waymark::device

namespace waymark::mobile {

class Worker : public QObject {
    Q_OBJECT
public:
    Worker(const BridgeOptions& options, CancelSwitch& cancel);
    ~Worker() override;

    base::Result<void> open();
    base::Result<void> enrol(const std::string& url, const std::string& code);
    base::Result<void> join(const std::string& code);
    base::Result<void> cancelJoin();
    /// `opening` is the bridge's number for this opening, and comes back with what is read.
    base::Result<void> choosePin(const std::string& pin, quint64 opening);
    base::Result<void> unlock(const std::string& user, const std::string& pin, quint64 opening);
    /// The one who is signed in gets another PIN.
    base::Result<void> renewPin(const std::string& pin);
    base::Result<void> checkPin(const std::string& user, const std::string& pin);
    base::Result<void> lock();

    base::Result<std::vector<std::string>> record(const std::string& user, const std::vector<device::Change>& changes,
                                                  const std::string& discardDraft);
    base::Result<std::vector<std::string>> undo(const std::string& user, const std::vector<std::string>& ops);
    device::EntityPtr find(const std::string& stream, const domain::EntityKey& key) const;
    base::Result<void> saveDraft(const device::Draft& draft);
    base::Result<void> discardDraft(const std::string& key);
    base::Result<domain::BlobRef> attachBlob(const std::string& bytes, const std::string& media);
    /// What is not here is wanted from now on, and looked for at once.
    base::Result<QByteArray> readBlob(const std::string& stream, const domain::EntityKey& entity, const domain::BlobRef& blob);
    base::Result<void> sendAgain();
    base::Result<void> takeSmallerCopies();
    base::Result<void> savePlace(const base::Json& place);
    /// Works on the concerns of whoever is signed in; then the screens hear what changed, and it is sent at once.
    base::Result<void> safeguard(const std::function<base::Result<void>(device::Concerns&)>& work);
    void trigger(device::Trigger what);

public slots:
    void takeAnswer(quint64 run, const waymark::mobile::HttpAnswer& answer);

signals:
    // Queued to the bridge.
    void deviceChanged(const waymark::mobile::DeviceStatus& status);
    void syncChanged(const waymark::mobile::SyncStatus& status);
    /// Twice in an opening: the sessions, then everything.
    void opened(quint64 opening, const std::shared_ptr<waymark::mobile::MirrorTables>& tables, const base::Json& place, bool whole);
    void entitiesChanged(const std::shared_ptr<const std::vector<waymark::device::EntityPtr>>& changed);
    void draftsChanged(const std::vector<waymark::device::Draft>& drafts);
    void safeguardingChanged(const waymark::mobile::SafeguardingStatus& status);
    /// What was open is empty again without the bridge having asked; `opening` is the last one that the worker had begun.
    void closed(quint64 opening);
    // Queued to the lane.
    void callNeeded(quint64 run, const std::string& url, const std::string& pin, const waymark::mobile::HttpErrand& errand);

private:
    static base::Error lockedError() { return {base::ErrorCode::Locked, "nobody is signed in"}; }
    base::Result<void> openNotebook(quint64 opening);
    void tellOpened(quint64 opening, const std::vector<device::EntityPtr>& entities, bool whole);
    void closeNotebook();
    bool isOpen() const { return m_runner && !m_sendsOnly; }
    void describeWorkers();
    bool hasStoodDown() const;
    void tellDevice();
    void tellSync();
    void tellChanges();
    void tellSafeguarding();
    void planSync();
    void beginRun();
    void exchange();
    void endRun(const device::RunOutcome& outcome);
    void onWiped();

    const BridgeOptions& m_options;
    LineKeeper m_ownLine;  ///< for enrolling and joining, which people wait for
    std::unique_ptr<device::DeviceStore> m_store;
    std::unique_ptr<device::Vault> m_vault;
    std::unique_ptr<device::Enrolment> m_enrolment;
    std::unique_ptr<device::Notebook> m_notebook;
    std::unique_ptr<device::SyncRunner> m_runner;
    std::unique_ptr<device::Concerns> m_concerns;
    std::unique_ptr<device::Scheduler> m_scheduler;
    std::string m_waitsFor;  ///< the worker whose PIN was wrong last
    bool m_wiped = false;
    bool m_stoodDown = false;
    bool m_sendsOnly = false;  ///< open for one sync of what is kept here, and for nobody to see
    quint64 m_opening = 0;     ///< the last one begun, by the bridge's number
    bool m_reading = false;    ///< the sessions are open, the rest is on its way

    quint64 m_run = 0;  ///< answers of an earlier run are not looked at
    bool m_running = false;
    std::int64_t m_sentThisRun = 0;
    double m_progress = 1.0;
    std::optional<base::Error> m_problem;
    bool m_upgrade = false, m_needsCode = false;
    QTimer m_due;
};

}  // namespace waymark::mobile
