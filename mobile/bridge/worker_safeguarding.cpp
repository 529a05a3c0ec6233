// The worker's part in safeguarding: runs what is asked of device::Concerns, and tells the screens what they may show.
#include "mobile/bridge/worker.h"

#include "sync/device/vault.h"

namespace waymark::mobile {

using base::Result;

Result<void> Worker::safeguard(const std::function<Result<void>(device::Concerns&)>& work) {
    if (!isOpen() || !m_concerns) return base::Error{base::ErrorCode::Locked, "nobody is signed in"};
    auto done = work(*m_concerns);
    tellChanges();
    tellSync();
    tellSafeguarding();
    trigger(device::Trigger::ByHand);
    return done;
}

void Worker::tellSafeguarding() {
    SafeguardingStatus status;
    const auto current = m_vault ? m_vault->current() : std::nullopt;
    if (m_concerns && isOpen() && current) {
        // What fails here (a full disk) leaves the keys as they were known; the next turn looks again.
        static_cast<void>(m_concerns->refresh().ok());
        status.keys = m_concerns->keys().lines(current->user);
        status.ownFingerprint = m_concerns->ownFingerprint();
        status.handed = m_concerns->handedOver();
        if (!status.keys.empty())
            for (const auto& venue : m_notebook->all("venue"))
                status.recipients[venue->key.id] = {m_concerns->recipients(venue->key.id, false), m_concerns->recipients(venue->key.id, true)};
        status.cases = m_concerns->cases();
    }
    emit safeguardingChanged(status);
}

}  // namespace waymark::mobile
