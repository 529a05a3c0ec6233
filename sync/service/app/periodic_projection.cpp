#include "sync/service/app/periodic_projection.h"

#include "sync/service/api/blob_api.h"
#include "sync/service/facts/projector.h"

namespace waymark::service {

namespace {
constexpr Millis kSweepEveryMs = 3'600'000;
}

PeriodicProjection::PeriodicProjection(Store& store, const base::Clock& clock, std::chrono::seconds every)
    : m_store(store), m_clock(clock), m_every(every), m_thread([this] { run(); }) {}

PeriodicProjection::~PeriodicProjection() {
    {
        const std::lock_guard lock(m_mutex);
        m_end = true;
    }
    m_ended.notify_all();
    m_thread.join();
}

void PeriodicProjection::run() {
    Millis swept = m_clock.monotonicMs();
    std::unique_lock lock(m_mutex);
    while (!m_end) {
        lock.unlock();
        (void)Projector(m_store, m_clock).bringUpToDate([this] { return m_end.load(); });
        if (const Millis now = m_clock.monotonicMs(); now - swept >= kSweepEveryMs) {
            swept = now;
            (void)sweepBlobs(m_store, m_clock.wallMs());
        }
        lock.lock();
        m_ended.wait_for(lock, m_every, [this] { return m_end.load(); });
    }
}

}  // namespace waymark::service
