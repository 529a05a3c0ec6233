// Keeps the facts fresh while the service runs, so that the first report of the morning does not have to catch up, scrubs what an erasure left
// owing, and once an hour removes blobs that nobody went on with. Owned by `serve`; a thread of its own, which ends with the object. What fails is tried again next time.
#pragma once

#include "shared/base/clock.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace waymark::service {

class Store;

class Housekeeping {
public:
    /// Both must outlive it.
    Housekeeping(Store& store, const base::Clock& clock, std::chrono::milliseconds every = std::chrono::seconds(15));
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

private:
    void run();

    Store& m_store;
    const base::Clock& m_clock;
    const std::chrono::milliseconds m_every;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    std::atomic<bool> m_end = false;
    std::thread m_thread;
};

}  // namespace waymark::service
