// Time comes in from outside, so that both ends of the sync can be run in a simulator.
#pragma once

#include <cstdint>
#include <string>

namespace waymark::base {

/// Milliseconds since 1970-01-01 UTC, as everything on the wire.
using Millis = std::int64_t;

class Clock {
public:
    virtual ~Clock() = default;
    /// What the machine believes the time to be; may jump, and may be wrong by years.
    virtual Millis wallMs() const = 0;
    /// Never runs backwards while the boot lasts, and counts through sleep.
    virtual Millis monotonicMs() const = 0;
    /// Changes with every boot; monotonic times of two boots cannot be compared.
    virtual std::string bootId() const = 0;
    /// Of the machine's own time zone now; kept beside an op's time for the record, never reckoned with.
    virtual int utcOffsetMinutes() const { return 0; }
};

} // namespace waymark::base
