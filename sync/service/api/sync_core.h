// The service's side of one sync, without HTTP: judges a push in one transaction, then answers the pull from one moment of the store.
// Clock, randomness and storage come in from outside, so the simulator runs this same code. Thread-safe as far as the store is.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"
#include "shared/wire/sync_messages.h"

namespace waymark::service {

class SyncCore {
public:
    SyncCore(Store& store, const base::Clock& clock, base::Random& random) : m_store(store), m_clock(clock), m_random(random) {}

    /// What the error says of a device that was retired, not lost.
    static constexpr std::string_view kRetired = "retired";

    /// Errors: Unauthorised (no such device), Revoked (lost, or retired with nothing left: wipe), Storage, DiskFull, TooNew (a protocol after ours).
    base::Result<wire::SyncReply> sync(const std::string& deviceId, wire::SyncRequest request);

private:
    /// Of a lost device, at most once a minute.
    void keepThatToldToWipe(const std::string& deviceId);
    /// Takes the ops out of the request.
    base::Result<void> push(const std::string& deviceId, wire::SyncRequest& request, wire::SyncReply& reply);
    void pull(ReadTransaction& transaction, const Device& device, const wire::SyncRequest& request, wire::SyncReply& reply);

    Store& m_store;
    const base::Clock& m_clock;
    base::Random& m_random;
};

} // namespace waymark::service
