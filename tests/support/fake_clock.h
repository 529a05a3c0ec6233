// A clock that moves only when a test says so. May be read from any thread.
#pragma once

#include "shared/base/clock.h"

#include <atomic>

namespace waymark::tests {

class FakeClock : public base::Clock {
public:
    explicit FakeClock(base::Millis wall = 1'763'740'800'000) : m_wall(wall) {}

    base::Millis wallMs() const override { return m_wall; }
    base::Millis monotonicMs() const override { return m_monotonic; }
    std::string bootId() const override { return "boot " + std::to_string(m_boots); }

    void advance(base::Millis ms) {
        m_wall += ms;
        m_monotonic += ms;
    }
    void setWall(base::Millis wall) { m_wall = wall; }  ///< somebody sets the time; the boot goes on
    void reboot(base::Millis wall) {
        m_wall = wall;
        m_monotonic = 0;
        ++m_boots;
    }

private:
    std::atomic<base::Millis> m_wall;
    std::atomic<base::Millis> m_monotonic{1'000};
    std::atomic<int> m_boots{1};
};

} // namespace waymark::tests
