// The real service in this process, over its embedded store, without sockets: what a device's transport reaches in tests of the app. Its network
// can be taken away. May be called from any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/domain/op.h"
#include "shared/domain/role.h"
#include "sync/device/transport.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {
class BlobApi;
class EnrolApi;
class Router;
class Store;
class SyncApi;
}  // namespace waymark::service

namespace waymark::tests {

class LocalService {
public:
    /// An organisation in London's time, with the four shipped questionnaires published.
    explicit LocalService(const base::Clock& clock);
    ~LocalService();

    const std::string& organisation() const { return m_organisation; }
    service::Store& store() { return *m_store; }
    std::string addVenue(const std::string& name);
    std::string addUser(const std::string& name, domain::Role role, const std::vector<std::string>& venues);
    std::string enrolCode(domain::Role role, const std::vector<std::string>& venues);
    std::string joinCode(const std::string& user);
    /// The one device that enrolled was reported lost.
    void reportLost();

    /// Sets fields of an entity as the console would; returns the entity's id. An empty `id` makes a new one.
    std::string set(const std::string& stream, const std::string& type, const base::Json& fields, std::string id = {});
    /// What a service does that does not keep to the contract: puts fields into the log without judging them.
    void forge(const std::string& stream, const domain::EntityKey& key, const base::Json& fields);
    /// All entities of a type in a stream: id and values.
    struct Row {
        std::string id;
        base::Json values;
        std::map<std::string, std::optional<std::string>> by;  ///< field → who wrote it
    };
    std::vector<Row> rows(const std::string& stream, const std::string& type);

    std::unique_ptr<device::Transport> transport();
    void setOnline(bool online) { m_online = online; }
    /// The next request is served, and its answer does not arrive.
    void loseNextReply() { m_loseReply = true; }
    /// Something else answers every call, until it is told to stop: a service of another version, or what stands before it.
    void answersInstead(std::optional<device::HttpReply> reply);
    int calls() const { return m_calls; }

private:
    friend class LocalTransport;
    base::Result<device::HttpReply> answer(const device::HttpCall& call);

    class LockedRandom;
    const base::Clock& m_clock;
    QTemporaryDir m_directory;
    std::unique_ptr<LockedRandom> m_random;
    std::unique_ptr<service::Store> m_store;
    std::unique_ptr<service::EnrolApi> m_enrol;
    std::unique_ptr<service::SyncApi> m_sync;
    std::unique_ptr<service::BlobApi> m_blobs;
    std::unique_ptr<service::Router> m_router;
    std::string m_organisation;
    std::atomic<bool> m_online{true}, m_loseReply{false};
    std::atomic<int> m_calls{0};
    std::mutex m_insteadMutex;
    std::optional<device::HttpReply> m_instead;
};

}  // namespace waymark::tests
