// How much one exchange carries, learnt from how long the last ones took: on a weak link a cut then costs little, on a good one there
// are few round trips. Pure; owned by the session; forgotten when the app ends. Times are monotonic milliseconds.
#pragma once

#include "shared/base/clock.h"
#include "shared/wire/limits.h"

#include <cstddef>
#include <optional>

namespace waymark::device {

using base::Millis;

class Pace {
public:
    /// An exchange should be over in this time: of those on a link that breaks every 40 seconds, one in thirty-three is then lost.
    static constexpr Millis kAim = 1'200;
    /// One that only fetches loses nothing but time.
    static constexpr Millis kFetchAim = 4'000;
    /// A first guess for a link nobody knows yet: about a second at 50 kbit/s once it is compressed.
    static constexpr std::size_t kFirstBytes = 24 * 1024;
    static constexpr std::size_t kLeastBytes = 4 * 1024;

    explicit Pace(Millis aim = kAim) : m_aim(aim) {}

    /// Bytes of ops to push, and of entries to ask for, before compression.
    std::size_t bytes() const { return m_bytes; }
    std::size_t ops() const { return m_mostOps; }

    /// The last request will have no reply, if it has none yet: the link broke under it, and the next one carries half. Whether that is so.
    bool missed();
    /// A request is made; the last one was missed if it had no reply.
    void begin(Millis now);
    /// A reply came. One that was not full tells nothing about a larger one, but a slow one is slow however little it carried.
    void end(Millis now, bool full);
    /// The request was too large for something on the way: every later one carries a quarter of it at most.
    void tooLarge();

private:
    void set(double bytes);

    Millis m_aim;
    std::size_t m_bytes = kFirstBytes;
    std::size_t m_mostBytes = wire::kMaxPushBytes;
    std::size_t m_mostOps = wire::kMaxOpsPerPush;
    std::optional<Millis> m_began;
};

} // namespace waymark::device
