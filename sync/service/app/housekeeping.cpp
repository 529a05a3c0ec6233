#include "sync/service/app/housekeeping.h"

#include "sync/service/api/blob_api.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/facts/projector.h"

namespace waymark::service {

namespace {
constexpr Millis kSweepEveryMs = 3'600'000;

bool owesScrub(Store& store) {
    bool owes = false;
    return store.read([&](ReadTransaction& transaction) { owes = transaction.streams().owesScrub(); }).ok() && owes;
}
}

Housekeeping::Housekeeping(Store& store, const base::Clock& clock, std::chrono::seconds every)
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
    bool owedBefore = false;
    std::unique_lock lock(m_mutex);
    while (!m_end) {
        lock.unlock();
        (void)Projector(m_store, m_clock).bringUpToDate([this] { return m_end.load(); });
        // Whoever is erasing at this moment scrubs by themselves; what is owed at two looks, nobody is at.
        const bool owes = owesScrub(m_store);
        if (owes && owedBefore) (void)scrubIfOwed(m_store);
        owedBefore = owes;
        if (const Millis now = m_clock.monotonicMs(); now - swept >= kSweepEveryMs) {
            swept = now;
            (void)sweepBlobs(m_store, m_clock.wallMs());
        }
        lock.lock();
        m_ended.wait_for(lock, m_every, [this] { return m_end.load(); });
    }
}

}  // namespace waymark::service
