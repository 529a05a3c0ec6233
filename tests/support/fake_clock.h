// A clock that moves only when a test says so.
#pragma once

#include "shared/base/clock.h"

#include <atomic>

namespace waymark::tests {

class FakeClock : public base::Clock {
public:
    explicit FakeClock(base::Millis wall = 1'763'740'800'000) : m_wall(wall) {}

    base::Millis wallMs() const override { return m_wall; }
    base::Millis monotonicMs() const override { return m_monotonic; }
    std::string bootId() const override { return "boot"; }

    void advance(base::Millis ms) {
        m_wall += ms;
        m_monotonic += ms;
    }
    void setWall(base::Millis wall) { m_wall = wall; }

private:
    std::atomic<base::Millis> m_wall;
    std::atomic<base::Millis> m_monotonic{0};
};

} // namespace waymark::tests
