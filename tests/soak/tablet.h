// One real device without a screen, over real HTTP: file, vault, notebook, session and scheduler as the app has them. Owned by the
// program; one thread at a time.
#pragma once

#include "sync/device/curl_transport.h"
#include "sync/device/device_store.h"
#include "sync/device/enrolment.h"
#include "sync/device/notebook.h"
#include "sync/device/scheduler.h"
#include "sync/device/sync_runner.h"
#include "sync/device/system.h"
#include "sync/device/vault.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace waymark::soak {

/// What went over the network, counted where it leaves.
struct Traffic {
    std::int64_t calls = 0, failed = 0;
    std::int64_t opsSent = 0;            ///< each time an op was in a body
    std::vector<double> milliseconds;    ///< of each call that got a reply of 200
    int busy = 0;                        ///< replies of 429 and 503
};

class CountingTransport : public device::Transport {
public:
    CountingTransport(std::unique_ptr<device::CurlTransport> inner, const base::Clock& clock, Traffic& traffic)
        : m_inner(std::move(inner)), m_clock(clock), m_traffic(traffic) {}
    base::Result<device::HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override;

private:
    std::unique_ptr<device::CurlTransport> m_inner;
    const base::Clock& m_clock;
    Traffic& m_traffic;
};

class Tablet {
public:
    /// Throws std::runtime_error if it cannot be made, enrolled and joined. Keys cost the least: this measures the sync.
    Tablet(const std::string& file, const std::string& url, const std::string& enrolCode, const std::string& joinCode);

    /// Records so many people in a venue's stream, one op each.
    void record(const std::string& venue, int people);
    /// Everybody whom this tablet ever recorded, by id.
    const std::map<std::string, std::string>& made() const { return m_made; }
    /// Everybody in a venue's stream as this tablet has it, by id.
    std::map<std::string, std::string> namesIn(const std::string& venue) const;
    /// Syncs as the scheduler says until nothing waits and nothing is left to pull. False if that took longer.
    bool syncUntilDone(std::chrono::seconds most);
    /// One round, whatever comes of it.
    device::RunOutcome syncOnce() { return m_runner->run(*m_transport); }

    Traffic& traffic() { return m_traffic; }
    std::int64_t waiting() const { return m_notebook->summary().waiting; }
    std::size_t people(const std::string& venue) const;

private:
    device::SystemClock m_clock;
    device::SystemRandom m_random;
    Traffic m_traffic;
    std::string m_user;
    std::map<std::string, std::string> m_made;
    std::unique_ptr<device::DeviceStore> m_store;
    std::unique_ptr<device::Vault> m_vault;
    std::unique_ptr<device::Notebook> m_notebook;
    std::unique_ptr<device::Enrolment> m_enrolment;
    std::unique_ptr<device::SyncRunner> m_runner;
    std::unique_ptr<CountingTransport> m_transport;
};

} // namespace waymark::soak
