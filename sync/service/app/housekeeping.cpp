#include "sync/service/app/housekeeping.h"

#include "sync/service/api/blob_api.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/facts/projector.h"

namespace waymark::service {

namespace {
constexpr Millis kSweepEveryMs = 3'600'000;

std::string scrubOwed(Store& store) {
    std::string owed;
    return store.read([&](ReadTransaction& transaction) { owed = transaction.streams().scrubOwed(); }) ? owed : std::string();
}
}

Housekeeping::Housekeeping(Store& store, const base::Clock& clock, std::chrono::milliseconds every)
    : m_store(store), m_clock(clock), m_every(every), m_thread([this] { run(); }) {}

Housekeeping::~Housekeeping() {
    {
        const std::lock_guard lock(m_mutex);
        m_end = true;
    }
    m_ended.notify_all();
    m_thread.join();
}

void Housekeeping::run() {
    Millis swept = m_clock.monotonicMs();
    std::string owedBefore;
    std::unique_lock lock(m_mutex);
    while (!m_end) {
        lock.unlock();
        (void)Projector(m_store, m_clock).bringUpToDate([this] { return m_end.load(); });
        // Whoever is erasing scrubs by themselves when they are done; of what is owed at two looks they have lost sight.
        const std::string owed = scrubOwed(m_store);
        if (!owed.empty() && owed == owedBefore) scrubIfOwed(m_store);
        owedBefore = owed;
        if (const Millis now = m_clock.monotonicMs(); now - swept >= kSweepEveryMs) {
            swept = now;
            (void)sweepBlobs(m_store, m_clock.wallMs());
        }
        lock.lock();
        m_ended.wait_for(lock, m_every, [this] { return m_end.load(); });
    }
}

}  // namespace waymark::service
