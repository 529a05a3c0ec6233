// How often somebody may try: a bucket of tries per key (an address, an e-mail), refilled at a steady rate. In memory, so a restart
// forgets it; bounded, so that no flood of addresses fills the memory. Any thread.
#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace waymark::service {

struct RateLimitOptions {
    double burst = 10;                          ///< tries at once
    std::chrono::milliseconds refill{30'000};   ///< one more try after each of these
    std::size_t maxKeys = 10'000;               ///< beyond these, all new keys share one bucket: it fails closed
};

class RateLimit {
public:
    RateLimit(const base::Clock& clock, RateLimitOptions options) : m_clock(clock), m_options(options) {}

    /// Takes one try. Zero if it was there, else how long to wait for the next.
    std::chrono::milliseconds take(const std::string& key);
    /// Gives the try back: it succeeded, and only failures count.
    void giveBack(const std::string& key);

    std::size_t keys() const;

private:
    struct Bucket {
        double tries;
        base::Millis at;  ///< monotonic
    };

    Bucket& bucketOf(const std::string& key, base::Millis now);
    void forgetFull(base::Millis now);
    double filled(const Bucket& bucket, base::Millis now) const;

    const base::Clock& m_clock;
    const RateLimitOptions m_options;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Bucket> m_buckets;
};

/// The key for a network address: the address itself, of IPv6 the /64 network, which one household or attacker has whole.
std::string networkOf(const std::string& address);

/// Whole seconds, at least one, as Retry-After says it.
std::string retryAfterSeconds(std::chrono::milliseconds wait);

} // namespace waymark::service
