#include "sync/service/auth/rate_limit.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace waymark::service {

namespace {
const std::string kEverybodyElse;  // the shared bucket; no real key is empty
}

double RateLimit::filled(const Bucket& bucket, base::Millis now) const {
    const double gained = static_cast<double>(now - bucket.at) / static_cast<double>(m_options.refill.count());
    return std::min(m_options.burst, bucket.tries + std::max(0.0, gained));
}

void RateLimit::forgetFull(base::Millis now) {
    for (auto it = m_buckets.begin(); it != m_buckets.end();)
        it = filled(it->second, now) >= m_options.burst ? m_buckets.erase(it) : std::next(it);
}

RateLimit::Bucket& RateLimit::bucketOf(const std::string& key, base::Millis now) {
    const auto known = m_buckets.find(key);
    if (known != m_buckets.end()) return known->second;
    if (m_buckets.size() >= m_options.maxKeys) forgetFull(now);
    const bool room = m_buckets.size() < m_options.maxKeys;
    return m_buckets.try_emplace(room ? key : kEverybodyElse, Bucket{m_options.burst, now}).first->second;
}

std::chrono::milliseconds RateLimit::take(const std::string& key) {
    const std::lock_guard guard(m_mutex);
    const base::Millis now = m_clock.monotonicMs();
    Bucket& bucket = bucketOf(key, now);
    bucket.tries = filled(bucket, now);
    bucket.at = now;
    if (bucket.tries < 1) {
        const double missing = (1 - bucket.tries) * static_cast<double>(m_options.refill.count());
        return std::chrono::milliseconds(std::max<std::int64_t>(1, std::llround(std::ceil(missing))));
    }
    bucket.tries -= 1;
    return std::chrono::milliseconds(0);
}

void RateLimit::giveBack(const std::string& key) {
    const std::lock_guard guard(m_mutex);
    const auto it = m_buckets.find(key);
    if (it != m_buckets.end()) it->second.tries = std::min(m_options.burst, it->second.tries + 1);
}

std::size_t RateLimit::keys() const {
    const std::lock_guard guard(m_mutex);
    return m_buckets.size();
}

std::string networkOf(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return std::string(text.data()) + "/64";
}

std::string retryAfterSeconds(std::chrono::milliseconds wait) {
    return std::to_string(std::max<std::int64_t>(1, (wait.count() + 999) / 1000));
}

} // namespace waymark::service
