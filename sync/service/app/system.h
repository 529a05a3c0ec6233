// The real clock and the real chance, for the programs. Any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace waymark::service {

class SystemClock : public base::Clock {
public:
    base::Millis wallMs() const override;
    base::Millis monotonicMs() const override;
    std::string bootId() const override;
};

/// The kernel's randomness.
class SystemRandom : public base::Random {
public:
    void fill(std::uint8_t* data, std::size_t size) override;
};

} // namespace waymark::service
