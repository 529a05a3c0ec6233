// One service and any number of devices in one process and one thread: the shipped code of both ends, with a clock and a network that do as
// a test says. The organisation has one venue, a worker, a second worker, a coordinator and a volunteer.
#pragma once

#include "sync/device/transport.h"
#include "sync/service/api/blob_api.h"
#include "sync/service/api/enrol_api.h"
#include "sync/service/api/router.h"
#include "sync/service/api/sync_api.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/store/store.h"
#include "tests/support/device.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace waymark::tests {

/// What the network does to one call.
enum class Fault { None, LoseRequest, LoseReply, Repeat };

/// The way to the service. Counts, loses and repeats.
class WorldTransport : public device::Transport {
public:
    explicit WorldTransport(service::Router& router) : m_router(router) {}

    base::Result<device::HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override;
    base::Result<device::HttpReply> call(const device::HttpCall& call) override;

    std::deque<Fault> faults;          ///< of the next calls, one each
    int blobCalls = 0;                 ///< of those calls, how many were about blobs
    std::vector<std::string> bodies;   ///< every body that left the device
    std::vector<std::string> replies;  ///< every reply that arrived
    bool offline = false;
    bool losesBlobs = false;           ///< every call about a blob; the others pass

private:
    service::Router& m_router;
};

class World {
public:
    World();

    // Who there is.
    std::string organisation, venue, worker, otherWorker, coordinator, volunteer;
    std::string venueStream() const;
    std::string registerStream() const;  ///< of this year
    std::string caseStream() const;
    std::string organisationStream() const;

    /// A device that was enrolled and joined by this user over the wire.
    TestDevice& addDevice(domain::Role role, const std::string& user);
    /// Brings another user onto the device; somebody must be signed in there.
    void join(TestDevice& device, const std::string& user);
    std::string safeguardingKey;  ///< fingerprint in the enrolment links of devices that are added from now on
    std::string enrolCode(domain::Role role);
    std::string joinCode(const std::string& user);

    device::RunOutcome sync(TestDevice& device);
    /// Each device twice, which is what the contract asks for all to agree.
    void syncAll();

    /// A change that the service makes itself, as the console does.
    void serviceSets(const std::string& stream, const domain::EntityKey& key, base::Json fields);
    void write(const std::function<void(service::WriteTransaction&)>& work);
    void read(const std::function<void(service::ReadTransaction&)>& work);
    /// The service's database as it is now, to come back to: an older backup.
    void saveBackup();
    /// As `waymark-service restore` does: the ledger is replayed before anybody is answered.
    void restoreBackup();
    service::ErasureDone erase(const std::string& person);
    service::Store& store() { return *m_store; }
    const service::Ledger& ledger() const { return m_ledger; }
    QString directory() const { return m_directory.path(); }

    FakeClock clock;
    SeededRandom random{7};
    WorldTransport& network() { return *m_network; }
    std::string deviceId(TestDevice& device) { return device.enrolment().enrolled()->device; }

private:
    std::string storePath() const { return m_directory.filePath("service.db").toStdString(); }
    void openService();

    QTemporaryDir m_directory;
    service::Ledger m_ledger{m_directory.filePath("ledger").toStdString()};
    std::unique_ptr<service::Store> m_store;
    std::unique_ptr<service::EnrolApi> m_enrol;
    std::unique_ptr<service::SyncApi> m_sync;
    std::unique_ptr<service::BlobApi> m_blobs;
    service::Router m_router{clock};
    std::unique_ptr<WorldTransport> m_network;
    std::vector<std::unique_ptr<TestDevice>> m_devices;
};

/// What a test records most: a walk-in, and a tap on the register.
device::Change person(const World& world, const std::string& id, base::Json fields);
device::Change mark(const World& world, const std::string& session, const std::string& person, const std::string& status);

} // namespace waymark::tests
