// The clock and the randomness of the machine, for programs. Tests and the simulator pass their own.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace waymark::device {

class SystemClock : public base::Clock {
public:
    SystemClock();
    base::Millis wallMs() const override;
    base::Millis monotonicMs() const override;  ///< CLOCK_BOOTTIME: counts through sleep
    std::string bootId() const override { return m_bootId; }
    int utcOffsetMinutes() const override;

private:
    std::string m_bootId;
};

/// libsodium's generator, which is the kernel's. Safe on any thread.
class SystemRandom : public base::Random {
public:
    void fill(std::uint8_t* data, std::size_t size) override;
};

} // namespace waymark::device
